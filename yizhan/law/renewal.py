"""Renewal and change (延续和变更): applications about a certificate that is there (L2.15, L4.14).

Whoever asks thirty days before the last day and hears nothing by it is renewed: time does that,
and it is true whenever the case or the certificate is read.
"""

from dataclasses import replace
from datetime import date, timedelta

from yizhan.law.act import Act, Issue, Matter, Outcome
from yizhan.law.calendar import DAY
from yizhan.law.certificates import ALIVE, About, Aim, CertificateEvent, Event, Life
from yizhan.law.clocks import midnight, months_later
from yizhan.law.course import Course
from yizhan.law.item import Rules
from yizhan.law.refusals import Unlawful
from yizhan.law.words import OPEN, CertificateState, Paper, Post, Stage

RENEWAL_DAYS = 30  # ALL 50; another law may name another period
LICENSING = "《中华人民共和国行政许可法》"
BASIS = {Aim.CHANGE: f"{LICENSING}第四十九条", Aim.RENEWAL: f"{LICENSING}第五十条"}
KINDS = {Aim.CHANGE: "changed", Aim.RENEWAL: "renewed"}
ASKED = {
    Aim.CHANGE: CertificateEvent.CHANGE_ASKED,
    Aim.RENEWAL: CertificateEvent.RENEWAL_ASKED,
}
GRANTED = {Aim.CHANGE: CertificateEvent.CHANGED, Aim.RENEWAL: CertificateEvent.RENEWED}
REFUSED = {
    Aim.CHANGE: CertificateEvent.CHANGE_REFUSED,
    Aim.RENEWAL: CertificateEvent.RENEWAL_REFUSED,
}


def life_of(act: Act) -> Life | None:
    """Return the certificate that an act is about, as the door has looked it up."""
    life = act.said.get("life")
    return life if isinstance(life, Life) else None


def asked_about(act: Act, on: date) -> tuple[About | None, Event | None]:
    """Return what an application says of a certificate, and the line of the certificate's history.

    Nothing for a new one. Raises Unlawful for a certificate that cannot be renewed or changed.
    """
    aim = Aim(act.text("aim") or Aim.NEW)
    if aim is Aim.NEW:
        return None, None
    life = life_of(act)
    if life is None:
        raise Unlawful(f"没有指明要{aim.label}的证照", clause="L2.15", remedy="请从“我的证照”进入")
    check_open(life, aim)
    return About(aim=aim, last_day=life.valid_until), Event(kind=ASKED[aim], on=on)


def check_open(life: Life, aim: Aim) -> None:
    """Raise Unlawful for a certificate for which nobody may ask this now (L2.15, ALL 49, 50)."""
    why = _barrier(life, aim)
    if why:
        raise Unlawful(why[0], clause="L2.15", remedy=why[1])


def _barrier(life: Life, aim: Aim) -> tuple[str, str] | None:
    """Return why a certificate cannot be renewed or changed, and what to do; None when it can."""
    state, word = life.state, aim.label
    endless = aim is Aim.RENEWAL and life.valid_until is None
    barriers = (
        (not life.current, f"该证照已换发新证，不能再{word}", "请从新证申请"),
        (state is CertificateState.EXPIRED, f"证照有效期已满，不能{word}", "请重新申请"),
        (state not in ALIVE, f"证照{state.label}，不能{word}", "请向发证机关了解处理决定"),
        (life.asked, "本证照已有变更或者延续申请正在办理", "请在“我的办件”中查看进度"),
        (
            state is CertificateState.DEEMED_RENEWED,
            "证照已视为准予延续，新证正在制作",
            f"请在领取新证后再申请{word}",
        ),
        (endless, "证照长期有效，不需要延续", "可以继续使用"),
    )
    return next(((why, remedy) for met, why, remedy in barriers if met), None)


def ask_by(last_day: date, ahead: int = RENEWAL_DAYS) -> date:
    """Return the last day on which a renewal is asked for in time (L2.15)."""
    return last_day - timedelta(days=ahead)


def in_time(course: Course) -> bool:
    """Return whether a renewal was asked for in time, so that silence renews (L2.15)."""
    about = course.about
    if about is None or about.aim is not Aim.RENEWAL or about.last_day is None:
        return False
    return course.received_on <= ask_by(about.last_day)


def deemed(course: Course, rules: Rules) -> Outcome | None:
    """Return the renewal by silence at the end of the last day (L2.15, ALL 50).

    The application must have been accepted by then; silence accepts as well (H4.6).
    """
    if not in_time(course) or course.stage not in OPEN or course.about is None:
        return None
    last_day = course.about.last_day
    if last_day is None or course.accepted_on is None or course.accepted_on > last_day:
        return None
    at = midnight(last_day + DAY)
    renewed = replace(course, stage=Stage.GRANTED, granted=True, decided_at=at, deemed_renewed=True)
    until = _term_from(last_day + DAY, rules)
    return Outcome(
        step="deem_renewed",
        clause="L2.15",
        post=Post.CLOCK,
        at=at,
        course=renewed,
        exceptions=("R02",),
        event=Event(kind=CertificateEvent.DEEMED_RENEWED, on=at.date(), until=until),
    )


def _term_from(start: date, rules: Rules) -> date | None:
    """Return the last day of a new term; None for an item without one."""
    return months_later(start, rules.months) - DAY if rules.months else None


def validity(course: Course, rules: Rules, today: date) -> tuple[date, date | None]:
    """Return the first and the last day of the certificate that a case issues (L4.11).

    A change leaves the last day where it is; a renewal begins the day after it.
    """
    about = course.about
    if about is None or about.last_day is None:
        return today, _term_from(today, rules)
    if about.aim is Aim.CHANGE:
        return today, about.last_day
    start = about.last_day + DAY
    return start, _term_from(start, rules)


def decision(matter: Matter, course: Course) -> Issue | None:
    """Return the decision that changes or renews a certificate (L4.14); None for a new one."""
    about, life = course.about, life_of(matter.act)
    if about is None:
        return None
    since, until = validity(course, matter.rules, matter.today)
    silent = "有效期届满前未作出决定，视为准予延续" if course.deemed_renewed else ""
    says = {
        "kind": KINDS[about.aim],
        "reason": matter.act.text("facts") or silent or f"申请{about.aim.label}，经审查符合条件",
        "basis": matter.act.text("basis") or BASIS[about.aim],
        "certificate": life.number if life else "",
        "effective_on": since,
        "valid_until": until,
    }
    return Issue(Paper.TERMINATION, says)


def granted(course: Course, rules: Rules, today: date) -> Event | None:
    """Return the line of the certificate's history for a renewal or a change that is granted."""
    if course.about is None:
        return None
    until = validity(course, rules, today)[1]
    return Event(kind=GRANTED[course.about.aim], on=today, until=until)


def refused(course: Course, today: date) -> Event | None:
    """Return the line of the certificate's history for a renewal or a change that is refused."""
    return Event(kind=REFUSED[course.about.aim], on=today) if course.about else None


def check_alive(matter: Matter) -> None:
    """Refuse to renew or change a certificate that has ended meanwhile (ALL 70)."""
    life = life_of(matter.act)
    if matter.course.about and life and life.state not in {*ALIVE, CertificateState.EXPIRED}:
        raise Unlawful(
            f"证照{life.state.label}，不能再准予{matter.course.about.aim.label}",
            clause="L3",
            remedy="请终止办理或者作出不予许可决定",
        )
