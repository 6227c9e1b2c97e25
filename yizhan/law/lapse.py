"""Lapse (期限届满): what time itself does to a case, true whenever it is read.

Silence accepts (H4.6), an abandoned correction closes (H4.7), an instant case that was not finished
becomes an accepted one (L3.6), a renewal that nobody decided is granted (L2.15); terms that run
out are raised as exceptions, once each.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from yizhan.law import clocks, joint, renewal
from yizhan.law.act import Issue, Outcome, recorded
from yizhan.law.calendar import DAY, Calendar
from yizhan.law.clocks import midnight
from yizhan.law.course import Course, Pause, in_transit
from yizhan.law.item import Rules
from yizhan.law.words import Levels, Paper, Post, Stage, Term, Unit

LAPSES = {
    "deem_accepted": "视为受理",
    "accept_unfinished": "转为受理",
    "close": "自动办结",
    "deem_renewed": "视为准予延续",
    "overdue": "期限届满",
}
OVERDUE = {
    Term.PROMISED: ("R03", "L2.5"),
    Term.STATUTORY: ("R04", "L2.4"),
    Term.HEARING: ("R02", "L2.12"),
    Term.DELIVERY: ("R05", "L2.10"),
    Term.PUBLICATION: ("R06", "L2.11"),
    Term.FORWARD: ("R09", "L2.8"),
}


class Fault(NamedTuple):
    """An exception that time will raise: when, by which rule and clause.

    ``mark`` remembers whose fault it is where several can commit the same.
    """

    at: datetime
    rule: str
    clause: str
    mark: str = ""


def settle(
    course: Course,
    rules: Rules,
    calendar: Calendar,
    now: datetime,
    *,
    posted: datetime | None = None,
) -> tuple[Course, tuple[Outcome, ...]]:
    """Return the course as it stands at ``now`` and time's own acts since it was written.

    ``posted``: a correction sent by post at that moment is on its way; it keeps the term open
    when it was sent in time (L1.6).
    """
    acts: list[Outcome] = []
    while act := _next(course, rules, calendar, now=now, posted=posted):
        acts.append(act)
        course = act.course
    return course, tuple(acts)


def _next(
    course: Course, rules: Rules, calendar: Calendar, *, now: datetime, posted: datetime | None
) -> Outcome | None:
    """Return the earliest thing that time has done up to now."""
    found: list[Outcome | Fault] = [
        *_transitions(course, rules, calendar, posted),
        *_overdue(course, rules, calendar),
    ]
    past = [one for one in found if one.at <= now]
    first = min(past, key=lambda one: one.at, default=None)
    if isinstance(first, Fault):
        return _raised(course, first)
    return recorded(first) if first else None


def next_moment(course: Course, rules: Rules, calendar: Calendar) -> datetime | None:
    """Return when time will next act on a case, or None: a hint for the worker's index."""
    moves = (act.at for act in _transitions(course, rules, calendar, None))
    faults = (fault.at for fault in _overdue(course, rules, calendar))
    return min((*moves, *faults), default=None)


def _transitions(
    course: Course, rules: Rules, calendar: Calendar, posted: datetime | None
) -> list[Outcome]:
    """Return what will move the stage when nothing else happens first."""
    found = [
        _deemed(course, rules, calendar),
        _unfinished(course, rules, calendar),
        renewal.deemed(course, rules),
    ]
    close = _closed(course, rules, calendar)
    if close and not (posted and posted < close.at):
        found.append(close)
    return [act for act in found if act]


def _deemed(course: Course, rules: Rules, calendar: Calendar) -> Outcome | None:
    """Return the acceptance by silence, as from the day the materials were in (H4.6, L2.1).

    While another hall still holds the case, the fault is that hall's (H7.1), raised on its own.
    """
    due = clocks.notice(course, rules, calendar)
    if due is None:
        return None
    since = course.handed_up_at or course.corrected_at or course.received_at
    accepted = replace(
        course, stage=Stage.ACCEPTED, accepted_on=since.date(), accepted_at=since, deemed=True
    )
    accepted, papers = joint.push(accepted, rules, calendar, due.ends)
    return Outcome(
        step="deem_accepted",
        clause="H4.6",
        post=Post.CLOCK,
        at=due.ends,
        course=accepted,
        papers=papers,
        exceptions=() if in_transit(course) else ("R01",),
    )


def _unfinished(course: Course, rules: Rules, calendar: Calendar) -> Outcome | None:
    """Return the acceptance of an instant case that was not finished the same day (L3.6)."""
    if course.stage is not Stage.RECEIVED or not rules.instant or course.receipt_at:
        return None
    if rules.lacking(course.held, course.needed):
        return None
    accepted = replace(
        course,
        stage=Stage.ACCEPTED,
        accepted_on=course.received_on,
        accepted_at=course.received_at,
    )
    return Outcome(
        step="accept_unfinished",
        clause="L3.6",
        post=Post.CLOCK,
        at=midnight(calendar.next_working(course.received_on) + DAY),
        course=accepted,
    )


def _closed(course: Course, rules: Rules, calendar: Calendar) -> Outcome | None:
    """Return the automatic closing of an abandoned correction, with its paper (H4.7, L2.3)."""
    due = clocks.correction(course, rules, calendar)
    if due is None:
        return None
    missing = [d.material for d in course.defects if d.material not in course.corrected]
    says = {
        "notified_at": course.notified_at,
        "last_day": due.on,
        "missing": [rules.by_id[m].name if m in rules.by_id else m for m in missing],
    }
    return Outcome(
        step="close",
        clause="H4.7",
        post=Post.CLOCK,
        at=due.ends,
        course=replace(course, stage=Stage.CLOSED),
        papers=(Issue(Paper.CLOSURE, says),),
    )


def _overdue(course: Course, rules: Rules, calendar: Calendar) -> list[Fault]:
    """Return the terms that run out, as exceptions; each is raised once."""
    dues = clocks.dues(course, rules, calendar)
    found = [
        Fault(dues[term].ends, rule, clause)
        for term, (rule, clause) in _faults(course, rules).items()
        if term in dues and rule not in course.raised and _counts(course, term)
    ]
    return [
        *found,
        *_silent(course, rules, calendar),
        *_kept_back(course, rules, calendar),
        *_overlong(course, rules, calendar),
    ]


def _faults(course: Course, rules: Rules) -> dict[Term, tuple[str, str]]:
    """Return what the end of each term raises; below, a late first review is R09 (L2.4)."""
    below = rules.levels is Levels.FIRST_REVIEW and not course.handed_up_at
    return {**OVERDUE, Term.STATUTORY: ("R09", "L2.4")} if below else OVERDUE


def _silent(course: Course, rules: Rules, calendar: Calendar) -> list[Fault]:
    """Return the escalation of each department that has not answered in its time (L2.7)."""
    return [
        Fault(at, "R02", "L2.7", mark=f"R02/{part.unit}")
        for part, at in joint.late(course, rules, calendar)
        if f"R02/{part.unit}" not in course.raised
    ]


def _kept_back(course: Course, rules: Rules, calendar: Calendar) -> list[Fault]:
    """Return the exception of the hall that has not handed a case over in its time (H7.1, R09)."""
    due, mark = clocks.handover(course, rules, calendar), "R09/handover"
    return [Fault(due.ends, "R09", "H7.1", mark)] if due and mark not in course.raised else []


def _counts(course: Course, term: Term) -> bool:
    """Return whether running out is a fault: a hearing nobody asked for only lapses (L2.12)."""
    return term is not Term.HEARING or bool(course.hearing and course.hearing.asked)


def _raised(course: Course, fault: Fault) -> Outcome:
    """Return the raising of one exception."""
    return Outcome(
        step="overdue",
        clause=fault.clause,
        post=Post.CLOCK,
        at=fault.at,
        course=replace(course, raised=(*course.raised, fault.mark or fault.rule)),
        exceptions=(fault.rule,),
    )


def _overlong(course: Course, rules: Rules, calendar: Calendar) -> list[Fault]:
    """Return the raising of a special procedure that outlasts the promised time (L2.9)."""
    if "R12" in course.raised or not course.running:
        return []
    first = min(pause.first for pause in course.running)
    last = calendar.add(first - DAY, promised_days(rules) + 1)
    return [Fault(midnight(last + DAY), "R12", "L2.9")]


def promised_days(rules: Rules) -> int:
    """Return the promised time in working days, as far as it can be compared (H5.1)."""
    per_unit = {Unit.MONTH: 21, Unit.HOUR: 0, Unit.MINUTE: 0}
    return rules.promised.n * per_unit.get(rules.promised.unit, 1)


def overlong(pause: Pause, rules: Rules, calendar: Calendar) -> bool:
    """Return whether a special procedure takes longer than the promised time (H5.1, L2.9)."""
    if pause.last is None:
        return pause.days > promised_days(rules)
    return calendar.count(pause.first, pause.last) > promised_days(rules)
