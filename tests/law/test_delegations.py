"""Delegation and separation of duty: what the law allows, fault by fault (L3.2)."""

from dataclasses import replace
from datetime import date

import pytest

from yizhan.law.delegations import Asked, check, check_apart, check_manages
from yizhan.law.mandates import Period
from yizhan.law.refusals import Unlawful, WrongPost
from yizhan.law.words import Post

from .playing import reviewed

FIRST, TENTH, LAST, AFTER = (
    date(2026, 9, 1),
    date(2026, 9, 10),
    date(2026, 9, 30),
    date(2026, 10, 1),
)
ASKED = Asked(post=Post.CHIEF, term=Period(FIRST, LAST), period=Period(TENTH, LAST), today=TENTH)
FAULTS = [
    ({"post": Post.FRONT}, "只有首席代表", ""),
    ({"passed_on": True}, "再委托", ""),
    ({"shared": True}, "值守表", ""),
    ({"to_self": True}, "本人", "user"),
    ({"colleague": False}, "本部门", "user"),
    ({"period": Period(FIRST, LAST)}, "补办", "since"),
    ({"period": Period(LAST, TENTH)}, "早于开始", "until"),
    ({"period": Period(TENTH, AFTER)}, "任期", "until"),
]


def test_a_colleague_may_stand_in_within_the_term():
    """L3.2: nothing else is asked."""
    check(ASKED)


@pytest.mark.parametrize(("change", "says", "field"), FAULTS)
def test_each_fault_of_a_delegation_is_named_with_its_field(change, says, field):
    """L3.2: what is wrong, and where it was typed."""
    with pytest.raises(Unlawful, match=says) as refusal:
        check(replace(ASKED, **change))
    assert (refusal.value.clause, refusal.value.field) == ("L3.2", field)


@pytest.mark.parametrize(
    ("post", "own", "allowed"),
    [
        (Post.CHIEF, True, True),
        (Post.CHIEF, False, False),
        (Post.HEAD, False, True),
        (Post.FRONT, True, False),
        (Post.SUPERVISOR, False, False),
    ],
)
def test_the_chief_delegates_the_own_post_and_the_head_any(post, own, allowed):
    """L3.2: nobody else gives the power to sign away."""
    if allowed:
        check_manages(post, own=own)
        return
    with pytest.raises(WrongPost):
        check_manages(post, own=own)


COURSE = replace(reviewed().course, handlers=("front",), reviewers=("back", "示例后台"))


@pytest.mark.parametrize(
    ("actor", "principal", "says"),
    [
        ("front", "", "由您收件或者受理"),
        ("back", "", "由您审查"),
        ("front", "chief", "由您收件或者受理"),
        ("deputy", "back", "由委托人审查"),
        ("deputy", "front", "由委托人收件或者受理"),
    ],
)
def test_who_had_a_hand_in_a_case_does_not_decide_it_nor_does_a_delegate(actor, principal, says):
    """L3.2: in whatever post, for whomever; the attempt is kept (R14)."""
    with pytest.raises(Unlawful, match=says) as refusal:
        check_apart(actor, principal, COURSE)
    assert (refusal.value.clause, refusal.value.exceptions) == ("L3.2", ("R14",))


@pytest.mark.parametrize(("actor", "principal"), [("chief", ""), ("deputy", "chief"), ("", "")])
def test_who_had_no_hand_in_it_may_decide(actor, principal):
    """L3.2: two people are enough."""
    check_apart(actor, principal, COURSE)
