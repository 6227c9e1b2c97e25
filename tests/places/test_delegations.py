"""Delegations: given for days, seen, taken back, never passed on (L3.2, CHF-05)."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError

from yizhan.accounts.models import User
from yizhan.law.clocks import ZONE
from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Incomplete, NotFound, Unlawful, WrongPost
from yizhan.law.words import Post
from yizhan.places import delegations, queries, services
from yizhan.places.delegations import Deputy
from yizhan.places.models import Posting
from yizhan.places.queries import AuthorityView, Held
from yizhan.places.windows import Window

from .samples import AT, BUREAU

FIRST, TENTH, TWELFTH, LAST = (date(2026, 9, day) for day in (1, 10, 12, 30))
AFTER = date(2026, 10, 1)
NOON = datetime(2026, 9, 11, 12, tzinfo=ZONE)
OTHER = replace(BUREAU, code="xiuwen-linye", short_name="林业局", paper_word="修林", window="017")


@pytest.fixture
def chief(bureau: AuthorityView, people: list[int]) -> Held:
    """Return the post of 王示例, chief in September; 李示例 is in the back office."""
    services.appoint(people[1], bureau.id, Post.BACK, Period(FIRST))
    return services.appoint(people[0], bureau.id, Post.CHIEF, Period(FIRST, LAST))


@pytest.fixture
def head(bureau: AuthorityView) -> Held:
    """Return the post of the head of the same authority."""
    user = User.objects.create(login="head", name="赵示例", created_at=AT, is_staff_member=True)
    return services.appoint(user.pk, bureau.id, Post.HEAD, Period(FIRST))


def passed_on(
    held: Held, to: int, first: date, last: date | None, *, by: Held | None = None
) -> int:
    """Return the posting by which a post is delegated; by its holder unless said otherwise."""
    deputy = Deputy(user_id=to, period=Period(first, last), reason="出差")
    return delegations.delegate(held.id, deputy, by or held, on=FIRST)


@pytest.fixture
def delegated(chief: Held, people: list[int]) -> Held:
    """Return what 王示例 delegated to 李示例 for the middle of the month."""
    made = passed_on(chief, people[1], TENTH, date(2026, 9, 20))
    return queries.posting(made, TENTH)


def test_the_delegate_acts_in_the_name_of_the_chief(delegated: Held, people: list[int]) -> None:
    """CHF-05: the paper says by whom it was delegated."""
    held = queries.postings_of(people[1], date(2026, 9, 15))
    assert [(one.post, one.delegated_by, one.principal_id) for one in held] == [
        (Post.BACK, None, None),
        (Post.CHIEF, "王示例", people[0]),
    ]


def test_a_delegation_ends_with_the_post_it_came_from(
    delegated: Held, chief: Held, people: list[int]
) -> None:
    """L3.2: nobody signs for a chief who is none any more."""
    services.end_posting(chief.id, on=TWELFTH, reason="调离")
    assert queries.may_hold(people[1], Post.CHIEF, authority_id=chief.authority_id, on=TWELFTH)
    later = date(2026, 9, 13)
    assert not queries.may_hold(people[1], Post.CHIEF, authority_id=chief.authority_id, on=later)


def test_a_delegate_cannot_delegate_further(delegated: Held, people: list[int]) -> None:
    """Delegated powers are not passed on."""
    with pytest.raises(Unlawful, match="再委托"):
        passed_on(delegated, people[0], TENTH, TENTH)


def test_a_delegation_stays_within_the_chiefs_own_term(chief: Held, people: list[int]) -> None:
    """Nobody gives longer than they have."""
    with pytest.raises(Unlawful, match="任期"):
        passed_on(chief, people[1], FIRST, AFTER)


def test_only_a_chief_representative_can_delegate(
    bureau: AuthorityView, people: list[int], head: Held
) -> None:
    """L3.2: the front desk has nothing to decide, so nothing to pass on."""
    front = services.appoint(people[0], bureau.id, Post.FRONT, Period(FIRST))
    with pytest.raises(Unlawful) as refusal:
        passed_on(front, people[1], FIRST, LAST, by=head)
    assert refusal.value.clause == "L3.2"


def test_a_delegation_without_reason_is_refused(chief: Held, people: list[int]) -> None:
    """The reason stands on record."""
    with pytest.raises(Incomplete):
        delegations.delegate(
            chief.id,
            Deputy(user_id=people[1], period=Period(FIRST, LAST), reason=" "),
            chief,
            on=FIRST,
        )


def test_holders_of_a_post_are_those_of_that_day(delegated: Held, chief: Held) -> None:
    """Who can sign today, the delegate among them."""
    held = queries.holders(chief.authority_id, Post.CHIEF, date(2026, 9, 15))
    assert {one.id for one in held} == {chief.id, delegated.id}


def test_the_database_refuses_a_delegation_without_end(chief: Held, people: list[int]) -> None:
    """The law also stands in the table."""
    with pytest.raises(IntegrityError, match="posting_delegation"):
        Posting.objects.create(
            user_id=people[1],
            authority_id=chief.authority_id,
            post="chief",
            since=FIRST,
            delegated_by_id=chief.id,
            reason="出差",
        )


@pytest.mark.parametrize(
    ("to", "first", "last"),
    [(0, FIRST, LAST), (1, date(2026, 8, 31), LAST), (1, LAST, FIRST), (2, FIRST, LAST)],
    ids=["oneself", "backdated", "ends before it begins", "a stranger"],
)
def test_a_delegation_that_cannot_be_is_refused(
    chief: Held, people: list[int], to: int, first: date, last: date
) -> None:
    """L3.2: to a colleague, from today on, from the first day to the last."""
    stranger = User.objects.create(login="x", name="外人", created_at=AT, is_staff_member=True)
    with pytest.raises(Unlawful):
        passed_on(chief, [*people, stranger.pk][to], first, last)
    assert delegations.listed(chief) == []


def test_the_head_delegates_for_a_chief_who_is_away_and_a_colleague_does_not(
    chief: Held, head: Held, people: list[int]
) -> None:
    """L3.2: oneself or the head; who gave it stands on record."""
    colleague = queries.postings_of(people[1], FIRST)[0]
    with pytest.raises(WrongPost):
        passed_on(chief, people[1], FIRST, LAST, by=colleague)
    passed_on(chief, people[1], FIRST, LAST, by=head)
    assert [(one.principal, one.deputy, one.by) for one in delegations.listed(head)] == [
        ("王示例", "李示例", "赵示例")
    ]


def test_a_delegation_taken_back_ends_at_that_moment_and_stays_on_record(
    delegated: Held, chief: Held, people: list[int]
) -> None:
    """L3.2: not at night; the days before were held."""
    delegations.revoke(delegated.id, chief, at=NOON)
    holds = [
        queries.may_hold(people[1], Post.CHIEF, authority_id=chief.authority_id, on=day)
        for day in (TENTH, date(2026, 9, 11), TWELFTH)
    ]
    assert holds == [True, False, False]
    assert [one.state(TWELFTH) for one in delegations.listed(chief)] == ["已收回"]
    with pytest.raises(Conflict):
        delegations.revoke(delegated.id, chief, at=NOON)


def test_a_delegation_that_has_not_begun_is_taken_back_and_may_be_given_anew(
    delegated: Held, chief: Held, people: list[int]
) -> None:
    """L3.2: it was never held, and does not stand in the way."""
    delegations.revoke(delegated.id, chief, at=datetime(2026, 9, 5, 9, tzinfo=ZONE))
    assert not queries.may_hold(people[1], Post.CHIEF, authority_id=chief.authority_id, on=TENTH)
    passed_on(chief, people[1], TENTH, LAST)
    assert queries.may_hold(people[1], Post.CHIEF, authority_id=chief.authority_id, on=TENTH)


def test_a_deputy_does_not_take_back_what_was_delegated_to_them(
    delegated: Held, chief: Held
) -> None:
    """L3.2: whoever gave it, or the head."""
    with pytest.raises(WrongPost):
        delegations.revoke(delegated.id, delegated, at=NOON)


def test_a_delegation_of_another_authority_is_as_missing_as_none(
    delegated: Held, chief: Held, people: list[int]
) -> None:
    """T3: foreign like missing, to give and to take back."""
    services.save_authorities([OTHER])
    far = queries.authority_by_code(OTHER.code)
    stranger = services.appoint(people[0], far.id, Post.HEAD, Period(FIRST))
    for posting in (delegated.id, 999_999):
        with pytest.raises(NotFound):
            delegations.revoke(posting, stranger, at=NOON)
    with pytest.raises(NotFound):
        passed_on(chief, people[1], FIRST, LAST, by=stranger)


def test_a_delegation_without_a_last_day_is_refused(
    bureau: AuthorityView, people: list[int]
) -> None:
    """L3.2: dated means from when to when; here the chief's own term has no end."""
    services.appoint(people[1], bureau.id, Post.BACK, Period(FIRST))
    chief = services.appoint(people[0], bureau.id, Post.CHIEF, Period(FIRST))
    with pytest.raises(Incomplete):
        passed_on(chief, people[1], FIRST, None)


def test_at_a_shared_window_the_roster_decides_and_nothing_is_delegated(
    chief: Held, bureau: AuthorityView
) -> None:
    """H2.6: who cannot come swaps the turn."""
    Window.objects.create(authority_id=bureau.id, centre_id=bureau.id, since=FIRST)
    assert delegations.posts(chief, FIRST) == []
