"""A station's errands through the interface: for the token of its front desk, thin (H7).

What is another station's looks missing, as on the station's own pages.
"""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router

from yizhan.api import edges
from yizhan.api.shapes_station import (
    AttachIn,
    ErrandIn,
    ErrandOut,
    ErrandsOut,
    HandoverIn,
    MonthIn,
    ReceiptOut,
    ReportedOut,
    ReportOut,
    ResolveIn,
    RevisitIn,
    WaitingOut,
)
from yizhan.api.tokens import Caller, Reader, Writer, caller, post
from yizhan.api.writes import written
from yizhan.law.clocks import local
from yizhan.law.refusals import Invalid
from yizhan.law.words import Post
from yizhan.stations import acts, ledger, members, queries, records, services
from yizhan.stations.ledger import Row
from yizhan.stations.members import Member
from yizhan.stations.queries import Opened
from yizhan.stations.records import Receipt

router = Router(tags=["站点"], auth=Writer())
BOTH = {"mine", "theirs"}  # versions with numbers in clear: read on the station's own page
REFUSAL = {"message": "", "clause": "", "remedy": ""}
LINE = ("id", "mode", "state", "item", "person", "agent", "number", "recorded_at", "hour", "place")
OPENED = ("query_code", "revision", "mandate", "arrived_at", "finished_at", "may_hand")


@router.get("/station", response=WaitingOut, summary="站点待办", auth=Reader())
def waiting(request: HttpRequest) -> HttpResponse:
    """Return what waits at the caller's station."""
    held = caller(request)
    return edges.answered(queries.today(_member(held), held.at))


@router.get("/station/errands", response=ErrandsOut, summary="站点台账", auth=Reader())
def errands(request: HttpRequest, month: str = "", after: str = "") -> HttpResponse:
    """Return a page of the station's ledger of a month, this one where none is named (VIL-09)."""
    held = caller(request)
    member = _member(held)
    edges.check_mark(after)
    of = _month(month) if month else members.month_of(local(held.at))
    page = queries.month(member, of, held.at, after=after)
    return edges.answered({"errands": [_line(row) for row in page.rows], "after": page.after})


@router.get("/station/rounds", response=ErrandsOut, summary="上门和陪同安排", auth=Reader())
def rounds(request: HttpRequest) -> HttpResponse:
    """Return whom to go to or to meet in the coming week, the first hour first (VIL-07)."""
    held = caller(request)
    rows = queries.rounds(_member(held), held.at)
    return edges.answered({"errands": [_line(row) for row in rows], "after": ""})


@router.post("/station/errands", response={201: ReceiptOut}, summary="登记代办")
def begin(request: HttpRequest, body: ErrandIn) -> HttpResponse:
    """Return what became of a record: filed once, kept with what is missing, or in conflict.

    A lawful no stands in the receipt, and the record stays: nothing that was typed is lost.
    """
    held = caller(request)
    member = _member(held)
    services.check_brought(member, body.mandate.signature if body.mandate else "")
    record = records.read(body.model_dump_json())
    return written(request, held, lambda: _receipt(services.begin(record, member, at=held.at)))


@router.get("/station/errands/{uuid:errand}", response=ErrandOut, summary="代办详情", auth=Reader())
def one(request: HttpRequest, errand: UUID) -> HttpResponse:
    """Return one errand of the station with what can be done next."""
    held = caller(request)
    return edges.answered(_opened(queries.record(_member(held), errand, held.at)))


@router.post("/station/errands/{uuid:errand}/arrival", response={204: None}, summary="登记到达")
def arrive(request: HttpRequest, errand: UUID) -> HttpResponse:
    """Return nothing once the station has come to the home, or met the person (H7.4, H7.5)."""
    return _done(request, lambda held, member: acts.arrive(errand, member, at=held.at))


@router.post("/station/errands/{uuid:errand}/finish", response={204: None}, summary="登记办完")
def finish(request: HttpRequest, errand: UUID) -> HttpResponse:
    """Return nothing once the visit is over (H7.4, H7.5)."""
    return _done(request, lambda held, member: acts.finish(errand, member, at=held.at))


@router.post("/station/errands/{uuid:errand}/case", response={204: None}, summary="记入大厅办件")
def attach(request: HttpRequest, errand: UUID, body: AttachIn) -> HttpResponse:
    """Return nothing once the case applied for at the hall is tied to its errand (H7.4)."""
    return _done(request, lambda held, member: acts.attach(errand, body.number, member, at=held.at))


@router.post("/station/errands/{uuid:errand}/handover", response={204: None}, summary="送达村民")
def hand(request: HttpRequest, errand: UUID, body: HandoverIn) -> HttpResponse:
    """Return nothing once the person has the result and signed for it (H6.1, L4.12)."""

    def give(held: Caller, member: Member) -> None:
        """Hand it over; signature and photo were brought by this member."""
        services.check_brought(member, body.signature, body.photo)
        acts.hand_over(errand, body.signature, member, photo=body.photo, at=held.at)

    return _done(request, give)


@router.post("/station/errands/{uuid:errand}/revisit", response={204: None}, summary="登记回访")
def revisit(request: HttpRequest, errand: UUID, body: RevisitIn) -> HttpResponse:
    """Return nothing once the three answers are kept."""
    said = dict(zip(acts.QUESTIONS, (one[:200] for one in body.answers), strict=True))
    return _done(request, lambda held, member: acts.revisit(errand, said, member, at=held.at))


@router.post(
    "/station/errands/{uuid:errand}/revocation", response={204: None}, summary="村民撤销委托"
)
def revoke(request: HttpRequest, errand: UUID) -> HttpResponse:
    """Return nothing once the mandate has ended at the person's word (L3.11)."""
    return _done(request, lambda held, member: services.revoke(errand, member, at=held.at))


@router.post(
    "/station/errands/{uuid:errand}/resolution",
    response={201: ReceiptOut},
    summary="选定代办版本",
)
def resolve(request: HttpRequest, errand: UUID, body: ResolveIn) -> HttpResponse:
    """Return what became of the version that somebody chose (VIL-02)."""
    held = caller(request)
    member = _member(held)
    return written(
        request,
        held,
        lambda: _receipt(services.resolve(errand, body.keep, member, at=held.at)),
    )


@router.get("/station/reports", response=list[ReportOut], summary="上报记录", auth=Reader())
def reports(request: HttpRequest) -> HttpResponse:
    """Return the months that the caller's hall was sent by its stations, the newest first."""
    found = queries.reported_to(_member(caller(request)).held.authority_id)
    return edges.answered(
        [
            {"station": one.station, "month": one.month, "lines": one.rows, "sent_at": one.sent_at}
            for one in found
        ]
    )


@router.post("/station/reports", response={201: ReportedOut}, summary="上报台账")
def report(request: HttpRequest, body: MonthIn) -> HttpResponse:
    """Return how many lines of a month the township now has (VIL-09)."""
    held = caller(request)
    member, of = _member(held), _month(body.month)
    return written(request, held, lambda: {"lines": acts.report(of, member, at=held.at)})


def _member(held: Caller) -> Member:
    """Return the member of the station whose front desk the token is; raises WrongPost."""
    actor = post(held, Post.FRONT)
    user = int(actor.id.removeprefix("u"))
    return members.member(user, actor.name, local(held.at).date(), posting=actor.posting_id)


def _done(request: HttpRequest, act: Callable[[Caller, Member], object]) -> HttpResponse:
    """Return nothing once an act of the station is taken, once under its key."""
    held = caller(request)
    member = _member(held)

    def make() -> None:
        """Take it."""
        act(held, member)

    return written(request, held, make, HTTPStatus.NO_CONTENT)


def _month(text: str) -> date:
    """Return the first day of a month; raises Invalid for what is none."""
    found = ledger.asked(text)
    if found is None:
        raise Invalid("月份不对", clause="L5", remedy="请按 2026-10 这样填写", field="month")
    return found


def _receipt(found: Receipt) -> dict[str, Any]:
    """Return a receipt without the versions."""
    told: dict[str, Any] = msgspec.to_builtins(found)
    return {name: told[name] for name in told if name not in BOTH}


def _line(row: Row) -> dict[str, Any]:
    """Return one line of the ledger."""
    reached = [{"milestone": one, "at": at} for one, at in row.reached.items()]
    return {**{name: getattr(row, name) for name in LINE}, "reached": reached}


def _opened(found: Opened) -> dict[str, Any]:
    """Return one errand with what can be done next."""
    return {
        **_line(found.row),
        **{name: getattr(found, name) for name in (*OPENED, "may_revisit")},
        "ref": found.case.ref if found.case else "",
        "stage": found.case.stage if found.case else "",
        "conflict": found.conflict is not None,
        **REFUSAL,
        **found.refusal,
    }
