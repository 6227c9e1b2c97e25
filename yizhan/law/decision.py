"""Decision (决定): signed by the chief representative alone, with its grounds (H5.4 to H5.6)."""

from dataclasses import replace

from yizhan.law import clocks, delegations, joint, renewal
from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.clocks import local
from yizhan.law.course import Course
from yizhan.law.refusals import Unlawful, WrongStage
from yizhan.law.words import Paper, Stage


def decide(matter: Matter) -> Done:
    """Return the decision: granted with its certificate, or refused with grounds and remedies.

    It is the chief representative's delegated power (H2.3); the table of steps lets nobody else.
    Raises Unlawful while a special procedure or a hearing is open, without a review (H5.0), or for
    who had a hand in the case before (L3.2).
    """
    delegations.check_apart(matter.act.actor, matter.act.principal, matter.course)
    _check_ripe(matter)
    if matter.act.said.get("grant"):
        return _granted(matter)
    return _refused(matter)


def _check_ripe(matter: Matter) -> None:
    """Refuse a decision before the review, the special procedures and the hearing are done."""
    course = matter.course
    if course.running:
        raise WrongStage(
            "特殊环节尚未结束，其结果是决定的依据", clause="H5.2", remedy="请先录入特殊环节结果"
        )
    if course.parts:
        joint.check_opinions(matter, grant=bool(matter.act.said.get("grant")))
    elif matter.rules.joint:
        raise Unlawful(
            "材料尚未推送各部门，不能作出决定",
            clause="L3.4",
            remedy="请先受理并推送",
            exceptions=("R15",),
        )
    elif course.reviewed_at is None:
        raise Unlawful(
            "尚未出具审查意见，不能作出决定", clause="H5.0", remedy="请先由后台审查并出具审查意见"
        )
    if _hearing_open(matter):
        raise Unlawful(
            "听证程序尚未终结，不能作出决定",
            clause="L2.12",
            remedy="请等待听证期限届满或者听证结束",
        )


def _hearing_open(matter: Matter) -> bool:
    """Return whether the right to a hearing still runs, or one asked for was not held (L2.12)."""
    right = matter.course.hearing
    due = clocks.hearing(matter.course, matter.rules, matter.calendar)
    if right is None or due is None:
        return False
    return right.asked is not None or local(matter.act.at) < due.ends


def _granted(matter: Matter) -> Done:
    """Return the approval; its certificate is made with it unless it is to follow (H5.4, H5.5)."""
    renewal.check_alive(matter)
    act, rules = matter.act, matter.rules
    owed = rules.certificate is not None
    with_certificate = owed and act.said.get("certificate") != "later"
    course = _decided(matter, granted=True, certified=with_certificate)
    says = {
        "facts": act.text("facts"),
        "basis": act.text("basis"),
        "conditions": act.text("conditions"),
        "accepted_on": course.accepted_on,
        "delivery_on": _delivery_on(matter, course),
        "months": rules.months,
    }
    decision = renewal.decision(matter, course) or Issue(Paper.GRANT, says)
    papers = (
        *joint.summary(course, granted=True),
        decision,
        *_certificate(matter, wanted=with_certificate),
    )
    event = renewal.granted(course, rules, matter.today)
    return Done(course=course, clause="H5.4", papers=papers, event=event)


def _delivery_on(matter: Matter, course: Course) -> object:
    """Return the last day of delivery (H6.1)."""
    due = clocks.delivery(course, matter.rules, matter.calendar)
    return due.on if due else None


def _certificate(matter: Matter, *, wanted: bool) -> tuple[Issue, ...]:
    """Return the certificate that an approval carries (H5.5)."""
    if not wanted:
        return ()
    rules = matter.rules
    kind = rules.certificate.value if rules.certificate else ""
    since, until = renewal.validity(matter.course, rules, matter.today)
    says = {"kind": kind, "valid_from": since, "valid_until": until}
    return (Issue(Paper.CERTIFICATE, {**says, "scope": matter.act.text("scope")}),)


def refusal_grounds(act: Act) -> dict[str, str]:
    """Return what a refusal must say.

    Raises Incomplete when facts, reasons, basis or the bodies of the remedies are missing (L3.3).
    """
    return act.owed(
        "L3.3",
        facts="事实",
        reasons="理由",
        basis="法律依据",
        reconsideration="行政复议机关",
        court="有管辖权的人民法院",
    )


def _refused(matter: Matter) -> Done:
    """Return the written refusal with grounds and remedies (H5.4, L3.3)."""
    says = refusal_grounds(joint.with_reasons(matter.act, matter.course))
    course = _decided(matter, granted=False, certified=False)
    more = {"advice": matter.act.text("advice"), "accepted_on": course.accepted_on}
    papers = (*joint.summary(course, granted=False), Issue(Paper.REFUSAL, {**says, **more}))
    event = renewal.refused(course, matter.today)
    return Done(course=course, clause="H5.4", papers=papers, event=event)


def _decided(matter: Matter, *, granted: bool, certified: bool) -> Course:
    """Return the course with the decision signed."""
    return replace(
        matter.course,
        stage=Stage.GRANTED if granted else Stage.REFUSED,
        decided_at=local(matter.act.at),
        granted=granted,
        certified=certified,
    )


def finish(matter: Matter) -> Done:
    """Return the case concluded on the spot: no acceptance notice any more (H4.1)."""
    course, rules = matter.course, matter.rules
    if not rules.instant:
        raise Unlawful("本事项不是即办件，不能当场办结", clause="H4.1", remedy="请按承诺件受理")
    if rules.lacking(course.held, course.needed):
        raise Unlawful("申请材料不齐全，不能当场办结", clause="H4.1", remedy="请先补齐材料")
    done = _granted(matter)
    return replace(done, clause="H4.1")


def certify(matter: Matter) -> Done:
    """Return the certificate of an approval that was to follow (H5.5).

    A renewal by silence gets its decision with it (L2.15).
    """
    if matter.rules.certificate is None or not matter.course.granted:
        raise Unlawful("本决定不需要颁发证件", clause="H5.5", remedy="请直接送达决定书")
    if matter.course.certified:
        raise WrongStage("证件已经制作", clause="H5.5", remedy="请办理送达")
    course = replace(matter.course, certified=True)
    papers, event = _certificate(matter, wanted=True), None
    if course.deemed_renewed and (decision := renewal.decision(matter, course)):
        renewal.check_alive(matter)
        papers = (decision, *papers)
        event = renewal.granted(course, matter.rules, matter.today)
    return Done(course=course, clause="H5.5", papers=papers, event=event)
