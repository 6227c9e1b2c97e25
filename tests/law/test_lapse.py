"""What time itself does: at its moment, not a second sooner, and once (H4.6, H4.7, L2, L3.6)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.law.lapse import next_moment, settle
from yizhan.law.words import Stage

from .playing import RULES, Story, accepted, at_stage, decided, moment

SECOND = timedelta(seconds=1)
STARTS = st.datetimes(
    moment("2025-01-02").replace(tzinfo=None), moment("2026-06-30").replace(tzinfo=None)
)
INSTANT = replace(RULES, instant=True)


@given(STARTS)
def test_silence_accepts_at_midnight_after_the_last_day_and_not_before(start):
    """Never too early, never too late: the next moment is exactly the edge (H4.6)."""
    story = Story().submit(f"{start:%Y-%m-%d %H:%M:%S}")
    edge = next_moment(story.course, story.rules, story.calendar)
    before, _ = settle(story.course, story.rules, story.calendar, edge - SECOND)
    after, _ = settle(story.course, story.rules, story.calendar, edge)
    assert (before.stage, after.stage) == (Stage.RECEIVED, Stage.ACCEPTED)
    assert after.accepted_on == story.course.received_on


@given(STARTS, st.integers(1, 100), st.integers(1, 100))
def test_two_looks_on_the_way_leave_what_one_look_at_the_end_leaves(start, first, more):
    """A worker that ran changes nothing that the law says (L2)."""
    once, twice = (Story().submit(f"{start:%Y-%m-%d %H:%M:%S}") for _ in range(2))
    end = moment(f"{start:%Y-%m-%d %H:%M}") + timedelta(days=first + more)
    once.wait(end)
    twice.wait(end - timedelta(days=more)).wait(end).wait(end)
    assert (once.course, once.happened) == (twice.course, twice.happened)


def test_an_instant_case_not_finished_the_same_day_is_accepted_of_that_day():
    """L3.6: not deemed, no exception; silence had nothing to do with it."""
    story = Story(INSTANT).submit("2026-03-02 16:00").wait("2026-03-03 00:00")
    shown = (story.course.stage, str(story.course.accepted_on), story.course.deemed, story.raised)
    assert shown == ("accepted", "2026-03-02", False, [])


@pytest.mark.parametrize("materials", [("form",), ("form", "permit", "lease")])
def test_an_incomplete_instant_case_is_not_accepted_overnight(materials):
    """H4.1 needs all materials; the five days of H4.6 run instead."""
    story = Story(INSTANT).submit("2026-03-02 16:00", *materials).wait("2026-03-03 00:00")
    assert story.course.stage == "received"


def test_the_closing_paper_names_what_is_still_missing():
    """L4.13: the notice's date, the last day, the missing materials by name."""
    says = at_stage(Stage.CLOSED).last.papers[0].says
    assert (says["missing"], str(says["last_day"])) == (["租赁合同"], "2026-03-16")


@pytest.mark.parametrize(
    ("story", "edge", "rule"),
    [
        (accepted("2026-03-02 09:00"), "2026-03-17", "R03"),
        (accepted("2026-03-02 09:00"), "2026-03-31", "R04"),
        (decided("2026-03-02 09:00"), "2026-03-12", "R06"),
        (decided("2026-03-02 09:00"), "2026-03-17", "R05"),
    ],
)
def test_a_limit_that_runs_out_is_an_exception_at_midnight_and_only_once(story, edge, rule):
    """Promise, statute, publication, delivery (L2.5, L2.4, L2.11, L2.10)."""
    later = moment(edge) + timedelta(days=300)
    _, acts = settle(story.course, story.rules, story.calendar, later)
    assert [act.at for act in acts if rule in act.exceptions] == [moment(edge)]


def test_a_letter_sent_in_time_keeps_the_correction_open():
    """L1.6: settled with the day of posting, nothing has closed."""
    story = Story().submit("2026-03-02 09:00").do("notify", "2026-03-02 10:00")
    course, acts = settle(
        story.course, story.rules, story.calendar, moment("2026-03-20"), posted=moment("2026-03-16")
    )
    assert (course.stage, acts) == (Stage.CORRECTION, ())


@pytest.mark.parametrize("stage", ["withdrawn", "not_accepted", "closed", "terminated", "voided"])
def test_time_does_nothing_to_a_case_that_has_ended_undecided(stage):
    """Nothing left to decide, nothing left to lapse (L3)."""
    story = at_stage(Stage(stage))
    assert next_moment(story.course, story.rules, story.calendar) is None


@given(STARTS, st.integers(0, 200))
def test_the_hint_for_the_worker_is_never_later_than_what_time_does(start, days):
    """A hint too late would leave a case asleep past its edge."""
    story = Story().submit(f"{start:%Y-%m-%d %H:%M:%S}")
    hint = next_moment(story.course, story.rules, story.calendar)
    now = moment(f"{start:%Y-%m-%d %H:%M}") + timedelta(days=days)
    _, acts = settle(story.course, story.rules, story.calendar, now)
    assert all(act.at >= hint for act in acts) and bool(acts) == (hint <= now)
