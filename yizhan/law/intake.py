"""Intake (收件受理): what the window must answer when papers are handed in (H4.1 to H4.7).

Each function is the rule of one step: it answers with what is done, or refuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from yizhan.law import clocks
from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.clocks import local
from yizhan.law.course import Course, Defect
from yizhan.law.item import Rules
from yizhan.law.persons import check_guardian
from yizhan.law.refusals import Incomplete, Unlawful, WrongStage
from yizhan.law.words import Channel, Paper, Stage


def named(act: Act) -> tuple[str, ...]:
    """Return the ids of the materials that were handed in with an act."""
    return tuple(dict.fromkeys(cast("Sequence[str]", act.said.get("materials") or ())))


def submit(act: Act) -> Done:
    """Return the course of a new case: the materials are in, the term to answer runs (L1.5, L2.1).

    Raises Unlawful when the applicant needs a guardian (L3.11).
    """
    check_guardian(act)
    course = Course(
        stage=Stage.RECEIVED,
        channel=Channel(act.text("channel") or Channel.WINDOW),
        received_at=local(act.at),
        held=named(act),
        needed=_needed(act),
    )
    return Done(course=course, clause="L1.5" if course.channel is Channel.ONLINE else "L2.1")


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


def _complete(matter: Matter) -> None:
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
    if course.stage is Stage.CORRECTION:
        return _accepted_corrected(matter)
    _complete(matter)
    clause = "H4.4" if course.mended else "H4.5"
    return _accepted(matter, course.received_on, clause)


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
        matter.course,
        stage=Stage.ACCEPTED,
        accepted_on=on,
        accepted_at=local(matter.act.at),
        acceptance_noticed=True,
    )
    return Done(course=course, clause=clause, papers=(acceptance(matter, course, clause),))


def _confirmed(matter: Matter) -> Done:
    """Return the notice of an acceptance that time has already brought about (H4.6, L3.6)."""
    course = matter.course
    if course.acceptance_noticed:
        raise WrongStage(
            "本件已经受理，不能重复受理", clause="H4.5", remedy="请查看已出具的受理通知书"
        )
    clause = "H4.6" if course.deemed else "L3.6"
    noticed = replace(course, acceptance_noticed=True)
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
        "held": _names(matter.rules, course.held),
    }
    return Issue(Paper.ACCEPTANCE, says)


def _names(rules: Rules, ids: Sequence[str]) -> list[str]:
    """Return the names of materials, in the order of the ids."""
    return [rules.by_id[one].name if one in rules.by_id else one for one in ids]


def receipt(matter: Matter) -> Done:
    """Return the receipt: not everything can be told at once (H4.6, L4.1)."""
    course = matter.course
    if course.receipt_at:
        raise WrongStage("收件通知书已经出具", clause="H4.6", remedy="请在五个工作日内告知")
    due = clocks.notice(course, matter.rules, matter.calendar)
    says = {
        "received_at": course.received_at,
        "held": _names(matter.rules, course.held),
        "notice_on": due.on if due else None,
    }
    done = replace(course, receipt_at=local(matter.act.at))
    return Done(course=done, clause="H4.6", papers=(Issue(Paper.RECEIPT, says),))


def notify(matter: Matter) -> Done:
    """Return the one-time notice: every defect, once (H4.6, L3.1, L3.3).

    Raises Incomplete without a row; Unlawful for a second notice that names anything new.
    """
    defects = _defects(matter.act)
    course = matter.course
    if course.notices:
        _check_second(course, defects)
    at = local(matter.act.at)
    noticed = replace(
        course,
        stage=Stage.CORRECTION,
        notices=course.notices + 1,
        notified_at=at,
        defects=defects,
        told=tuple(dict.fromkeys((*course.told, *(d.material for d in defects)))),
        corrected=(),
        corrected_at=None,
    )
    due = matter.calendar.add(at.date(), matter.rules.correction)
    noticed = replace(noticed, correction_told=due)
    says = {"defects": _rows(matter.rules, defects), "last_day": due}
    return Done(
        course=noticed,
        clause="L3.1" if course.notices else "H4.6",
        papers=(Issue(Paper.DEFECTS, says),),
    )


def _defects(act: Act) -> tuple[Defect, ...]:
    """Return the rows of a one-time notice; each has a material, a problem and a remedy."""
    rows = cast("Sequence[Mapping[str, str]]", act.said.get("defects") or ())
    if not rows:
        raise Incomplete(
            "一次性告知通知书没有列出任何需要补正的材料",
            clause="L3.3",
            remedy="请逐项填写材料、问题和补正要求",
        )
    return tuple(_defect(row, n) for n, row in enumerate(rows, 1))


def _defect(row: Mapping[str, str], n: int) -> Defect:
    """Return one row of the notice, or refuse it with its number."""
    cells = {name: str(row.get(name) or "").strip() for name in ("material", "problem", "remedy")}
    if not all(cells.values()):
        raise Incomplete(
            f"第{n}项告知内容不完整，须写明材料、问题和补正要求",
            clause="L4.2",
            remedy="请补全该项内容",
        )
    return Defect(**cells)


def _rows(rules: Rules, defects: Sequence[Defect]) -> list[dict[str, str]]:
    """Return the defects as the paper shows them, materials by name."""
    return [
        {
            "material": _names(rules, [defect.material])[0],
            "problem": defect.problem,
            "remedy": defect.remedy,
        }
        for defect in defects
    ]


def _check_second(course: Course, defects: Sequence[Defect]) -> None:
    """Refuse a second notice that is not about the first one's own items (L3.1)."""
    fresh = [defect.material for defect in defects if defect.material not in course.told]
    if fresh or not course.corrected:
        raise Unlawful(
            "已经一次性告知，不得再次要求补正其他内容",
            clause="L3.1",
            remedy="只能就首次告知仍未补正、或者补正材料本身的问题再次说明",
            exceptions=("R10",),
        )


def notify_late(matter: Matter) -> Done:
    """Refuse a one-time notice after acceptance (H4.6, L3.1)."""
    if matter.course.notices:
        raise Unlawful(
            "本件已经一次性告知并受理，不得再次要求补正",
            clause="L3.1",
            remedy="请依职责进行审查",
            exceptions=("R10",),
        )
    raise WrongStage(
        "本件已经受理（逾期未告知的，自收到材料之日起即为受理），不能再出具一次性告知通知书",
        clause="H4.6",
        remedy="请依职责进行审查",
    )


def correct(matter: Matter) -> Done:
    """Return the corrected materials; complete only when all that was told is in (H4.7, L3.8).

    Posted before the limit ends is in time; the day of completion is the day of arrival (L1.6).
    """
    course = matter.course
    if course.stage is Stage.CLOSED:
        course = _reopened(matter)
    given = named(matter.act)
    corrected = tuple(dict.fromkeys((*course.corrected, *given)))
    held = tuple(dict.fromkeys((*course.held, *given)))
    done = replace(course, corrected=corrected, held=held)
    if done.correction_complete and not course.corrected_at:
        done = replace(done, corrected_at=local(matter.act.at))
    return Done(course=done, clause="H4.7")


def _reopened(matter: Matter) -> Course:
    """Return the course before it was closed, when the post was sent in time (L1.6)."""
    posted = posted_on(matter.act)
    told = matter.course.correction_told
    if posted is None or told is None or posted > told:
        raise WrongStage(
            "补正期限已过，本件已自动办结",
            clause="H4.7",
            remedy="已提交的材料可以在重新申请时继续使用",
        )
    return replace(matter.course, stage=Stage.CORRECTION)


def posted_on(act: Act) -> date | None:
    """Return the day on which something was handed to the post (L1.6)."""
    posted = act.said.get("posted")
    if isinstance(posted, str):
        return date.fromisoformat(posted[:10])
    return cast("date | None", posted)


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


def ask(matter: Matter) -> Done:
    """Return a reminder of materials that may follow later; any other request is refused.

    There is no third way beside the one-time notice and non-acceptance (L3.1); what data sharing
    supplies is not asked for (L3.5); nobody hands in the same thing twice (R16).
    """
    rules, held = matter.rules, matter.course.held
    asked = named(matter.act)
    known = [rules.by_id[one] for one in asked if one in rules.by_id]
    if any(material.source == "government" for material in known):
        raise Unlawful(
            "该材料由政府部门核发，应当通过数据共享获取，不得要求申请人提供",
            clause="L3.5",
            remedy="请通过共享平台核验",
            exceptions=("R16",),
        )
    if any(one in held for one in asked):
        raise Unlawful(
            "该材料申请人已经提交，不得要求重复提交",
            clause="L3.1",
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
