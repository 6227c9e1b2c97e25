"""What a paper would say, beside the form, before anything is issued (CNT-06)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from yizhan.cases import previews, queries
from yizhan.cases.services import Request
from yizhan.desk import pages
from yizhan.desk.acting import STAFF, acting
from yizhan.desk.panel import NAMED
from yizhan.desk.views_case import FAULTY
from yizhan.desk.who import Desk
from yizhan.law.refusals import NotFound, Refusal


@require_POST
@acting(*STAFF)
def preview(request: HttpRequest, desk: Desk, ref: str, name: str) -> HttpResponse:
    """Return the drafts of one step as a part of the page; what is wrong in their place."""
    view = queries.case_for(desk.actor, ref, desk.at)
    act = NAMED.get(name)
    if act is None or not act.previewed:
        raise NotFound("没有这个办理步骤", clause="L3", remedy="请从办件页面办理")
    form = act.form(request.POST, view=view)
    if not form.is_valid():
        return pages.page(request, desk, "drafts", {"form": form}, status=FAULTY)
    asked = Request(ref=ref, step=act.steps[0], said=form.said())
    try:
        drafts = previews.drafts(asked, desk.actor, desk.at)
    except Refusal as refusal:
        return pages.page(request, desk, "drafts", {"refusal": refusal}, status=FAULTY)
    return pages.page(request, desk, "drafts", {"drafts": drafts})
