"""Joint approval (联合审批): collected once, pushed to each department, decided from all opinions.

The centre or the first department leads (H4.8). Each department presumes that the others agree and
answers in its promised time (H5.3); its silence is escalated and never consent (L2.7, L3.4).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from yizhan.law import clocks
from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.calendar import Calendar
from yizhan.law.clocks import local
from yizhan.law.course import Course, Part
from yizhan.law.item import Rules
from yizhan.law.refusals import Unlawful, WrongPost, WrongStage
from yizhan.law.words import Paper, Stage

PRESUMPTION = "各联办部门审查时，假定其他部门均已同意"


def push(
    course: Course, rules: Rules, calendar: Calendar, at: datetime
) -> tuple[Course, tuple[Issue, ...]]:
    """Return the accepted course pushed to each department, with the push sheet (H4.8, L4.15).

    A case of one authority, or one that was pushed before, is returned as it is.
    """
    if not rules.joint or course.parts:
        return course, ()
    lead, *others = rules.departments
    parts = tuple(Part(unit=one.unit, name=one.name, pushed_at=at) for one in others)
    pushed = replace(course, parts=parts)
    pushed = replace(pushed, stage=pushed.open_stage)
    rows = [
        {"department": part.name, "last_day": clocks.part_due(part, rules, calendar, pushed).on}
        for part in parts
    ]
    says = {"kind": "push", "lead": lead.name, "pushed_at": at, "rows": rows}
    return pushed, (Issue(Paper.JOINT, {**says, "presumption": PRESUMPTION}),)


def opinion(matter: Matter) -> Done:
    """Return one department's opinion pushed to the lead, once (H5.3, L4.15).

    Raises Incomplete for a disagreement without reasons (L3.4); WrongStage for a second opinion.
    """
    act, course = matter.act, matter.course
    part = _part_of(matter)
    if part.agree is not None:
        raise WrongStage(
            f"{part.name}已经提出意见", clause="H5.3", remedy="请等待牵头部门汇总并作出决定"
        )
    agree = act.said.get("agree") is True
    reasons = act.text("reasons") if agree else act.owed("L3.4", reasons="不同意的理由")["reasons"]
    said = replace(part, agree=agree, reasons=reasons, signer=act.actor, said_at=local(act.at))
    kept = tuple(said if one.unit == said.unit else one for one in course.parts)
    parts = kept if said in kept else (*kept, said)
    says = {
        "kind": "opinion",
        "department": said.name,
        "agree": agree,
        "reasons": reasons or "符合本部门的许可条件",
        "pushed_at": part.pushed_at,
        "presumption": PRESUMPTION,
    }
    done = replace(course, parts=parts)
    return Done(course=done, clause="H5.3", papers=(Issue(Paper.JOINT, says),))


def _part_of(matter: Matter) -> Part:
    """Return the part of the department that acts; the lead may put its own opinion beside."""
    unit, course = matter.act.unit, matter.course
    for part in course.parts:
        if part.unit == unit:
            return part
    lead = next(iter(matter.rules.departments), None)
    if lead is None or lead.unit != unit or not course.parts:
        raise WrongPost("本部门不是本件的联办部门", clause="H5.3", remedy="请由联办部门提出意见")
    return Part(unit=unit, name=lead.name, pushed_at=course.parts[0].pushed_at)


def check_opinions(matter: Matter, *, grant: bool) -> None:
    """Refuse a decision that the opinions do not carry (L3.4).

    A grant needs every opinion, and each to agree; a refusal needs every opinion or one that
    disagrees. Raises Unlawful, with R15 where an opinion is missing.
    """
    course = matter.course
    against = [part for part in course.parts if part.agree is False]
    if course.silent and (grant or not against):
        names = "、".join(part.name for part in course.silent)
        raise Unlawful(
            f"{names}尚未提出意见，不能作出决定；沉默不视为同意",
            clause="L3.4",
            remedy="请督促有关部门提出意见",
            exceptions=("R15",),
        )
    if grant and against:
        names = "、".join(part.name for part in against)
        raise Unlawful(
            f"{names}不同意，不能作出准予决定",
            clause="L3.4",
            remedy="请依据该部门的理由作出不予许可的决定",
        )


def reasons_against(course: Course) -> str:
    """Return the reasons of the departments that do not agree, each with its name (L3.4)."""
    against = [part for part in course.parts if part.agree is False]
    return "；".join(f"{part.name}不同意：{part.reasons}" for part in against)


def with_reasons(act: Act, course: Course) -> Act:
    """Return the act of a refusal, the reasons of the departments laid under its own."""
    reasons = reasons_against(course)
    if act.text("reasons") or not reasons:
        return act
    return replace(act, said={**act.said, "reasons": reasons})


def summary(course: Course, *, granted: bool) -> tuple[Issue, ...]:
    """Return the lead's summary of all opinions; nothing for a case of one authority (L4.15)."""
    if not course.parts:
        return ()
    rows = [
        {"department": part.name, "opinion": _word(part), "reasons": part.reasons or "—"}
        for part in course.parts
    ]
    conclusion = "准予" if granted else "不予许可"
    return (Issue(Paper.JOINT, {"kind": "summary", "rows": rows, "conclusion": conclusion}),)


def _word(part: Part) -> str:
    """Return an opinion in one word."""
    if part.agree is None:
        return "未提出意见"
    return "同意" if part.agree else "不同意"


def late(course: Course, rules: Rules, calendar: Calendar) -> Iterator[tuple[Part, datetime]]:
    """Yield each silent department with the moment at which its time has run out (L2.7)."""
    if course.stage is Stage.JOINT:
        for part in course.silent:
            yield part, clocks.part_due(part, rules, calendar, course).ends
