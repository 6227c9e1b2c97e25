"""The national exchange tables through the interface: rows out by page, rows in (H7.1)."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import AwareDatetime, BaseModel, Field

from yizhan.api import edges
from yizhan.api.tokens import Editor, Reader, caller, post
from yizhan.api.writes import written
from yizhan.exchange import queries, services
from yizhan.exchange.faults import Fault
from yizhan.exchange.files import checked
from yizhan.exchange.queries import Asked
from yizhan.exchange.services import Sender
from yizhan.exchange.tables import table
from yizhan.law.words import Post
from yizhan.places import queries as places

router = Router(tags=["数据交换"])
BEGIN = datetime(2000, 1, 1, tzinfo=UTC)
MOST = 1000  # rows of one request


class RowsOut(BaseModel):
    """One page of rows of a national table; ``after`` asks for the next one."""

    rows: list[dict[str, str | int | bool | None]]
    after: str


class RowsIn(BaseModel):
    """Rows of one national table."""

    rows: list[dict[str, str | int | bool | None]] = Field(min_length=1, max_length=MOST)


class FaultOut(BaseModel):
    """Why one row was sent back."""

    table: str
    line: int
    row_guid: str
    field: str
    rule: str
    clause: str
    reason: str


class ReceiptOut(BaseModel):
    """What became of what was sent."""

    taken: int
    known: int
    drafted: list[str]
    faults: list[FaultOut]


@router.get("/exchange/{name}", response=RowsOut, summary="数据交换表", auth=Reader())
def rows(
    request: HttpRequest,
    name: str,
    *,
    since: AwareDatetime = BEGIN,
    until: AwareDatetime | None = None,
    after: str = "",
) -> HttpResponse:
    """Return a page of our rows of a table, of the post's authority or a supervisor's division.

    ``since`` and ``until`` bound when something was done to a case.
    """
    held = caller(request)
    asked = Asked(table=table(name), since=since, until=until or held.at, after=after)
    found = queries.page(queries.scope_of(post(held)), asked, held.at)
    return edges.answered({"rows": found.rows, "after": found.after})


@router.get(
    "/exchange/{name}/received", response=RowsOut, summary="收到的数据交换表", auth=Reader()
)
def received(request: HttpRequest, name: str, after: str = "") -> HttpResponse:
    """Return a page of the rows that other systems sent, as they were sent."""
    scope = queries.scope_of(post(caller(request)))
    found = queries.received(scope, table(name).name, after=edges.text(after, field="after"))
    return edges.answered({"rows": found.rows, "after": found.after})


@router.post(
    "/exchange/{name}", response={201: ReceiptOut}, summary="接收数据交换表", auth=Editor()
)
def take_in(request: HttpRequest, name: str, body: RowsIn) -> HttpResponse:
    """Return what became of rows: kept, known, made a draft, or sent back with the reason."""
    held = caller(request)
    actor, wanted = post(held, Post.BACK, Post.CHIEF), table(name)
    sender = Sender(
        authority=places.authority(actor.authority_id or 0),
        user_id=int(actor.id.removeprefix("u")),
        at=held.at,
    )

    def make() -> dict[str, Any]:
        """Take them in."""
        told = [checked(wanted, at, row) for at, row in enumerate(body.rows, start=1)]
        came = services.take_in([(wanted, told)], sender)
        return {
            "taken": came.taken,
            "known": came.known,
            "drafted": came.drafted,
            "faults": [_fault(one) for one in came.faults],
        }

    return written(request, held, make, HTTPStatus.CREATED)


def _fault(one: Fault) -> dict[str, Any]:
    """Return why a row was sent back."""
    return {name: getattr(one, name) for name in FaultOut.model_fields}
