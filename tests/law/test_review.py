"""Review: findings, special procedures, hearings, the extension (H5.0 to H5.2, L2.6, L2.12)."""

from dataclasses import replace
from datetime import date

import pytest

from yizhan.law.item import Length
from yizhan.law.refusals import Refusal
from yizhan.law.words import Post, Special, Unit

from .playing import RULES, accepted, reviewed

DAY = "2026-03-03 09:00"


def _refused(story, step, at=DAY, post=None, **said):
    """Return the clause and the exceptions with which a step is refused."""
    with pytest.raises(Refusal) as refused:
        story.do(step, at, post, **said)
    return refused.value.clause, refused.value.exceptions


@pytest.mark.parametrize("kind", Special)
def test_each_procedure_of_the_law_stops_the_clock_by_code_and_by_word(kind):
    """ALL 45, 检测 among them."""
    for name in (kind.value, kind.label):
        assert accepted().do("special", DAY, kind=name).course.clock == "stopped"


@pytest.mark.parametrize("kind", ["", "现场踏勘", "leave"])
def test_a_procedure_that_the_law_does_not_name_stops_nothing(kind):
    """H5.1."""
    assert _refused(accepted(), "special", kind=kind)[0] == "H5.1"


@pytest.mark.parametrize("days", [0, -1, "soon", None])
def test_a_special_notice_without_the_time_needed_cannot_be_served(days):
    """L4.5."""
    assert _refused(accepted(), "special", days=days)[0] == "L4.5"


def test_the_special_notice_tells_the_new_last_day():
    """L4.5: as if the procedure took exactly the time told."""
    says = accepted().do("special", DAY, days=5).last.papers[0].says
    assert (str(says["until"]), str(says["new_last_day"])) == ("2026-03-10", "2026-04-08")


@pytest.mark.parametrize("lacking", [{"signed": False}, {"sealed": False}, {"finding": " "}])
def test_a_result_that_is_not_clear_signed_and_sealed_ends_nothing(lacking):
    """H5.2."""
    assert _refused(accepted().do("special", DAY), "special_done", **lacking)[0] == "H5.2"


def test_the_end_of_one_of_two_procedures_must_be_named():
    """Otherwise the wrong result would be filed."""
    story = accepted().do("special", DAY).do("special", DAY, kind="testing")
    assert _refused(story, "special_done")[0] == "H5.1"
    assert _refused(story, "special_done", kind="auction")[0] == "H5.1"


@pytest.mark.parametrize(("unit", "n", "raised"), [(Unit.MONTH, 1, []), (Unit.HOUR, 48, ["R12"])])
def test_the_promise_is_compared_with_the_procedure_in_its_own_unit(unit, n, raised):
    """H5.1: ten days are less than a month and more than two days."""
    story = accepted(rules=replace(RULES, promised=Length(n, unit)))
    assert story.do("special", DAY, days=10).raised == raised


def test_a_procedure_that_never_ends_is_raised_by_time():
    """L2.9: told as five days, still running after the promise of ten."""
    story = accepted().do("special", DAY, days=5).wait("2026-03-18 00:00")
    assert story.raised == ["R12"] and story.course.clock == "stopped"


@pytest.mark.parametrize("post", [Post.CHIEF, Post.GOVERNMENT, Post.BACK])
def test_only_the_head_of_the_authority_extends(post):
    """L2.6: the attempt of another is an exception."""
    assert _refused(accepted(), "extend", post=post) == ("L2.6", ("R13",))


@pytest.mark.parametrize(("at", "rule"), [("2026-03-30 23:59:59", None), ("2026-03-31", "R13")])
def test_an_extension_comes_before_expiry_or_not_at_all(at, rule):
    """L2.6: to the last second."""
    if rule:
        assert _refused(accepted(), "extend", at) == ("L2.6", (rule,))
    else:
        assert accepted().do("extend", at).papers == ["L4.6"]


def test_there_is_no_second_extension():
    """L2.6: once."""
    story = accepted().do("extend", "2026-03-10 09:00")
    assert _refused(story, "extend", "2026-03-11 09:00") == ("L2.6", ("R13",))


@pytest.mark.parametrize(("officers", "fine"), [(1, False), (2, True)])
def test_a_check_on_site_needs_two_officers(officers, fine):
    """L3.2, ALL 34."""
    if fine:
        assert accepted().do("review", DAY, on_site=True, officers=2).papers == ["L4.8"]
    else:
        refused = _refused(accepted(), "review", on_site=True, officers=officers)
        assert refused == ("L3.2", ("R14",))


def test_a_review_without_a_finding_is_none():
    """H5.0."""
    assert _refused(accepted(), "review", finding="")[0] == "H5.0"


def test_the_chair_of_a_hearing_does_not_review():
    """L3.2, ALL 48."""
    held = {"kind": "hearing", "held_on": "2026-03-20", "chair": "zhang"}
    story = accepted().do("special", DAY, **held)
    story.course = replace(story.course, hearing=replace(story.course.hearing, chair=""))
    story.course = replace(story.course, reviewers=("zhang",))
    assert _refused(story, "special", **held)[0] == "L3.2"


@pytest.mark.parametrize(("held", "fine"), [(date(2026, 3, 11), False), (date(2026, 3, 12), True)])
def test_a_hearing_is_called_seven_working_days_ahead(held, fine):
    """L2.12, ALL 48."""
    if fine:
        assert accepted().do("special", DAY, kind="hearing", held_on=held).course.hearing
    else:
        assert _refused(accepted(), "special", kind="hearing", held_on=held)[0] == "L2.12"


@pytest.mark.parametrize(("at", "fine"), [("2026-03-10 23:59:59", True), ("2026-03-11", False)])
def test_a_hearing_is_asked_for_within_five_working_days(at, fine):
    """L2.12: told on Tuesday 03-03."""
    story = reviewed().do("tell_hearing", DAY)
    if fine:
        assert story.do("ask_hearing", at).course.hearing.asked
    else:
        assert _refused(story, "ask_hearing", at)[0] == "L2.12"


def test_the_right_to_a_hearing_is_told_once():
    """L2.12."""
    assert _refused(reviewed().do("tell_hearing", DAY), "tell_hearing")[0] == "L2.12"
