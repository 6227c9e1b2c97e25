"""What belongs to a case: its papers, its files, who works on it; the counts of an inbox."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Header

from yizhan.api import edges
from yizhan.api.shapes import PaperOut
from yizhan.api.tokens import READ, WRITE, caller
from yizhan.cases import claims, inbox, queries
from yizhan.law.refusals import NotFound, WrongPost
from yizhan.materials import serving
from yizhan.papers import queries as papers

router = Router(tags=["案卷"])
PDF = "application/pdf"


@router.get("/inbox", response=dict[str, int], summary="待办数量")
def counts(request: HttpRequest) -> HttpResponse:
    """Return how many cases wait under each tab, counted to a thousand at most."""
    actor = caller(request).needs(READ)
    if not actor.staff:
        raise WrongPost("只有工作人员有待办", clause="H2.1", remedy="请使用岗位的令牌")
    return edges.answered(inbox.counts(actor))


@router.get("/cases/{ref}/papers", response=list[PaperOut], summary="办件文书")
def issued(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the papers of a case in the order of their issue."""
    held = caller(request)
    found = queries.case_for(held.needs(READ), ref, held.at)
    names = ("id", "kind", "number", "title", "issued_at", "digest", "token")
    rows = papers.papers_of(found.case.division, found.case.id)
    return edges.answered([{name: getattr(row, name) for name in names} for row in rows])


@router.get(
    "/cases/{ref}/papers/{uuid:paper}",
    summary="文书 PDF",
    openapi_extra={"responses": {200: {"description": "PDF", "content": {PDF: {}}}}},
)
def pdf(request: HttpRequest, ref: str, paper: UUID) -> HttpResponse:
    """Return a paper as a signed PDF."""
    held = caller(request)
    found = queries.case_for(held.needs(READ), ref, held.at)
    row = papers.paper(found.case.division, paper)
    if row.case_id != found.case.id:
        raise NotFound("没有找到该文书。", clause="L4", remedy="请核对文号或者二维码。")
    return HttpResponse(papers.pdf(row, at=held.at), PDF)


@router.get("/cases/{ref}/files", response=list[dict[str, Any]], summary="办件材料")
def files(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the files handed in, oldest first."""
    held = caller(request)
    found = queries.case_for(held.needs(READ), ref, held.at)
    names = ("id", "seq", "material", "name", "trust", "digest")
    return edges.answered([{name: row[name] for name in names} for row in found.attachments])


@router.get("/cases/{ref}/files/{uuid:file}", summary="下载材料")
def download(request: HttpRequest, ref: str, file: UUID) -> HttpResponse:
    """Return one file of a case, as what it is."""
    held = caller(request)
    found = queries.case_for(held.needs(READ), ref, held.at)
    row = next((row for row in found.attachments if row["id"] == file), None)
    if row is None:
        raise NotFound("没有这份材料", clause="L3.11", remedy="请核对材料")
    return serving.served(row["digest"], row["name"])


@router.post("/cases/{ref}/claim", response={204: None}, summary="认领")
def claim(
    request: HttpRequest, ref: str, idempotency_key: str = Header("", alias="Idempotency-Key")
) -> HttpResponse:
    """Return nothing once the case is the caller's to work on; again keeps it alive."""
    held = caller(request)
    actor = held.needs(WRITE)
    edges.key(idempotency_key)
    if not actor.staff:
        raise WrongPost("只有工作人员可以认领", clause="H2.1", remedy="请使用岗位的令牌")
    claims.claim(ref, actor, at=held.at)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@router.post("/cases/{ref}/release", response={204: None}, summary="退回认领")
def release(
    request: HttpRequest, ref: str, idempotency_key: str = Header("", alias="Idempotency-Key")
) -> HttpResponse:
    """Return nothing once the case is free again."""
    actor = caller(request).needs(WRITE)
    edges.key(idempotency_key)
    if not actor.staff:
        raise WrongPost("只有工作人员可以退回认领", clause="H2.1", remedy="请使用岗位的令牌")
    claims.release(ref, actor)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
