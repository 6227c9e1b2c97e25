"""The working-day calendar (L1.3, L1.7, L1.8): a national base and the overlay of a division.

Days off and make-up work days come from the yearly State Council notice (PyPI ``chinesecalendar``).
A year without a notice is provisional: statutory days off only (PyPI ``holidays``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import import_module

import chinese_calendar

from yizhan.law.refusals import Invalid

PUBLISHED = frozenset(day.year for day in chinese_calendar.holidays) - {2003}
FIRST_YEAR = min(PUBLISHED)
LAST_YEAR = 2099
SATURDAY = 5
KEPT = 10_000  # ends of terms that a calendar keeps at hand
DAY = timedelta(days=1)


@cache
def _statutory(year: int) -> frozenset[date]:
    """Return the statutory days off of a year, lunar festivals included (放假办法 art. 2)."""
    return frozenset(import_module("holidays").country_holidays("CN", years=year, observed=False))


@cache
def _national(year: int) -> frozenset[date]:
    """Return the working days of a year by the notice, or provisionally without one."""
    known = year in PUBLISHED
    if not (known or FIRST_YEAR <= year <= LAST_YEAR):
        raise Invalid(
            f"没有{year}年的放假安排，无法计算期限",
            clause="L1.8",
            remedy="请核对日期，或先录入该年度的放假通知",
        )
    return frozenset(day for day in _days(year) if _works(day, known=known))


def _days(year: int) -> Iterator[date]:
    """Yield each day of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += DAY


def _works(day: date, *, known: bool) -> bool:
    """Return whether a day is worked, by the notice where it is known."""
    if known:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < SATURDAY and day not in _statutory(day.year)


@dataclass(frozen=True)
class Calendar:
    """The working days of one division.

    ``off`` and ``work`` overlay the national base (``off`` wins nothing: a day stands in one of
    them); ``published`` are further years whose notice has been loaded; ``others`` the
    calendars of departments that sit in another division (L1.7).
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    published: frozenset[int] = frozenset()
    others: Mapping[str, "Calendar"] = field(default_factory=dict, hash=False)
    _worked: dict[int, frozenset[date]] = field(
        default_factory=dict, compare=False, repr=False, hash=False
    )
    _ends: dict[tuple[date, int], date] = field(
        default_factory=dict, compare=False, repr=False, hash=False
    )

    def of(self, unit: str) -> "Calendar":
        """Return the calendar of a department: its own division's, else this one (L1.7)."""
        return self.others.get(unit, self)

    def _year(self, year: int) -> frozenset[date]:
        """Return the working days of a year, overlay applied; kept after the first question."""
        if year not in self._worked:
            work = frozenset(day for day in self.work if day.year == year)
            self._worked[year] = (_national(year) | work) - self.off
        return self._worked[year]

    def is_working(self, day: date) -> bool:
        """Return whether a day is a working day (L1.3).

        Raises Invalid outside the years that a calendar can be given for (L1.8).
        """
        return day in self._year(day.year)

    def is_provisional(self, day: date) -> bool:
        """Return whether no notice has been published for the year of a day (L1.8)."""
        return day.year not in PUBLISHED and day.year not in self.published

    def next_working(self, day: date) -> date:
        """Return the day itself when it is worked, else the next working day (民法典 203)."""
        while not self.is_working(day):
            day += DAY
        return day

    def add(self, start: date, days: int, pauses: tuple[tuple[date, date], ...] = ()) -> date:
        """Return the last day of a term of ``days`` working days that began on ``start``.

        The day of the start is not counted (L1.2). ``pauses`` are pairs of first and last day,
        both left out; overlapping ones count once.
        """
        if pauses:
            return self._counted(start, days, pauses)
        key = (start, days)
        if key not in self._ends:
            if len(self._ends) >= KEPT:
                self._ends.clear()
            self._ends[key] = self._counted(start, days, ())
        return self._ends[key]

    def _counted(self, start: date, days: int, pauses: tuple[tuple[date, date], ...]) -> date:
        """Return the last day of a term, counted day by day."""
        day, left = start, days
        while left:
            day += DAY
            if self.is_working(day) and not _within(day, pauses):
                left -= 1
        return day

    def count(self, first: date, last: date) -> int:
        """Return the number of working days from first to last, both included."""
        days = (first + DAY * n for n in range((last - first).days + 1))
        return sum(self.is_working(day) for day in days)


def _within(day: date, pauses: tuple[tuple[date, date], ...]) -> bool:
    """Return whether a day lies in any of the pauses."""
    return any(first <= day <= last for first, last in pauses)
