"""Any township of the county (全县域通办, H7.1): in at one hall, handled elsewhere, out at any.

The hall that takes in receives for the whole county: the day of intake is its day, and the person
waits for nothing more. Handing the case over is a matter between offices with a clock of its own.
"""

from dataclasses import replace
from typing import cast

from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.clocks import local
from yizhan.law.course import Course, Pickup, in_transit
from yizhan.law.intake import receipt
from yizhan.law.refusals import Unlawful, WrongStage
from yizhan.law.words import Hand, Way

COUNTY_WIDE = ("本县", "全县", "县域", "跨县", "全市", "跨市", "全省", "跨省", "全国")


def open_across(scope: str) -> bool:
    """Return whether an item's 通办范围 reaches at least over its county (H7.1).

    >>> [open_across(scope) for scope in ("本县", "全省通办", "本乡镇", "")]
    [True, True, False, False]
    """
    return any(word in scope for word in COUNTY_WIDE)


def hall_hand(unit: str, course: Course) -> Hand | None:
    """Return whose hand a unit is where halls have a part; None where only the competent has one.

    Before the handover the competent authority waits; after it the receiving hall is done (H7.1).
    """
    pickup, handover = course.pickup, course.handover
    if pickup and pickup.sent_at and unit == pickup.unit:
        return Hand.HANDING_OUT
    if handover and unit == handover.unit:
        return Hand.RECEIVING if in_transit(course) else Hand.HANDED_OVER
    return Hand.AWAITING if in_transit(course) else None


def hand_over(matter: Matter) -> Done:
    """Return the case handed over to the competent authority (H7.1).

    Whoever was told nothing yet gets the receipt of the hall that took the materials in (L4.1).
    """
    course, at = matter.course, local(matter.act.at)
    papers = _owed_receipt(matter)
    done = replace(
        course,
        handover=course.handover and replace(course.handover, at=at),
        receipt_at=at if papers else course.receipt_at,
    )
    return Done(course=done, clause="H7.1", papers=papers)


def _owed_receipt(matter: Matter) -> tuple[Issue, ...]:
    """Return the receipt, unless a receipt, a notice or an acceptance has told the person."""
    course = matter.course
    told = course.receipt_at or course.notices or course.acceptance_noticed or course.accepted_on
    return () if told else receipt(matter).papers


def send_result(matter: Matter) -> Done:
    """Return the result on its way to the hall where the applicant collects it (H7.1, H6.1)."""
    course, chosen = matter.course, pickup_of(matter.act) or matter.course.pickup
    if chosen is None:
        raise Unlawful(
            "没有选择领取结果的大厅", clause="H7.1", remedy="请选择本县的一个政务服务大厅"
        )
    if course.pickup and course.pickup.sent_at:
        raise WrongStage(
            f"结果已经送往{course.pickup.name}", clause="H7.1", remedy="请等待该大厅签收"
        )
    sent = replace(chosen, sent_at=local(matter.act.at), signed_at=None)
    return Done(course=replace(course, pickup=sent), clause="H7.1")


def sign_for(matter: Matter) -> Done:
    """Return the result signed for by the hall that will hand it out (H7.1)."""
    pickup = matter.course.pickup
    if pickup and pickup.signed_at:
        raise WrongStage("结果已经签收", clause="H7.1", remedy="请通知申请人领取")
    signed = pickup and replace(pickup, signed_at=local(matter.act.at))
    return Done(course=replace(matter.course, pickup=signed), clause="H7.1")


def check_at_hand(matter: Matter, way: str) -> None:
    """Refuse to hand over by hand a paper that lies in another hall or is still on its way."""
    pickup = matter.course.pickup
    if way != Way.HAND or pickup is None or pickup.sent_at is None:
        return
    if matter.act.unit != pickup.unit:
        raise Unlawful(
            f"纸质结果已经送往{pickup.name}", clause="H7.1", remedy="请由该大厅交给申请人"
        )
    if pickup.signed_at is None:
        raise Unlawful("纸质结果还没有签收", clause="H7.1", remedy="请先核对文号并签收")


def pickup_of(act: Act) -> Pickup | None:
    """Return the hall that was chosen to collect the result, None where none was."""
    return cast("Pickup | None", act.said.get("pickup"))
