"""The clocks: units, starts, pauses, marks; never too early, never too late (L1, L2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.law import clocks
from yizhan.law.calendar import Calendar
from yizhan.law.course import Pause
from yizhan.law.item import Length
from yizhan.law.words import Start, Term, Unit

from .playing import RULES, Story, accepted, at_stage, decided, moment

STARTS = st.dates(date(2012, 1, 1), date(2026, 5, 1))
PAUSES = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 30)), max_size=4)
CALENDAR = Calendar()


def _spans(start, pauses):
    """Return pauses as pairs of days after a start."""
    return tuple((start + timedelta(a), start + timedelta(a + n)) for a, n in pauses)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2025-12-15", 2, "2026-02-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-15", 12, "2027-03-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(start, n, end):
    """No day of the same number: the month's last (民法典 202)."""
    assert clocks.months_later(date.fromisoformat(start), n) == date.fromisoformat(end)


def test_a_calendar_day_limit_that_ends_on_a_day_off_moves_on():
    """L1.4: 2026-05-01 is May Day; the first worked day after it is 05-06."""
    end = clocks.last_day(date(2026, 4, 1), Length(30, Unit.CALENDAR), CALENDAR)
    assert end == date(2026, 5, 6)


def test_a_limit_in_hours_ends_at_its_minute_and_not_at_midnight():
    """L1.9: two hours from the act of acceptance."""
    rules = replace(RULES, promised=Length(2, Unit.HOUR))
    story = accepted("2026-03-02 09:30", rules)
    due = clocks.promised(story.course, rules, CALENDAR)
    assert due.ends == moment("2026-03-02 11:30")


def test_a_limit_in_hours_waits_for_the_days_of_a_special_procedure():
    """L2: what stops the clock stops it in every unit."""
    rules = replace(RULES, statutory=Length(48, Unit.HOUR))
    story = accepted("2026-03-02 09:00", rules).do("special", "2026-03-03 09:00")
    story.do("special_done", "2026-03-05 16:00")
    assert story.due("statutory") == "2026-03-07"


@pytest.mark.parametrize(
    ("start", "end"),
    [(Start.RECEIPT, "2026-03-06"), (Start.ACCEPTANCE, "2026-03-11"), (Start.BATCH, "2026-03-25")],
)
def test_a_limit_starts_where_the_item_says(start, end):
    """L1.9: receipt, acceptance, or the end of a batch window."""
    rules = replace(RULES, promised=Length(4, start=start))
    story = Story(rules).submit("2026-03-02 09:00", "form").do("notify", "2026-03-02 10:00")
    story.do("correct", "2026-03-05 09:00", materials=("lease",)).do("accept", "2026-03-06 09:00")
    story.course = replace(story.course, batch_on=date(2026, 3, 19))
    assert story.due("promised") == end


def test_a_date_told_on_a_served_paper_never_moves_back():
    """L1.8: the notice said 03-16; a day made up later does not take time away."""
    story = Story().submit("2026-03-02 09:00").do("notify", "2026-03-02 10:00")
    story.calendar = Calendar(work=frozenset({date(2026, 3, 7)}))
    assert story.due("correction") == "2026-03-16"


def test_a_date_told_on_a_served_paper_moves_on_when_days_fall_out():
    """L1.8: in favour of the applicant it does move."""
    story = Story().submit("2026-03-02 09:00").do("notify", "2026-03-02 10:00")
    story.calendar = Calendar(off=frozenset({date(2026, 3, 9)}))
    assert story.due("correction") == "2026-03-17"


@pytest.mark.parametrize(
    ("story", "terms"),
    [
        (Story().submit("2026-03-02 09:00"), {Term.NOTICE}),
        (at_stage("correction"), {Term.CORRECTION}),
        (at_stage("accepted"), {Term.STATUTORY, Term.PROMISED}),
        (at_stage("special"), {Term.SPECIAL}),
        (at_stage("granted"), {Term.DELIVERY, Term.PUBLICATION}),
        (at_stage("delivered"), {Term.PUBLICATION}),
        (at_stage("withdrawn"), set()),
        (at_stage("closed"), set()),
        (at_stage("not_accepted"), set()),
    ],
)
def test_only_the_terms_of_the_stage_run(story, terms):
    """What does not run has no last day (L2)."""
    assert set(clocks.dues(story.course, story.rules, story.calendar)) == terms


def test_the_extension_adds_to_the_statutory_limit_and_not_to_the_promise():
    """L2.6: ten working days once."""
    story = accepted().do("extend", "2026-03-10 09:00")
    assert (story.due("statutory"), story.due("promised")) == ("2026-04-14", "2026-03-16")


def test_a_last_day_in_a_year_without_notice_is_marked():
    """L1.8: 2027 has no notice yet."""
    found = clocks.dues(accepted("2026-12-23 09:00").course, RULES, CALENDAR)
    assert (found[Term.PROMISED].provisional, found[Term.STATUTORY].provisional) == (True, True)


def test_delivery_and_publication_count_from_the_day_of_decision():
    """L2.10, L2.11: ten and seven working days."""
    story = decided("2026-03-02 09:00")
    assert (story.due("delivery"), story.due("publication")) == ("2026-03-16", "2026-03-11")


@given(STARTS, st.integers(1, 45), PAUSES)
def test_the_union_of_pauses_never_costs_more_than_their_sum(start, n, pauses):
    """Overlapping pauses count once (L2)."""
    spans = _spans(start, pauses)
    end = clocks.last_day(start, Length(n), CALENDAR, spans)
    alone = clocks.last_day(start, Length(n), CALENDAR)
    moved = CALENDAR.count(alone + timedelta(1), end)
    assert 0 <= moved <= sum(CALENDAR.count(*span) for span in spans)


@given(STARTS, st.integers(1, 45), PAUSES, st.sampled_from([Unit.WORKING, Unit.CALENDAR]))
def test_the_order_of_pauses_does_not_matter_nor_does_one_told_twice(start, n, pauses, unit):
    """The union has no order."""
    spans = _spans(start, pauses)
    ends = {
        clocks.last_day(start, Length(n, unit), CALENDAR, told)
        for told in (spans, spans[::-1], spans + spans)
    }
    assert len(ends) == 1


@given(STARTS, st.integers(1, 60), st.sampled_from([Unit.WORKING, Unit.CALENDAR, Unit.MONTH]))
def test_a_longer_limit_never_ends_earlier_and_never_on_a_day_off(start, n, unit):
    """Never too early; the last day is one on which the authority works (L1.4)."""
    start = min(start, date(2021, 1, 1)) if unit is Unit.MONTH else start
    short, longer = (clocks.last_day(start, Length(k, unit), CALENDAR) for k in (n, n + 1))
    assert start < short <= longer and CALENDAR.is_working(short)


@given(STARTS, PAUSES)
def test_deadlines_are_derived_and_asking_twice_changes_nothing(start, pauses):
    """No deadline is kept: the same events give the same dates (L2)."""
    story = accepted(f"{start} 09:00")
    spans = [Pause(kind="expert", first=a, days=1, last=b) for a, b in _spans(start, pauses)]
    course = replace(story.course, pauses=tuple(spans))
    first, again = (clocks.dues(course, RULES, Calendar()) for _ in range(2))
    assert first == again and course.pauses == tuple(spans)
