"""Clocks (期限): every term of a case, derived from what happened (L2).

``dues`` tells the last day of each running term; ``lapses`` in ``law.lapse`` lets time act.
All moments are local time of the division; a last day ends at 24:00 (L1.4).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from yizhan.law.calendar import DAY, Calendar
from yizhan.law.course import Course, Part
from yizhan.law.item import Length, Rules
from yizhan.law.words import OPEN, Channel, Levels, Stage, Start, Term, Unit

ZONE = ZoneInfo("Asia/Shanghai")
MONTHS = 12
HEARING_ASK = 5
HEARING_HOLD = 20


@dataclass(frozen=True)
class Due:
    """The end of one term: its last day, the moment it has lapsed, and whether it may move."""

    on: date
    ends: datetime
    provisional: bool = False


def midnight(day: date) -> datetime:
    """Return the moment at which the day before has ended."""
    return datetime.combine(day, time(0), tzinfo=ZONE)


def local(moment: datetime) -> datetime:
    """Return a moment in the zone of the hall."""
    return moment.astimezone(ZONE)


def last_day(
    start: date,
    length: Length,
    calendar: Calendar,
    pauses: tuple[tuple[date, date], ...] = (),
) -> date:
    """Return the last day of a term of working days, calendar days or months (L1.1, L1.9).

    Days within ``pauses`` are not counted. A limit in calendar days or months that ends on a day
    off moves to the next working day (L1.4).
    """
    if length.unit is Unit.WORKING:
        return calendar.add(start, length.n, pauses)
    months = length.unit is Unit.MONTH
    end = months_later(start, length.n) if months else start + DAY * length.n
    return calendar.next_working(_postponed(start, end, pauses))


def months_later(start: date, n: int) -> date:
    """Return the same day n months on, or the last day of a shorter month."""
    year, month = divmod(start.month - 1 + n, MONTHS)
    last = monthrange(start.year + year, month + 1)[1]
    return date(start.year + year, month + 1, min(start.day, last))


def _postponed(start: date, end: date, pauses: tuple[tuple[date, date], ...]) -> date:
    """Return the end moved on by each paused day between start and end."""
    day = start
    while day < end:
        day += DAY
        if any(first <= day <= last for first, last in pauses):
            end += DAY
    return end


def _due(on: date, calendar: Calendar) -> Due:
    """Return a term that ends with a day."""
    return Due(on, midnight(on + DAY), calendar.is_provisional(on))


def paused(course: Course) -> tuple[tuple[date, date], ...]:
    """Return the finished pauses as pairs of days, both left out of the count (L2 Pauses)."""
    return tuple((pause.first, pause.last) for pause in course.pauses if pause.last)


def start_of(course: Course, length: Length) -> date | None:
    """Return the day 0 of the statutory or promised limit (L1.9).

    The higher level's limits start when the case has come up to it (H4.9, H4.10).
    """
    if course.accepted_on is None:
        return None
    if course.handed_up_at:
        return max(course.accepted_on, course.handed_up_at.date())
    if length.start is Start.RECEIPT:
        return course.received_on
    if length.start is Start.BATCH:
        return course.batch_on or course.accepted_on
    return course.accepted_on


def limit(  # noqa: PLR0917 - a term, and from when it runs
    course: Course,
    length: Length,
    calendar: Calendar,
    extra: int = 0,
    since: datetime | None = None,
) -> Due | None:
    """Return the end of the statutory or promised limit, or None when it does not run (L2.4, L2.5).

    ``extra`` are the working days of an extension (L2.6); ``since`` the moment before which it
    does not begin.
    """
    start = start_of(course, length)
    if start is None or course.running or course.stage not in OPEN:
        return None
    if length.unit in {Unit.HOUR, Unit.MINUTE}:
        return _short(course, length, calendar, since)
    pauses = paused(course)
    start = max(start, since.date()) if since else start
    on = last_day(start, length, calendar, pauses)
    return _due(calendar.add(on, extra, pauses), calendar)


def _short(course: Course, length: Length, calendar: Calendar, since: datetime | None) -> Due:
    """Return the end of a limit in hours or minutes, counted from the act of acceptance.

    Each day of a special procedure moves it on by a day.
    """
    begin = local(course.accepted_at or course.received_at)
    begin = max(begin, local(since)) if since else begin
    unit = timedelta(hours=1) if length.unit is Unit.HOUR else timedelta(minutes=1)
    end = begin + unit * length.n
    end += _postponed(begin.date(), end.date(), paused(course)) - end.date()
    return Due(end.date(), end, calendar.is_provisional(end.date()))


def promised(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the promised limit (L2.5).

    It is the competent authority's: where another hall took the case in, it begins with the
    handover, yet never ends after the statutory limit, which nothing moves (H7.1).
    """
    if course.handover is None:
        return limit(course, rules.promised, calendar)
    if course.handover.at is None:
        return None
    own = limit(course, rules.promised, calendar, since=course.handover.at)
    whole = statutory(course, rules, calendar)
    return min(own, whole, key=lambda due: due.ends) if own and whole else own


def statutory(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the statutory limit, extension included (L2.4, L2.6).

    Below, a first review has a limit of its own (L2.4, ALL 43).
    """
    below = rules.levels is Levels.FIRST_REVIEW and not course.handed_up_at
    length = rules.first_review if below else rules.statutory
    return limit(course, length, calendar, course.extension)


def prereview(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the term to pre-review an online application (L2.2)."""
    waits = course.stage is Stage.RECEIVED and not (course.prereview_at or course.receipt_at)
    if not waits or course.channel is not Channel.ONLINE or not rules.online.prereviewed:
        return None
    return _due(calendar.add(course.received_on, rules.prereview), calendar)


def notice(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the term to give the one-time notice (L2.1).

    After a complete correction it runs anew from the day of completion: silence accepts there too.
    What is only forwarded is answered above, from the day of its arrival there (H4.10).
    """
    if course.stage is Stage.FORWARDED and course.handed_up_at:
        return _due(calendar.add(course.handed_up_at.date(), rules.notice), calendar)
    if rules.levels is Levels.FORWARD:
        return None
    if course.stage is Stage.RECEIVED:
        return _due(calendar.add(course.received_on, rules.notice), calendar)
    if course.stage is Stage.CORRECTION and course.corrected_at and course.correction_complete:
        return _due(calendar.add(course.corrected_at.date(), rules.notice), calendar)
    return None


def correction(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the term to correct; a day told on paper never moves back (L2.3, L1.8)."""
    if course.stage is not Stage.CORRECTION or course.correction_complete:
        return None
    if course.notified_at is None:
        return None
    on = calendar.add(course.notified_at.date(), rules.correction)
    return _due(max(on, course.correction_told or on), calendar)


def special(course: Course, _rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the time told for the special procedures that run (L2.9)."""
    ends = [calendar.add(pause.first, pause.days) for pause in course.running]
    return _due(max(ends), calendar) if ends else None


def hearing(course: Course, _rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the time to ask for a hearing, or once asked to hold it (L2.12)."""
    right = course.hearing
    if right is None or course.stage not in OPEN:
        return None
    if right.asked is None:
        return _due(calendar.add(right.told, HEARING_ASK), calendar)
    if any(pause.kind == "hearing" for pause in course.pauses):
        return None
    return _due(calendar.add(right.asked, HEARING_HOLD), calendar)


def delivery(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the last day to hand over the result (H6.1, L2.10)."""
    if course.decided_at is None or course.delivered_at:
        return None
    return _due(calendar.add(course.decided_at.date(), rules.delivery), calendar)


def publication(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the last day to publish the decision (H5.6, L2.11)."""
    if course.decided_at is None or course.published_at:
        return None
    return _due(calendar.add(course.decided_at.date(), rules.publication), calendar)


def part_due(part: Part, rules: Rules, calendar: Calendar, course: Course) -> Due:
    """Return the end of a department's promised time, from the push to it (L2.7, H5.3)."""
    own = calendar.of(part.unit)
    named = {one.unit: one.promised for one in rules.departments}
    length = named.get(part.unit) or rules.promised
    return _due(last_day(part.pushed_at.date(), length, own, paused(course)), own)


def parts(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the first end among the departments that have not answered (L2.7)."""
    if course.stage is not Stage.JOINT:
        return None
    found = [part_due(part, rules, calendar, course) for part in course.silent]
    return min(found, key=lambda due: due.ends, default=None)


def forwarding(course: Course, rules: Rules, calendar: Calendar) -> Due | None:
    """Return the end of the time to forward, from receipt or the completed correction (L2.8)."""
    since = _in_hand_since(course)
    if rules.levels is not Levels.FORWARD or course.handed_up_at or since is None:
        return None
    return _due(last_day(since.date(), rules.forwarding, calendar), calendar)


def _in_hand_since(course: Course) -> datetime | None:
    """Return since when the hall has all that it passes on; None while the applicant corrects."""
    if course.stage not in OPEN:
        return None
    if not course.notices:
        return course.received_at
    return course.corrected_at if course.correction_complete else None


def handover(course: Course, _rules: Rules, calendar: Calendar) -> Due | None:
    """Return the last day to hand a case over to the competent authority (H7.1).

    It runs from receipt, or the completed correction, in working days of the county.
    """
    since = _in_hand_since(course)
    if course.handover is None or course.handover.at or since is None:
        return None
    return _due(calendar.add(since.date(), course.handover.days), calendar)


TERMS = {
    Term.PREREVIEW: prereview,
    Term.NOTICE: notice,
    Term.CORRECTION: correction,
    Term.PROMISED: promised,
    Term.STATUTORY: statutory,
    Term.SPECIAL: special,
    Term.HEARING: hearing,
    Term.DELIVERY: delivery,
    Term.PUBLICATION: publication,
    Term.PART: parts,
    Term.FORWARD: forwarding,
    Term.HANDOVER: handover,
}


def dues(course: Course, rules: Rules, calendar: Calendar) -> dict[Term, Due]:
    """Return the end of each term that runs."""
    found = {term: clock(course, rules, calendar) for term, clock in TERMS.items()}
    return {term: due for term, due in found.items() if due}
