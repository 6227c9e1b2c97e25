"""Review (审查): findings, special procedures, hearings, extensions (H5.0 to H5.2, L2.6, L2.12)."""

from dataclasses import replace
from datetime import date
from typing import cast

from yizhan.law import clocks
from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.clocks import local
from yizhan.law.course import Course, Hearing, Pause
from yizhan.law.lapse import overlong
from yizhan.law.refusals import Incomplete, Invalid, Unlawful, WrongPost, WrongStage
from yizhan.law.words import OtherStage, Paper, Post, Special

OFFICERS_ON_SITE = 2
HEARING_NOTICE = 7


def number(act: Act, name: str, default: int) -> int:
    """Return a whole number that was said, at least 1.

    Raises Invalid when it is none.
    """
    value = act.said.get(name)
    text = str(default if value is None or value == "" else value)
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise Invalid(f"“{text}”不是有效的数目", clause="L4.5", field=name, remedy="请填写正整数")
    return int(text)


def review(matter: Matter) -> Done:
    """Return the review with its opinion: a finding, by at least two officers on site (H5.0, L3.2).

    ALL 34: substantive checks on site need two officers.
    """
    finding = matter.act.owed("H5.0", finding="审查意见")["finding"]
    officers = number(matter.act, "officers", 1)
    if matter.act.said.get("on_site") and officers < OFFICERS_ON_SITE:
        raise Unlawful(
            "实地核查应当指派两名以上工作人员进行",
            clause="L3.2",
            remedy="请补充核查人员",
            exceptions=("R14",),
        )
    course = matter.course
    names = (matter.act.actor, matter.act.name)
    _check_chair(course, *names)
    reviewed = replace(
        course,
        reviewed_at=local(matter.act.at),
        reviewers=tuple(dict.fromkeys((*course.reviewers, *filter(None, names)))),
    )
    reviewed = replace(reviewed, stage=reviewed.open_stage)
    says = {"finding": finding, "officers": officers, "reviewer": matter.act.actor}
    return Done(course=reviewed, clause="H5.0", papers=(Issue(Paper.OPINION, says),))


def _check_chair(course: Course, *names: str) -> None:
    """Refuse a reviewer who chairs the hearing (L3.2, ALL 48)."""
    if course.hearing and course.hearing.chair in {*names} - {""}:
        raise Unlawful("听证主持人不得担任本件审查人员", clause="L3.2", remedy="请由其他人员审查")


def kind_of(act: Act) -> Special:
    """Return the kind of a special procedure, by its code or its official word.

    Raises Invalid for anything that ALL 45 does not name.
    """
    text = act.text("kind")
    for kind in Special:
        if text in {kind.value, kind.label}:
            return kind
    if text in {one for stage in OtherStage for one in (stage.value, stage.label)}:
        raise Unlawful(
            f"“{text}”计入办理期限，不能停止计时",
            clause="H5.1",
            remedy="只有行政许可法第四十五条所列环节不计入期限",
            exceptions=("R11",),
        )
    raise Invalid(
        f"“{text or '未填写'}”不是法定的特殊环节",
        clause="H5.1",
        field="kind",
        remedy="只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审不计入办理期限",
    )


def special(matter: Matter) -> Done:
    """Return the start of a special procedure: its notice stops the clock today (H5.1, L2.9)."""
    course, act = matter.course, matter.act
    kind = kind_of(act)
    days = number(act, "days", 0)
    pause = Pause(kind=kind.value, first=matter.today, days=days)
    if kind is Special.HEARING:
        course = _called(matter, course)
    before = clocks.statutory(course, matter.rules, matter.calendar)
    started = replace(course, pauses=(*course.pauses, pause))
    started = replace(started, stage=started.open_stage)
    long = overlong(pause, matter.rules, matter.calendar) and "R12" not in course.raised
    says = {
        "kind": kind.label,
        "participants": act.said.get("participants") or "",
        "place": act.text("place"),
        "start": matter.today,
        "days": days,
        "until": matter.calendar.add(matter.today, days),
        "new_last_day": _forecast(matter, started),
        "old_last_day": before.on if before else None,
        "fee": act.text("fee"),
        "clause": "H5.1",
    }
    return Done(
        course=_raise(started, ("R12",) if long else ()),
        clause="H5.1",
        papers=(Issue(Paper.SPECIAL, says),),
        exceptions=("R12",) if long else (),
    )


def _raise(course: Course, rules: tuple[str, ...]) -> Course:
    """Return the course with exceptions marked as raised."""
    return replace(course, raised=(*course.raised, *rules)) if rules else course


def _forecast(matter: Matter, course: Course) -> date | None:
    """Return the last day of the statutory limit if the procedure takes the time told (L4.5)."""
    ends = {p: p.last or matter.calendar.add(p.first, p.days) for p in course.pauses}
    done = replace(course, pauses=tuple(replace(p, last=end) for p, end in ends.items()))
    due = clocks.statutory(done, matter.rules, matter.calendar)
    return due.on if due else None


def _called(matter: Matter, course: Course) -> Course:
    """Return the course with the hearing called, at least seven days ahead (ALL 48)."""
    held = matter.act.said.get("held_on")
    held = date.fromisoformat(held) if isinstance(held, str) else cast("date | None", held)
    if held and held < matter.calendar.add(matter.today, HEARING_NOTICE):
        raise Unlawful("举行听证应当提前七个工作日通知", clause="L2.12", remedy="请另定听证日期")
    chair = matter.act.text("chair")
    if chair and chair in course.reviewers:
        raise Unlawful("听证主持人不得由本件审查人员担任", clause="L3.2", remedy="请另行指定主持人")
    right = course.hearing or Hearing(told=matter.today, asked=matter.today)
    return replace(course, hearing=replace(right, chair=chair))


def special_done(matter: Matter) -> Done:
    """Return the end of a special procedure: a clear result, signed and sealed (H5.2).

    The clock resumes on the first working day after today.
    """
    act, course = matter.act, matter.course
    act.owed("H5.2", finding="结果")
    if not (act.said.get("signed") and act.said.get("sealed")):
        raise Incomplete(
            "特殊环节的结果须签字盖章齐全才能作为决定依据",
            clause="H5.2",
            remedy="请补齐签字和盖章",
        )
    old = _running(matter)
    _check_recorded(course, old)
    new = replace(old, last=matter.today, finding=act.text("finding"))
    pauses = tuple(new if pause is old else pause for pause in course.pauses)
    ended = replace(course, pauses=pauses)
    ended = replace(ended, stage=ended.open_stage)
    long = "R12" not in course.raised and overlong(new, matter.rules, matter.calendar)
    exceptions = ("R12",) if long else ()
    return Done(course=_raise(ended, exceptions), clause="H5.2", exceptions=exceptions)


def _check_recorded(course: Course, pause: Pause) -> None:
    """Refuse to end a hearing that was called and has no record (ALL 48, L4.7)."""
    right = course.hearing
    if pause.kind == Special.HEARING and right and right.called and not right.recorded:
        raise Unlawful("听证应当制作笔录", clause="L4.7", remedy="请先制作听证笔录")


def _running(matter: Matter) -> Pause:
    """Return the special procedure that an act ends: the one named, or the only one."""
    running = matter.course.running
    if matter.act.text("kind"):
        kind = kind_of(matter.act).value
        running = tuple(pause for pause in running if pause.kind == kind)
    if len(running) != 1:
        raise Invalid(
            "请指明结束的是哪一个特殊环节" if running else "没有进行中的该特殊环节",
            clause="H5.1",
            field="kind",
            remedy="请选择正在进行的特殊环节",
        )
    return running[0]


def pause(_matter: Matter) -> Done:
    """Refuse every other attempt to stop the clock (L2 Pauses, H5.1)."""
    raise Unlawful(
        "除法定特殊环节外，任何理由都不能停止计算办理期限",
        clause="H5.1",
        remedy="请在期限内办理；确需特殊环节的，出具特殊环节通知书",
        exceptions=("R11",),
    )


def extend(matter: Matter) -> Done:
    """Return the one extension, approved by the authority's head, before expiry (L2.6, ALL 42)."""
    course = matter.course
    _check_approver(matter)
    reason = matter.act.owed("L2.6", reason="延期理由")["reason"]
    if course.extension:
        raise Unlawful(
            "办理期限只能延长一次", clause="L2.6", remedy="请尽快作出决定", exceptions=("R13",)
        )
    old = clocks.statutory(course, matter.rules, matter.calendar)
    if old and local(matter.act.at) >= old.ends:
        raise Unlawful(
            "法定期限已过，不能再延长",
            clause="L2.6",
            remedy="请立即作出决定",
            exceptions=("R13",),
        )
    extended = replace(course, extension=matter.rules.extension)
    new = clocks.statutory(extended, matter.rules, matter.calendar)
    says = {
        "reason": reason,
        "days": matter.rules.extension,
        "old_last_day": old.on if old else None,
        "new_last_day": new.on if new else None,
        "approved_by": matter.act.actor or matter.act.post.label,
        "approved_at": local(matter.act.at),
    }
    return Done(course=extended, clause="L2.6", papers=(Issue(Paper.EXTENSION, says),))


def _check_approver(matter: Matter) -> None:
    """Refuse an extension that the wrong head approves (L2.6): a joint case needs another."""
    owed = Post.GOVERNMENT if matter.rules.joint else Post.HEAD
    if matter.act.post is not owed:
        raise WrongPost(
            f"本件的延期应当由{owed.label}批准",
            clause="L2.6",
            remedy=f"请报{owed.label}批准",
            exceptions=("R13",),
        )


def tell_hearing(matter: Matter) -> Done:
    """Return the right to a hearing told to the applicant (L2.12, ALL 46, 47)."""
    course = matter.course
    if course.hearing:
        raise WrongStage("听证权利已经告知", clause="L2.12", remedy="请等待申请人答复")
    told = replace(course, hearing=Hearing(told=matter.today))
    due = clocks.hearing(told, matter.rules, matter.calendar)
    says = {"ask_by": due.on if due else None, "reason": matter.act.text("reason")}
    return Done(course=told, clause="L2.12", papers=(Issue(Paper.HEARING, says),))


def ask_hearing(matter: Matter) -> Done:
    """Return the request for a hearing, made within five days (L2.12)."""
    right = matter.course.hearing
    due = clocks.hearing(matter.course, matter.rules, matter.calendar)
    if right is None or right.asked or due is None or local(matter.act.at) >= due.ends:
        raise Unlawful(
            "没有可以提出的听证申请：未告知听证权利、已经提出或者已超过五个工作日",
            clause="L2.12",
            remedy="如有意见，可以书面陈述和申辩",
        )
    asked = replace(right, asked=matter.today)
    return Done(course=replace(matter.course, hearing=asked), clause="L2.12")
