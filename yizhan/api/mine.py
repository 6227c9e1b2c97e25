"""What is the caller's own: who they are, for whom they act, certificates, materials, messages."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yizhan.accounts import queries as accounts
from yizhan.accounts.queries import PersonView
from yizhan.api import edges
from yizhan.api.shapes import MessagesOut
from yizhan.api.shapes_mine import CertificateOut, LooksOut, MeOut
from yizhan.api.tokens import Caller, Reader, Writer, caller, person
from yizhan.api.writes import written
from yizhan.cases import certificates as standing
from yizhan.law.clocks import local
from yizhan.materials import holders, watermark
from yizhan.materials import queries as materials
from yizhan.materials.queries import HoldingView
from yizhan.materials.serving import Asked, sent
from yizhan.outbox import queries as outbox

router = Router(tags=["我的"], auth=Reader())
PAGE = 50
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE = {
    "responses": {200: {"description": "文件", "content": {"application/octet-stream": BINARY}}}
}


@router.get("/me", response=MeOut, summary="我是谁")
def me(request: HttpRequest) -> HttpResponse:
    """Return whom the token speaks for, at which post, and what it opens."""
    held = caller(request)
    actor = held.actor
    return edges.answered(
        {
            "actor": actor.id,
            "post": actor.post,
            "post_label": actor.post.label,
            "person": actor.person_id,
            "posting": actor.posting_id,
            "authority": actor.authority_id,
            "division": actor.division,
            "scopes": sorted(held.scopes),
        }
    )


@router.get("/persons", response=list[PersonView], summary="我可以代谁办事")
def persons(request: HttpRequest) -> HttpResponse:
    """Return the caller, then everybody whom they may act for today, masked (L3.11)."""
    held = caller(request)
    own = person(held)
    others = accounts.applicants_for(own, local(held.at).date())
    return edges.answered([accounts.person(own), *others])


@router.get("/certificates", response=list[CertificateOut], summary="我的证照")
def certificates(request: HttpRequest) -> HttpResponse:
    """Return the caller's certificates with what each is worth today, newest first (L2.15)."""
    held = caller(request)
    found = standing.certificates_of(person(held), held.at)
    names = ("id", "paper_id", "kind", "name", "number", "oid", "valid_from", "version")
    return edges.answered(
        [
            {
                **{name: getattr(one.row, name) for name in names},
                "valid_until": one.last_day,
                "state": one.state,
            }
            for one in found
        ]
    )


@router.get("/materials", response=list[HoldingView], summary="我的材料")
def held_materials(request: HttpRequest, applicant: UUID | None = None) -> HttpResponse:
    """Return everything that the caller holds, or whom they act for in every item, newest first."""
    held = caller(request)
    own = person(held)
    return edges.answered(holders.shelf_of(own, applicant or own, local(held.at).date()))


@router.get("/materials/{uuid:material}", summary="下载我的材料", openapi_extra=FILE)
def material(request: HttpRequest, material: UUID) -> HttpResponse:
    """Return the file of a material of the caller's, or of whom they act for, as what it is."""
    held = caller(request)
    one = holders.holding(person(held), material, local(held.at).date())
    mark = watermark.words(one.trust, until=one.valid_until)
    return sent(Asked(digest=one.digest, name=one.name, mark=mark))


@router.delete(
    "/materials/{uuid:material}", response={204: None}, summary="移除我的材料", auth=Writer()
)
def put_away(request: HttpRequest, material: UUID) -> HttpResponse:
    """Return nothing once the material is off the shelf; cases that used it keep theirs."""
    held = caller(request)
    own, on = person(held), local(held.at).date()

    def put() -> None:
        """Take it off the shelf."""
        holders.put_away(own, material, on)

    return written(request, held, put, HTTPStatus.NO_CONTENT)


@router.get("/messages", response=MessagesOut, summary="我的消息")
def messages(request: HttpRequest, after: str = "") -> HttpResponse:
    """Return a page of what the caller was told, the newest first."""
    held = caller(request)
    edges.check_mark(after)
    page = outbox.told(person(held), held.at, after=after, limit=PAGE)
    rows = [{"topic": row.topic, "at": row.at, **row.payload} for row in page.rows]
    return edges.answered({"messages": rows, "after": page.after})


@router.get("/looks", response=LooksOut, summary="数据足迹")
def looks(request: HttpRequest, after: str = "") -> HttpResponse:
    """Return a page of who looked at the caller's data, when and why, the newest first (P-16)."""
    held = caller(request)
    edges.check_mark(after)
    page = accounts.looks_at(person(held), after=after)
    return edges.answered({"looks": page.rows, "after": page.after})


def owner(held: Caller) -> materials.Owner:
    """Return the caller as the owner of uploads."""
    actor = held.actor
    return materials.Owner(user_id=int(actor.id.removeprefix("u")), person_id=actor.person_id)
