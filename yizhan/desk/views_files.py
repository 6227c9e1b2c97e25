"""Papers and files of a case, to look at: only those of a case in one's scope (T1)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yizhan.cases import queries
from yizhan.desk.acting import STAFF, acting
from yizhan.desk.who import Desk
from yizhan.law.refusals import NotFound
from yizhan.materials import queries as materials
from yizhan.papers import queries as papers

SHOWN = {"application/pdf", "image/jpeg", "image/png"}


@require_safe
@acting(*STAFF)
def paper(_request: HttpRequest, desk: Desk, ref: str, paper_id: UUID) -> HttpResponse:
    """Return the signed PDF of one paper of a case."""
    view = queries.case_for(desk.actor, ref, desk.at)
    asked = papers.paper(view.case.division, paper_id)
    if asked.case_id != view.case.id:
        raise NotFound("没有找到该文书", clause="L4", remedy="请从办件页面打开")
    return _answer(papers.pdf(asked, at=desk.at), "application/pdf", f"{asked.id}.pdf")


@require_safe
@acting(*STAFF)
def file(_request: HttpRequest, desk: Desk, ref: str, attachment: UUID) -> HttpResponse:
    """Return one file that was handed in with a case; what a browser cannot show is saved."""
    view = queries.case_for(desk.actor, ref, desk.at)
    found = next((one for one in view.attachments if one["id"] == attachment), None)
    if found is None:
        raise NotFound("没有这份材料", clause="L3.11", remedy="请从办件页面打开")
    content = materials.content(found["digest"])
    return _answer(content.data, content.media_type, str(attachment))


def _answer(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Return bytes as what they are; nothing in them may run."""
    answer = HttpResponse(data, content_type=media_type)
    how = "inline" if media_type in SHOWN else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
