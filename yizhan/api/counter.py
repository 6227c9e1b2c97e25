"""What only staff do: enrol who stands at the counter, preview a paper, see a number in clear."""

from http import HTTPStatus
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yizhan.accounts import queries as accounts
from yizhan.accounts import services as people
from yizhan.accounts.registry import Details
from yizhan.api import edges
from yizhan.api.shapes import PreviewOut, StepIn
from yizhan.api.shapes_mine import ClearOut, IdOut
from yizhan.api.tokens import Reader, Writer, caller, post
from yizhan.api.writes import seen, written
from yizhan.cases import previews, queries
from yizhan.cases.services import Request
from yizhan.law.identities import IdType
from yizhan.law.words import Post

router = Router(tags=["窗口"], auth=Writer())
NAMES = ("kind", "number", "title", "content")


class PersonIn(BaseModel):
    """Whose document lies on the counter (W2.2); ``representative`` only of an organisation."""

    name: str = Field(min_length=1, max_length=120)
    number: str = Field(min_length=1, max_length=30)
    kind: IdType = IdType.RESIDENT
    phone: str = Field(default="", max_length=30)
    address: str = Field(default="", max_length=200)
    representative: str = Field(default="", max_length=100)


class UnmaskIn(BaseModel):
    """Which number, and why; both stay on record (P-16)."""

    what: Literal["id_number", "phone"]
    reason: str = Field(min_length=1, max_length=200)


@router.post("/counter/persons", response={201: IdOut}, summary="窗口登记申请人")
def enrol(request: HttpRequest, body: PersonIn) -> HttpResponse:
    """Return the id of the person whose document the front desk has seen, entered or known."""
    held = caller(request)
    staff = int(post(held, Post.FRONT).id.removeprefix("u"))
    details = Details(**body.model_dump(), demo=settings.DEMO)
    return written(request, held, lambda: {"id": people.enrol(details, staff, at=held.at)})


@router.post("/cases/{ref}/unmask", response={201: ClearOut}, summary="查看完整号码")
def unmask(request: HttpRequest, ref: str, body: UnmaskIn) -> HttpResponse:
    """Return a number of the applicant in clear; who looked and why is written down (G-18).

    It is no repeatable write: each look is a line of its own.
    """
    held = caller(request)
    actor = post(held)
    found = queries.case_for(actor, ref, held.at)
    clear = accounts.unmask(
        int(actor.id.removeprefix("u")),
        found.case.applicant,
        reason=f"{found.case.number} {body.reason}",
        at=held.at,
        what=body.what,
    )
    return edges.answered({"clear": clear}, HTTPStatus.CREATED)


@router.post(
    "/cases/{ref}/previews/{step}",
    response=list[PreviewOut],
    summary="预览文书",
    auth=Reader(),
)
def preview(request: HttpRequest, ref: str, step: str, body: StepIn) -> HttpResponse:
    """Return the papers that a step would issue if it were taken now; nothing is written."""
    held = caller(request)
    asked = Request(ref=ref, step=step, said=body.said, seen=body.seen or seen(request))
    drafts: list[dict[str, Any]] = previews.drafts(asked, post(held), held.at)
    return edges.answered([{name: draft[name] for name in NAMES} for draft in drafts])
