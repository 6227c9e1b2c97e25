"""Conduct (办理): the only way a course starts or changes; pure, so that anyone can play it."""

from dataclasses import replace
from datetime import datetime

from yizhan.law import correction, intake
from yizhan.law.act import Act, Done, Matter, Outcome, recorded
from yizhan.law.calendar import Calendar
from yizhan.law.clocks import midnight
from yizhan.law.course import Course
from yizhan.law.groups import PERSON
from yizhan.law.item import Rules
from yizhan.law.lapse import settle
from yizhan.law.levels import hand_of
from yizhan.law.refusals import NotFound, Refusal, WrongPost
from yizhan.law.steps import STEPS


def begin(act: Act) -> Outcome:
    """Return the first line of a case: the application is in (L1.5).

    Raises Refusal when the person may not apply.
    """
    if act.post not in PERSON:
        raise WrongPost("只能由申请人或者其代理人提交申请", clause="L3.11", remedy="请由本人申请")
    return _outcome(act, intake.submit(act))


def conduct(
    course: Course, act: Act, rules: Rules, calendar: Calendar
) -> tuple[Course, tuple[Outcome, ...]]:
    """Return the new course and what happened: time's own acts first, then the step itself.

    Raises Refusal; then nothing has happened but what time did.
    """
    step = STEPS.get(act.step)
    if step is None:
        raise NotFound(f"没有“{act.step}”这个办理步骤", clause="L3")
    course, acts = settle(course, rules, calendar, act.at, posted=_on_its_way(act))
    step.check_post(act.post)
    step.check_hand(hand_of(act.post, act.unit, course, rules))
    matter = Matter(course=course, act=act, rules=rules, calendar=calendar)
    if step.late and course.stage not in step.source:
        step.late(matter)
    step.check_stage(course.stage)
    outcome = _outcome(act, step.rule(matter))
    return outcome.course, (*acts, outcome)


def _on_its_way(act: Act) -> datetime | None:
    """Return the beginning of the day on which a correction was posted (L1.6)."""
    day = correction.posted_on(act) if act.step == "correct" else None
    return midnight(day) if day else None


def _outcome(act: Act, done: Done) -> Outcome:
    """Return the journal's line for what a rule has done."""
    return recorded(
        Outcome(
            step=act.step,
            clause=done.clause,
            post=act.post,
            at=act.at,
            course=done.course,
            papers=done.papers,
            exceptions=done.exceptions,
            event=done.event,
            said=act.said,
            actor=act.actor,
        )
    )


def refused(act: Act, course: Course, refusal: Refusal) -> Outcome:
    """Return the journal's line for an attempt that the law refused and wants kept (L2, L3.1)."""
    return Outcome(
        step=act.step,
        clause=refusal.clause,
        post=act.post,
        at=act.at,
        course=replace(course),
        exceptions=refusal.exceptions,
        said={"refused": refusal.message},
        actor=act.actor,
    )
