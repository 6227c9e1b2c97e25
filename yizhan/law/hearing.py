"""The hearing itself (听证): its notice, which stops the clock, and its record (L2.12, L4.7)."""

from dataclasses import replace
from datetime import date, datetime

from yizhan.law import clocks, review
from yizhan.law.act import Done, Issue, Matter
from yizhan.law.calendar import DAY
from yizhan.law.clocks import local
from yizhan.law.course import Course, Hearing
from yizhan.law.refusals import Invalid, Unlawful, WrongStage
from yizhan.law.words import Paper, Special

CLAUSE = "L4.7"


def call(matter: Matter) -> Done:
    """Return the hearing called: time, place, chair, at least seven working days ahead (ALL 48).

    Its notice is that of the special procedure too, so the clock stops today (L2.9). A day after
    the twenty in which it is to be held is lawful but an exception (R02).
    """
    act, course = matter.act, matter.course
    act.owed(CLAUSE, held_at="听证时间", place="听证地点", chair="主持人")
    if course.hearing and course.hearing.called:
        raise WrongStage("听证通知书已经出具", clause=CLAUSE, remedy="请按通知的时间举行听证")
    held = _moment(act.said["held_at"])
    late = _late(matter, held.date())
    days = matter.calendar.count(matter.today + DAY, held.date())
    said = {**act.said, "kind": Special.HEARING, "days": max(1, days), "held_on": held.date()}
    done = review.special(replace(matter, act=replace(act, said=said)))
    right = done.course.hearing or Hearing(told=matter.today)
    hearing = replace(right, called=matter.today, held_on=held.date())
    raised = (*done.course.raised, *(("R02",) if late else ()))
    says = {
        "stage": "notice",
        "matter": act.text("reason"),
        "held_at": held,
        "place": act.text("place"),
        "chair": act.text("chair_name") or act.text("chair"),
        "recorder": act.text("recorder"),
    }
    return Done(
        course=replace(done.course, hearing=hearing, raised=raised),
        clause="L2.12",
        papers=(*done.papers, Issue(Paper.HEARING, says)),
        exceptions=(*done.exceptions, *(("R02",) if late else ())),
    )


def _late(matter: Matter, held: date) -> bool:
    """Return whether a hearing is called for a day after the twenty (L2.12)."""
    due = clocks.hearing(matter.course, matter.rules, matter.calendar)
    asked = matter.course.hearing and matter.course.hearing.asked
    return bool(asked and due and held > due.on and "R02" not in matter.course.raised)


def _moment(value: object) -> datetime:
    """Return the moment of a hearing, in the zone of the hall; raises Invalid for none."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise Invalid(
            "听证时间不是有效的日期和时间",
            clause=CLAUSE,
            field="held_at",
            remedy="请按“2026-03-20 09:30”填写",
        ) from None
    return local(moment) if moment.tzinfo else moment.replace(tzinfo=clocks.ZONE)


def record(matter: Matter) -> Done:
    """Return the record of the hearing with its signatures (ALL 48).

    Raises Unlawful before it was called and held, or when the chair has reviewed the case (L3.2).
    """
    act, course = matter.act, matter.course
    right = _held(matter)
    if right.chair in course.reviewers:
        raise Unlawful("听证主持人不得由本件审查人员担任", clause="L3.2", remedy="请重新举行听证")
    said = act.owed(CLAUSE, record="笔录", signers="签名人")
    says = {
        "stage": "record",
        "matter": act.text("reason"),
        "held_at": right.held_on,
        "chair": act.text("chair_name") or right.chair,
        "recorder": act.text("recorder"),
        **said,
    }
    done = replace(course, hearing=replace(right, recorded=True))
    return Done(course=done, clause=CLAUSE, papers=(Issue(Paper.HEARING, says),))


def _held(matter: Matter) -> Hearing:
    """Return the hearing that has been held and not been recorded yet."""
    right = matter.course.hearing
    if right is None or right.held_on is None or matter.today < right.held_on:
        raise Unlawful("听证尚未举行，不能制作笔录", clause=CLAUSE, remedy="请先通知并举行听证")
    if right.recorded:
        raise WrongStage("听证笔录已经制作", clause=CLAUSE, remedy="请录入特殊环节结果")
    return right


def unrecorded(course: Course) -> bool:
    """Return whether a hearing was called and has no record yet."""
    return bool(course.hearing and course.hearing.called and not course.hearing.recorded)
