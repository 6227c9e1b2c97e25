"""Correction (补正): the one-time notice, and what answers it (H4.6, H4.7, L3.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from yizhan.law import clocks
from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.clocks import local
from yizhan.law.course import Course, Defect
from yizhan.law.intake import check_not_shared, named, names_of
from yizhan.law.item import Rules
from yizhan.law.refusals import Incomplete, Invalid, Unlawful, WrongStage
from yizhan.law.words import Channel, Paper, Stage


def notify(matter: Matter) -> Done:
    """Return the one-time notice: every defect, once (H4.6, L3.1, L3.3).

    Raises Incomplete without a row; Unlawful for a second notice that names anything new, or for
    what data sharing supplies (L3.5).
    """
    defects = _defects(matter.act)
    course = matter.course
    lacking = (one.material for one in defects if one.material not in course.held)
    check_not_shared(matter.rules, lacking)
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
    says = {"defects": _rows(matter.rules, defects), "last_day": due, "closes": matter.rules.closes}
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
            "material": names_of(rules, [defect.material])[0],
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
    _check_window(matter, course)
    given = named(matter.act)
    corrected = tuple(dict.fromkeys((*course.corrected, *given)))
    held = tuple(dict.fromkeys((*course.held, *given)))
    done = replace(course, corrected=corrected, held=held)
    if done.correction_complete and not course.corrected_at:
        done = replace(done, corrected_at=local(matter.act.at))
    return Done(course=done, clause="H4.7")


def _check_window(matter: Matter, course: Course) -> None:
    """Refuse at the window what comes after its closing time on the last day (L1.4)."""
    at, closes = local(matter.act.at), matter.rules.closes
    due = clocks.correction(course, matter.rules, matter.calendar)
    at_window = matter.act.text("channel") == Channel.WINDOW
    if at_window and due and at.date() >= due.on and at.time() >= closes:
        raise Unlawful(
            f"补正期限最后一日，窗口已于{closes:%H:%M}下班，不能在窗口接收",
            clause="L1.4",
            remedy="当日24:00前可以网上补正，或者当日交邮",
        )


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
    """Return the day on which something was handed to the post (L1.6).

    Raises Invalid for what is no day, or a day after the letter has come.
    """
    posted = act.said.get("posted")
    if not posted:
        return None
    try:
        day = date.fromisoformat(_day_text(posted))
    except ValueError:
        raise Invalid("交邮日期不是有效的日期", clause="L1.6", field="posted") from None
    if day > local(act.at).date():
        raise Invalid("交邮日期晚于收到日期", clause="L1.6", field="posted")
    return day


def _day_text(posted: object) -> str:
    """Return the day of a date, of a moment or of a text, as ``2026-10-12``."""
    if isinstance(posted, datetime):
        posted = local(posted) if posted.tzinfo else posted
    return str(posted)[:10]
