"""Intake (收件受理): what the window must answer when papers are handed in (H4.1 to H4.7).

Each function is the rule of one step: it answers with what is done, or refuses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from yizhan.law import clocks, joint
from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.clocks import local
from yizhan.law.counting import counts
from yizhan.law.course import Course, Handover, Pickup, handled
from yizhan.law.item import Rules
from yizhan.law.persons import check_guardian
from yizhan.law.refusals import Unlawful, WrongStage
from yizhan.law.renewal import asked_about
from yizhan.law.words import Channel, Levels, Paper, Source, Stage


def named(act: Act) -> tuple[str, ...]:
    """Return the ids of the materials that were handed in with an act."""
    return tuple(dict.fromkeys(cast("Sequence[str]", act.said.get("materials") or ())))


def submit(act: Act) -> Done:
    """Return the course of a new case: the materials are in, the term to answer runs (L1.5, L2.1).

    Raises Unlawful when the applicant needs a guardian (L3.11), Invalid for a wrong count (L4.1).
    """
    check_guardian(act)
    about, event = asked_about(act, local(act.at).date())
    held = named(act)
    course = Course(
        stage=Stage.RECEIVED,
        channel=Channel(act.text("channel") or Channel.WINDOW),
        received_at=local(act.at),
        about=about,
        held=held,
        counts=counts(act, held),
        needed=_needed(act),
        handover=cast("Handover | None", act.said.get("handover")),
        pickup=cast("Pickup | None", act.said.get("pickup")),
    )
    clause = "L1.5" if course.channel is Channel.ONLINE else "L2.1"
    return Done(course=handled(course, act.actor), clause=clause, event=event)


def _needed(act: Act) -> tuple[str, ...] | None:
    """Return the materials that the person's situation calls for; None where none was asked."""
    needed = cast("Sequence[str] | None", act.said.get("needed"))
    return None if needed is None else tuple(needed)


def mend(matter: Matter) -> Done:
    """Return the course with errors corrected on the spot; the day of intake stands (H4.4)."""
    course = matter.course
    if matter.today != course.received_on:
        raise Unlawful(
            "当场更正只能在收件当日进行",
            clause="H4.4",
            remedy="请由窗口一次性告知后按补正办理",
        )
    held = tuple(dict.fromkeys((*course.held, *named(matter.act))))
    return Done(course=replace(course, held=held, mended=True), clause="H4.4")


def check_complete(matter: Matter) -> None:
    """Refuse while a material is lacking (H4.5, H4.6)."""
    lacking = matter.rules.lacking(matter.course.held, matter.course.needed)
    if lacking:
        names = "、".join(material.name for material in lacking)
        raise Unlawful(
            f"申请材料不齐全，还缺：{names}",
            clause="H4.6",
            remedy="请当场补齐，或者出具一次性告知通知书",
        )


def accept(matter: Matter) -> Done:
    """Return the acceptance; the rules say which clause and which day (H4.4, H4.5, H4.7).

    A case accepted by silence gets its notice later; its day does not move (H4.6).
    """
    course = matter.course
    if course.stage is Stage.ACCEPTED or course.accepted_on:
        return _confirmed(matter)
    if course.stage is Stage.FORWARDED and course.handed_up_at:
        return _accepted(matter, course.handed_up_at.date(), "H4.10")
    _check_level(matter)
    if course.stage is Stage.CORRECTION:
        return _accepted_corrected(matter)
    check_complete(matter)
    clause = "H4.4" if course.mended else "H4.5"
    return _accepted(matter, course.received_on, clause)


def _check_level(matter: Matter) -> None:
    """Refuse the acceptance of what is only forwarded for the applicant's convenience (H4.10)."""
    if matter.rules.levels is Levels.FORWARD:
        raise Unlawful(
            "本件由上级机关受理，本级只代办转报", clause="H4.10", remedy="请出具收件通知书并转报"
        )


def _accepted_corrected(matter: Matter) -> Done:
    """Return the acceptance as from the day the correction was complete (H4.7)."""
    course = matter.course
    if not (course.correction_complete and course.corrected_at):
        raise Unlawful(
            "补正材料尚未全部补齐，不能受理",
            clause="H4.7",
            remedy="请等待申请人在补正期限内补齐",
        )
    return _accepted(matter, course.corrected_at.date(), "H4.7")


def _accepted(matter: Matter, on: date, clause: str) -> Done:
    """Return the course accepted as from a day, with the acceptance notice (L4.3)."""
    course = replace(
        handled(matter.course, matter.act.actor),
        stage=Stage.ACCEPTED,
        accepted_on=on,
        accepted_at=local(matter.act.at),
        acceptance_noticed=True,
    )
    course, pushed = joint.push(course, matter.rules, matter.calendar, local(matter.act.at))
    return Done(course=course, clause=clause, papers=(acceptance(matter, course, clause), *pushed))


def _confirmed(matter: Matter) -> Done:
    """Return the notice of an acceptance that time has already brought about (H4.6, L3.6)."""
    course = matter.course
    if course.acceptance_noticed:
        raise WrongStage(
            "本件已经受理，不能重复受理", clause="H4.5", remedy="请查看已出具的受理通知书"
        )
    clause = "H4.6" if course.deemed else "L3.6"
    noticed = replace(handled(course, matter.act.actor), acceptance_noticed=True)
    return Done(course=noticed, clause=clause, papers=(acceptance(matter, noticed, clause),))


def acceptance(matter: Matter, course: Course, clause: str) -> Issue:
    """Return the acceptance notice: the day, how it was computed, both limits (L4.3)."""
    dues = clocks.dues(course, matter.rules, matter.calendar)
    says = {
        "accepted_on": course.accepted_on,
        "clause": clause,
        "statutory": str(matter.rules.statutory),
        "promised": str(matter.rules.promised),
        **{term.value + "_on": due.on for term, due in dues.items()},
        "provisional": any(due.provisional for due in dues.values()),
        "held": names_of(matter.rules, course.held),
    }
    return Issue(Paper.ACCEPTANCE, says)


def names_of(rules: Rules, ids: Sequence[str]) -> list[str]:
    """Return the names of materials, in the order of the ids."""
    return [rules.by_id[one].name if one in rules.by_id else one for one in ids]


def receipt(matter: Matter) -> Done:
    """Return the receipt: not everything can be told at once (H4.6, L4.1)."""
    course = matter.course
    if course.receipt_at:
        raise WrongStage("收件通知书已经出具", clause="H4.6", remedy="请在五个工作日内告知")
    told = clocks.notice(course, matter.rules, matter.calendar)
    due = told or clocks.forwarding(course, matter.rules, matter.calendar)
    says = {
        "received_at": course.received_at,
        "held": names_of(matter.rules, course.held),
        "notice_on": due.on if due else None,
        **_onward(matter),
    }
    done = replace(course, receipt_at=local(matter.act.at))
    return Done(course=done, clause="H4.6", papers=(Issue(Paper.RECEIPT, says),))


def _onward(matter: Matter) -> dict[str, object]:
    """Return what the receipt of a receiving hall says beside: by when it hands over (H7.1)."""
    due = clocks.handover(matter.course, matter.rules, matter.calendar)
    return {"handover_on": max(due.on, matter.today)} if due else {}


def not_required(matter: Matter) -> Done:
    """Return the non-acceptance: by law no licence is needed (H4.2)."""
    done = replace(matter.course, stage=Stage.NOT_ACCEPTED)
    says = {"ground": "H4.2", "reason": matter.act.text("reason")}
    return Done(course=done, clause="H4.2", papers=(Issue(Paper.NON_ACCEPTANCE, says),))


def not_competent(matter: Matter) -> Done:
    """Return the non-acceptance that names the competent authority (H4.3, L3.3)."""
    owed = matter.act.owed("L3.3", authority="有权机关", address="有权机关地址")
    done = replace(matter.course, stage=Stage.NOT_ACCEPTED)
    says = {"ground": "H4.3", **owed, "phone": matter.act.text("phone")}
    return Done(course=done, clause="H4.3", papers=(Issue(Paper.NON_ACCEPTANCE, says),))


def check_not_shared(rules: Rules, asked: Iterable[str]) -> None:
    """Refuse to ask the applicant for what a government body issued: sharing supplies it (L3.5)."""
    known = [rules.by_id[one] for one in asked if one in rules.by_id]
    if any(material.source is Source.GOVERNMENT for material in known):
        raise Unlawful(
            "该材料由政府部门核发，应当通过数据共享获取，不得要求申请人提供",
            clause="L3.5",
            remedy="请通过共享平台核验",
            exceptions=("R16",),
        )


def ask(matter: Matter) -> Done:
    """Return a reminder of materials that may follow later; any other request is refused.

    There is no third way beside the one-time notice and non-acceptance (L3.1); what data sharing
    supplies is not asked for (L3.5); nobody hands in the same thing twice (R16).
    """
    rules, held = matter.rules, matter.course.held
    asked = named(matter.act)
    known = [rules.by_id[one] for one in asked if one in rules.by_id]
    check_not_shared(rules, asked)
    if any(one in held for one in asked):
        sent_up = matter.course.handed_up_at is not None
        raise Unlawful(
            "该材料下级机关已经报送，不得要求申请人重复提供"
            if sent_up
            else "该材料申请人已经提交，不得要求重复提交",
            clause="H4.9" if sent_up else "L3.1",
            remedy="请在材料清单中查看",
            exceptions=("R16",),
        )
    if len(known) == len(asked) and asked and all(m.need == "later" for m in known):
        return Done(course=matter.course, clause="L5")
    raise Unlawful(
        "除一次性告知和不予受理外，不得另行要求申请人补充材料",
        clause="L3.1",
        remedy="受理前请出具一次性告知通知书",
        exceptions=("R10",),
    )
