"""Delivery, publication, visits and the ends of a case (H6.1, H5.6, W3, L3.9)."""

from dataclasses import replace

from yizhan.law.act import Done, Issue, Matter
from yizhan.law.anywhere import check_at_hand
from yizhan.law.clocks import local
from yizhan.law.refusals import Incomplete, Invalid, Unlawful, WrongStage
from yizhan.law.words import Channel, OnlineClass, Paper, Purpose, Stage, Way

BEST, WORST = 5, 1


def prereview(matter: Matter) -> Done:
    """Return the pre-review of an online application; the applicant may be called in (W3.1b, W3.2).

    A call for a visit more than the class allows is an exception (L3.9).
    """
    course, online = matter.course, matter.rules.online
    if course.channel is not Channel.ONLINE:
        raise Unlawful("只有网上申请需要网上预审", clause="L2.2", remedy="请在窗口直接审核")
    called = bool(matter.act.said.get("visit_at"))
    beyond = called and course.visits >= online.visits
    if not online.prereviewed:
        raise Unlawful(
            f"本事项承诺“{online.label}”，不得要求到场预审",
            clause=_class_clause(online),
            remedy="请在网上受理",
            exceptions=("R25",) if beyond else (),
        )
    done = replace(course, prereview_at=local(matter.act.at))
    return Done(course=done, clause=_class_clause(online), exceptions=("R25",) if beyond else ())


def _class_clause(online: OnlineClass) -> str:
    """Return the clause of an online class."""
    return f"W{online.value}"


def visit(matter: Matter) -> Done:
    """Return the visit counted; one more than the class allows is an exception (L3.9)."""
    text = matter.act.text("purpose") or Purpose.OTHER
    if text not in set(Purpose):
        raise Invalid(f"“{text}”不是到场事由", clause="L3.9", field="purpose")
    course = replace(matter.course, visits=matter.course.visits + 1)
    beyond = course.visits > matter.rules.online.visits
    return Done(course=course, clause="L3.9", exceptions=("R25",) if beyond else ())


def originals(matter: Matter) -> Done:
    """Return the originals checked against what was sent online (W3.1a)."""
    course = matter.course
    ok = bool(matter.act.said.get("ok", True))
    if not ok:
        matter.act.owed("W3.1a", problem="原件存在的问题")
    return Done(course=replace(course, originals_ok=ok), clause="W3.1a")


def deliver(matter: Matter) -> Done:
    """Return the result handed over as the applicant wishes (H6.1, L4.12).

    Raises Unlawful before originals are verified (W3.1a) or the certificate is made (H5.5).
    """
    course, act = matter.course, matter.act
    way = act.text("way") or Way.HAND.value
    if way not in set(Way):
        raise Invalid(f"“{way}”不是送达方式", clause="H6.1", field="way")
    if way == Way.POST and not act.text("tracking"):
        raise Incomplete("邮寄送达须填写邮件单号", clause="L4.12", remedy="请填写单号后再登记送达")
    _check_deliverable(matter)
    check_at_hand(matter, way)
    at = local(act.at)
    says = {
        "way": Way(way).label,
        "delivered_at": at,
        "tracking": act.text("tracking"),
        "recipient": act.text("recipient"),
        "granted": course.granted,
        "certificate": course.certified,
    }
    done = replace(course, stage=Stage.DELIVERED, delivered_at=at)
    return Done(course=done, clause="H6.1", papers=(Issue(Paper.DELIVERY, says),))


def _check_deliverable(matter: Matter) -> None:
    """Refuse a result that is not complete or not yet due to the person."""
    course, rules = matter.course, matter.rules
    if course.granted and rules.certificate and not course.certified:
        raise Unlawful("证件尚未制作，不能送达", clause="H5.5", remedy="请先制作证件")
    online = course.channel is Channel.ONLINE and rules.online is OnlineClass.ORIGINALS
    if online and course.granted and not course.originals_ok:
        raise Unlawful("应当先核验原件，再交付结果", clause="W3.1a", remedy="请先登记原件核验结果")


def publish(matter: Matter) -> Done:
    """Return the decision published, for or against (H5.6)."""
    if matter.course.published_at:
        raise WrongStage("决定已经公开", clause="H5.6", remedy="请在结果公示中查看")
    return Done(course=replace(matter.course, published_at=local(matter.act.at)), clause="H5.6")


def withdraw(matter: Matter) -> Done:
    """Return the application withdrawn, before the decision is signed (L3)."""
    return _end(matter, Stage.WITHDRAWN, clause="L3", reason=matter.act.text("reason"))


def withdraw_late(matter: Matter) -> Done:
    """Refuse a withdrawal after the decision was signed (L3)."""
    raise WrongStage(
        f"本件{matter.course.stage.label}，不能再撤回申请",
        clause="L3",
        remedy="如不需要该结果，可以申请注销",
    )


def terminate(matter: Matter) -> Done:
    """Return the procedure terminated because its object is gone (L3, L4.14)."""
    reason = matter.act.owed("L4.14", reason="终止理由", basis="依据")["reason"]
    return _end(matter, Stage.TERMINATED, clause="L3", reason=reason)


def void(matter: Matter) -> Done:
    """Return the case voided: entered by mistake, with a reason, never deleted (L3)."""
    matter.act.owed("L3", reason="作废理由")
    return Done(course=replace(matter.course, stage=Stage.VOIDED), clause="L3")


def _end(matter: Matter, stage: Stage, *, clause: str, reason: str) -> Done:
    """Return the case ended without a decision, with its notice (L4.14)."""
    says = {
        "stage": stage.label,
        "reason": reason,
        "basis": matter.act.text("basis"),
        "held": [
            matter.rules.by_id[one].name if one in matter.rules.by_id else one
            for one in matter.course.held
        ],
    }
    done = replace(matter.course, stage=stage)
    return Done(course=done, clause=clause, papers=(Issue(Paper.TERMINATION, says),))


def rate(matter: Matter) -> Done:
    """Return the evaluation: one of five levels, and one more after it (追评, L5)."""
    course, text = matter.course, str(matter.act.said.get("level") or "")
    if not text.isdigit() or not WORST <= int(text) <= BEST:
        raise Invalid("评价等级为一至五级", clause="L5", field="level", remedy="请选择评价等级")
    if course.rating is None:
        return Done(course=replace(course, rating=int(text)), clause="L5")
    if course.rerating is not None:
        raise WrongStage("本件已经评价和追评", clause="L5", remedy="感谢您的评价")
    return Done(course=replace(course, rerating=int(text)), clause="L5")
