"""The working-day calendar against days that everybody can look up (L1.1 to L1.3, L1.7, L1.8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.law.calendar import Calendar
from yizhan.law.refusals import Invalid

CALENDAR = Calendar()


def _days(text):
    """Return the days of a block of text."""
    return text.split()


WORKED = _days("""
2007-02-17 2007-02-25 2008-05-04 2008-09-27 2010-02-20 2010-02-21 2013-01-05 2013-01-06
2015-09-06 2016-02-06 2016-02-14 2018-04-08 2019-04-28 2019-05-05 2021-02-07 2021-02-20
2022-10-08 2022-10-09 2023-06-25 2023-10-07 2024-02-09 2024-02-18 2025-01-26 2025-02-08
2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
2026-10-09 2026-03-02
""")
OFF = _days("""
2007-02-19 2008-09-29 2010-02-15 2015-09-03 2016-02-08 2018-04-06 2019-05-03 2020-01-30
2021-02-17 2022-10-07 2023-06-22 2024-02-12 2025-02-04 2025-10-08 2026-01-01 2026-02-23
2026-04-06 2026-05-05 2026-06-19 2026-09-25 2026-10-07 2026-10-11 2026-03-07
""")
PROVISIONAL = {
    "2027-01-01": False,
    "2027-01-04": True,
    "2027-02-05": False,
    "2027-02-08": False,
    "2027-02-09": True,
    "2027-02-13": False,
    "2027-04-05": False,
    "2027-05-03": True,
    "2027-06-09": False,
    "2027-09-15": False,
    "2027-10-01": False,
    "2027-10-04": True,
}
DAYS = st.dates(date(2008, 1, 1), date(2026, 9, 1))


@pytest.mark.parametrize("day", WORKED)
def test_days_that_the_notices_made_worked_are_worked(day):
    """Make-up Saturdays and Sundays count, and so do plain weekdays (L1.3)."""
    assert CALENDAR.is_working(date.fromisoformat(day))


@pytest.mark.parametrize("day", OFF)
def test_days_that_the_notices_made_free_are_free(day):
    """Festivals and the days around them, and plain weekends (L1.3)."""
    assert not CALENDAR.is_working(date.fromisoformat(day))


@pytest.mark.parametrize(("day", "worked"), PROVISIONAL.items())
def test_a_year_without_notice_knows_the_statutory_days_only(day, worked):
    """No bridge days and no make-up days before the notice is out (L1.8)."""
    assert CALENDAR.is_working(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(("day", "provisional"), [("2026-12-31", False), ("2027-01-04", True)])
def test_only_days_of_a_year_without_notice_are_provisional(day, provisional):
    """The mark on a date goes away when its year is published (L1.8)."""
    on = date.fromisoformat(day)
    assert CALENDAR.is_provisional(on) is provisional
    assert not Calendar(published=frozenset({2027})).is_provisional(on)


@pytest.mark.parametrize("year", [1999, 2003, 2100])
def test_a_year_that_no_calendar_knows_is_refused_in_chinese(year):
    """No limit is made up for it (L1.8)."""
    with pytest.raises(Invalid, match=f"没有{year}年的放假安排") as refused:
        CALENDAR.is_working(date(year, 5, 5))
    assert refused.value.clause == "L1.8"


def test_the_overlay_of_a_division_goes_before_the_nation():
    """A festival of its own is off, a make-up day of its own is worked (L1.7)."""
    own = Calendar(off=frozenset({date(2026, 7, 6)}), work=frozenset({date(2026, 7, 11)}))
    assert not own.is_working(date(2026, 7, 6)) and own.is_working(date(2026, 7, 11))


def test_the_day_of_the_start_is_never_counted():
    """One working day from Friday is Monday (L1.2)."""
    assert CALENDAR.add(date(2026, 3, 6), 1) == date(2026, 3, 9)


@given(DAYS, st.integers(1, 60))
def test_a_term_holds_exactly_its_working_days_and_ends_on_one(start, days):
    """Never too early, never too late: as many as told, the last of them worked."""
    end = CALENDAR.add(start, days)
    assert CALENDAR.is_working(end)
    assert CALENDAR.count(start + timedelta(1), end) == days


@given(DAYS, st.integers(1, 20), st.integers(0, 30), st.integers(0, 30))
def test_a_pause_moves_the_end_by_its_working_days_and_no_more(start, days, after, length):
    """Counted without the pause, the term still holds as many days as told."""
    first = start + timedelta(1 + after)
    last = first + timedelta(length)
    end = CALENDAR.add(start, days, ((first, last),))
    stop = min(last, end)
    paused = CALENDAR.count(first, stop) if first <= end else 0
    assert CALENDAR.count(start + timedelta(1), end) - paused == days


@given(DAYS)
def test_the_next_working_day_is_the_day_itself_or_the_first_after_it(day):
    """Nothing worked lies between (民法典 203)."""
    found = CALENDAR.next_working(day)
    assert CALENDAR.count(day, found) == 1 and CALENDAR.is_working(found)
