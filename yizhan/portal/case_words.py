"""A case in the words of the one who applied (P-17, P-18): where it stands, what comes next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yizhan.cases.lamps import Light, days_left
from yizhan.cases.queries import CaseView
from yizhan.law import clocks, steps
from yizhan.law.clocks import local
from yizhan.law.groups import PERSON
from yizhan.law.words import CaseKind, Special, Stage, Term, Unit, Way

DONE, NOW, LATER = "done", "now", "later"
WORDS = {
    "submit": "已提交",
    "mend": "已当场更正",
    "receipt": "已出具收件通知书",
    "notify": "需要补正",
    "correct": "已补正",
    "accept": "已受理",
    "deem_accepted": "已受理（视为受理）",
    "accept_unfinished": "已受理",
    "close": "自动办结",
    "review": "审查",
    "special": "特殊环节",
    "special_done": "特殊环节结束",
    "extend": "延期",
    "tell_hearing": "告知听证权利",
    "ask_hearing": "已申请听证",
    "finish": "已决定",
    "decide": "已决定",
    "certify": "证件已制作",
    "deliver": "已送达",
    "publish": "决定已公开",
    "withdraw": "已撤回",
    "terminate": "已终止",
    "void": "已作废",
    "not_required": "不予受理",
    "not_competent": "不予受理",
    "visit": "到现场一次",
    "originals": "已核验原件",
    "prereview": "已预审",
    "rate": "已评价",
    "succeed": "区划调整，改由新的机关办理",
}
PATH = ("已受理", "审查", "已决定", "已送达", "已评价")
PASSED = {
    "已受理": {"accept", "deem_accepted", "accept_unfinished", "finish"},
    "审查": {"review", "finish"},
    "已决定": {"decide", "finish"},
    "已送达": {"deliver"},
    "已评价": {"rate"},
}
ENDS = {
    Stage.NOT_ACCEPTED: "不予受理。理由和您可以怎么做，见不予受理通知书。",
    Stage.CLOSED: "补正期限已过，本件已自动办结。您可以重新申请，已交的材料可以再用。",
    Stage.WITHDRAWN: "您已撤回申请，本件不再办理。",
    Stage.TERMINATED: "本件已终止办理。理由见通知书。",
    Stage.VOIDED: "本件因录入错误已作废。",
}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    name: str
    state: str
    at: datetime | None = None
    who: str = ""
    words: str = ""


@dataclass(frozen=True)
class Look:
    """A lamp for a citizen: its light, and words instead of the clerk's."""

    light: str
    words: str


def state(view: CaseView) -> str:
    """Return in one or two sentences how the case stands."""
    if view.stage in ENDS:
        return ENDS[view.stage]
    return STATES[view.stage](view)


def lamp(view: CaseView) -> Look:
    """Return the lamp in words that a citizen understands (2.1)."""
    if view.stage.ended and view.stage not in {Stage.GRANTED, Stage.REFUSED}:
        return Look("done", "已办结")
    found = view.lamp
    if view.stage is Stage.CORRECTION:
        return Look("yellow", "等您补正")
    if found.light in {Light.RED, Light.DARK}:
        return Look("red", "已超过承诺时间，我们正在督办")
    if found.light is Light.GREY:
        return Look("grey", "停止计时（特殊环节）")
    if view.stage in {Stage.GRANTED, Stage.REFUSED}:
        return Look("green", "已作出决定")
    return Look("green", "正常办理中")


def expected(view: CaseView) -> date | None:
    """Return the day by which the case is to be concluded; None where no limit runs.

    Before acceptance it is counted as if the case were accepted on the day of intake (L2.5).
    """
    due = view.standing.dues.get(Term.PROMISED)
    if due:
        return due.on
    if view.stage is not Stage.RECEIVED:
        return None
    received, rules = view.standing.course.received_on, view.docket.rules
    if rules.promised.unit in {Unit.HOUR, Unit.MINUTE} or not rules.promised.n:
        return received
    return clocks.last_day(received, rules.promised, view.docket.calendar)


def left(view: CaseView, term: Term) -> int | None:
    """Return the working days left of a term; None where it does not run."""
    due = view.standing.dues.get(term)
    if due is None:
        return None
    return days_left(local(view.at).date(), due.on, view.docket.calendar)


def coming(view: CaseView) -> list[str]:
    """Return what happens next, in three lines (P-15)."""
    content = view.content
    first = (
        f"{view.authority.name}在 {content.notice} 个工作日内答复：受理，或者一次告知要补的材料。"
    )
    if content.kind is CaseKind.INSTANT:
        first = f"{view.authority.name}核对材料，符合条件的当场办结。"
    second = "每一步都会通知您，也可以在“我的办件”查看。"
    return [first, second, HANDED[Way(view.case.way)]]


def timeline(view: CaseView, *, who: bool = True) -> list[Moment]:
    """Return the moments of a case, oldest first, then those that are still to come."""
    name = view.authority.name
    lines = [line for line in view.journal if not line["refused"] and line["step"] in WORDS]
    past = [(line["step"], line["at"]) for line in lines]
    past += [(act.step, act.at) for act in view.standing.acts if act.step in WORDS]
    moments = [_moment(view, step, at, name if who else "") for step, at in past]
    moments.insert(1, Moment("已收件", DONE, past[0][1], name if who else ""))
    last = moments.pop()
    state = DONE if view.stage.ended and view.stage not in {Stage.GRANTED, Stage.REFUSED} else NOW
    moments.append(Moment(last.name, state, last.at, last.who, last.words))
    return [*moments, *_later(view, {step for step, _ in past})]


def _moment(view: CaseView, step: str, at: datetime, who: str) -> Moment:
    """Return one moment that has passed; what the applicant did is theirs."""
    mine = steps.STEPS[step].by <= PERSON if step in steps.STEPS else step == "submit"
    by = ("申请人" if mine else who) if who else ""
    words = SAYS[step](view) if step in SAYS else ""
    return Moment(WORDS[step], DONE, at, by, words)


def _later(view: CaseView, past: set[str]) -> Iterator[Moment]:
    """Yield the moments that a case which goes on has before it."""
    if view.stage in ENDS:
        return
    for name in PATH:
        if not PASSED[name] & past:
            yield Moment(name, LATER)


def _received(view: CaseView) -> str:
    """Return the words of a case that waits for its first answer."""
    due = view.standing.dues.get(Term.NOTICE)
    by = f"，最迟 {_day(due.on)}答复您" if due else ""
    return f"已收到您的申请，{view.authority.name}正在核对材料{by}。"


def _correction(view: CaseView) -> str:
    """Return the words of a case that waits for the applicant."""
    course = view.standing.course
    open_rows = [one for one in course.defects if one.material not in course.corrected]
    if not open_rows:
        return "补正材料已收到，窗口正在核对。"
    due = view.standing.dues.get(Term.CORRECTION)
    by = f"请在 {_day(due.on)}前补交" if due else "请尽快补交"
    return f"还需要补正 {len(open_rows)} 项材料，{by}。逾期将自动办结。"


def _running(view: CaseView) -> str:
    """Return the words of an accepted case."""
    if view.lamp.light in {Light.RED, Light.DARK}:
        return "已超过承诺时间，我们正在督办。"
    due = expected(view)
    return f"已受理，正常办理中，预计 {_day(due)}前办结。" if due else "已受理，正常办理中。"


def _special(view: CaseView) -> str:
    """Return the words of a case under a special procedure."""
    kinds = {one.value: one.label for one in Special}
    names = "、".join(kinds.get(one.kind, one.kind) for one in view.standing.course.running)
    return f"正在进行{names}，所需时间不计入办理期限。"


def _decided(view: CaseView) -> str:
    """Return the words of a case that is decided and not delivered."""
    made = "准予" if view.standing.course.granted else "不予许可"
    due = view.standing.dues.get(Term.DELIVERY)
    by = f"，最迟 {_day(due.on)}送达" if due else ""
    return f"已作出{made}的决定。{HANDED[Way(view.case.way)][:-1]}{by}。"


def _delivered(view: CaseView) -> str:
    """Return the words of a case that is over."""
    made = "准予" if view.standing.course.granted else "不予许可"
    return f"已作出{made}的决定，结果已送达。"


def _day(on: date) -> str:
    """Return a date in words."""
    return f"{on.year}年{on.month}月{on.day}日"


STATES = {
    Stage.RECEIVED: _received,
    Stage.CORRECTION: _correction,
    Stage.ACCEPTED: _running,
    Stage.REVIEW: _running,
    Stage.SPECIAL: _special,
    Stage.GRANTED: _decided,
    Stage.REFUSED: _decided,
    Stage.DELIVERED: _delivered,
}
HANDED: Mapping[Way, str] = {
    Way.HAND: "结果请您到窗口领取。",
    Way.POST: "结果将邮寄给您。",
    Way.ELECTRONIC: "结果将以电子文书送达，可在本页下载。",
}


def _granted_words(view: CaseView) -> str:
    """Return whether the decision was for or against."""
    return "准予" if view.standing.course.granted else "不予许可"


SAYS: Mapping[str, Any] = {
    "decide": _granted_words,
    "finish": _granted_words,
    "notify": lambda view: f"要补正 {len(view.standing.course.defects)} 项。",
}
