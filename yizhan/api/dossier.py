"""What belongs to a case: its papers, its files, who works on it; the counts of an inbox."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yizhan.api import edges
from yizhan.api.mine import BINARY, FILE
from yizhan.api.shapes import FileOut, InboxOut, IssuedPaperOut
from yizhan.api.tokens import Caller, Reader, Writer, caller, post
from yizhan.api.writes import written
from yizhan.cases import claims, inbox, queries
from yizhan.cases.queries import CaseView
from yizhan.law.refusals import NotFound
from yizhan.law.words import Paper, Post
from yizhan.materials.serving import Asked, sent
from yizhan.papers import queries as papers

router = Router(tags=["案卷"], auth=Reader())
PDF = "application/pdf"
CLERKS = (Post.FRONT, Post.BACK, Post.CHIEF)
INTERNAL = {Paper.OPINION.value}  # for the file of the authority, not for the applicant


@router.get("/inbox", response=InboxOut, summary="待办数量")
def counts(request: HttpRequest) -> HttpResponse:
    """Return how many cases wait under each tab, counted to a thousand at most."""
    return edges.answered(inbox.counts(post(caller(request))))


@router.get("/cases/{ref}/papers", response=list[IssuedPaperOut], summary="办件文书")
def issued(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the papers of a case in the order of their issue; applicants see those for them."""
    held = caller(request)
    names = ("id", "kind", "number", "title", "issued_at", "digest", "token")
    rows = _papers(held, queries.case_for(held.actor, ref, held.at))
    return edges.answered([{name: getattr(row, name) for name in names} for row in rows])


@router.get(
    "/cases/{ref}/papers/{uuid:paper}",
    summary="文书 PDF",
    openapi_extra={"responses": {200: {"description": "PDF", "content": {PDF: BINARY}}}},
)
def pdf(request: HttpRequest, ref: str, paper: UUID) -> HttpResponse:
    """Return a paper as a signed PDF."""
    held = caller(request)
    found = queries.case_for(held.actor, ref, held.at)
    row = next((row for row in _papers(held, found) if row.id == paper), None)
    if row is None:
        raise NotFound("没有找到该文书。", clause="L4", remedy="请核对文号或者二维码。")
    return HttpResponse(papers.pdf(row, at=held.at), PDF)


@router.get("/cases/{ref}/files", response=list[FileOut], summary="办件材料")
def files(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the files handed in, oldest first."""
    held = caller(request)
    found = queries.case_for(held.actor, ref, held.at)
    names = ("id", "seq", "material", "name", "trust", "digest")
    return edges.answered([{name: row[name] for name in names} for row in found.attachments])


@router.get("/cases/{ref}/files/{uuid:file}", summary="下载材料", openapi_extra=FILE)
def download(request: HttpRequest, ref: str, file: UUID) -> HttpResponse:
    """Return one file of a case, as what it is."""
    held = caller(request)
    found = queries.case_for(held.actor, ref, held.at)
    row = next((row for row in found.attachments if row["id"] == file), None)
    if row is None:
        raise NotFound("没有这份材料", clause="L3.11", remedy="请核对材料")
    return sent(Asked(digest=row["digest"], name=row["name"], original=True))


@router.post("/cases/{ref}/claim", response={204: None}, summary="认领", auth=Writer())
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Return nothing once the case is the caller's to work on; a new key keeps it alive."""
    held = caller(request)
    actor = post(held, *CLERKS)
    return written(
        request, held, lambda: claims.claim(ref, actor, at=held.at), HTTPStatus.NO_CONTENT
    )


@router.post("/cases/{ref}/release", response={204: None}, summary="退回认领", auth=Writer())
def release(request: HttpRequest, ref: str) -> HttpResponse:
    """Return nothing once the case is free again."""
    held = caller(request)
    actor = post(held, *CLERKS)
    return written(request, held, lambda: claims.release(ref, actor), HTTPStatus.NO_CONTENT)


def _papers(held: Caller, found: CaseView) -> list[Any]:
    """Return the papers of a case that the caller may see."""
    rows = papers.papers_of(found.case.division, found.case.id)
    return [row for row in rows if held.actor.staff or row.kind not in INTERNAL]
