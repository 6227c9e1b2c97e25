"""Papers and files of a case, to look at: only those of a case in one's scope (T1)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yizhan.cases import queries
from yizhan.desk.acting import STAFF, acting
from yizhan.desk.who import Desk
from yizhan.law.refusals import NotFound
from yizhan.law.words import Trust
from yizhan.materials import watermark
from yizhan.materials.serving import Asked, served
from yizhan.papers import queries as papers


@require_safe
@acting(*STAFF)
def paper(_request: HttpRequest, desk: Desk, ref: str, paper_id: UUID) -> HttpResponse:
    """Return the signed PDF of one paper of a case."""
    view = queries.case_for(desk.actor, ref, desk.at)
    asked = papers.paper_of(view.case.division, view.case.id, paper_id)
    return _answer(papers.pdf(asked, at=desk.at), f"{asked.id}.pdf")


@require_safe
@acting(*STAFF)
def file(_request: HttpRequest, desk: Desk, ref: str, attachment: UUID) -> HttpResponse:
    """Return one file that was handed in with a case; what a browser cannot show is saved."""
    view = queries.case_for(desk.actor, ref, desk.at)
    found = next((one for one in view.attachments if one["id"] == attachment), None)
    if found is None:
        raise NotFound("没有这份材料", clause="L3.11", remedy="请从办件页面打开")
    mark = watermark.words(Trust(found["trust"]))
    return served(Asked(digest=found["digest"], name=found["name"], inline=True, mark=mark))


def _answer(data: bytes, name: str) -> HttpResponse:
    """Return a PDF of ours; nothing in it may run."""
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
