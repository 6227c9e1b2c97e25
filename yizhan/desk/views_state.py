"""Whether a published item takes applications (事项状态): suspend, resume, withdraw (ADM-03)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm, area
from yizhan.desk.views_catalogue import APPROVERS, office_of
from yizhan.desk.who import Desk
from yizhan.items import states
from yizhan.items.states import Change, Order
from yizhan.law.refusals import Incomplete, Invalid


class StateForm(DeskForm):
    """Why an item is suspended, resumed or withdrawn."""

    note = area("理由", rows=2)


@require_POST
@acting(*APPROVERS)
def change(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Suspend, resume or withdraw a version, with why; withdrawn it ends with yesterday."""
    form = StateForm(request.POST)
    said = form.cleaned_data.get("note", "") if form.is_valid() else ""
    what = _wanted(request.POST.get("do", ""))
    if form.errors and request.POST.get("note"):
        raise Incomplete("理由过长", clause="ADM-03", field="note", remedy="请缩短理由")
    order = Order(what=what, by=desk.user_id, at=desk.at, on=desk.today, note=said)
    states.change(office_of(desk), version_id, order)
    messages.success(request, f"已{what.label}")
    return redirect("desk:version", version_id)


def _wanted(word: str) -> Change:
    """Return the change that a button names; raises Invalid for any other word."""
    if word not in {one.value for one in Change}:
        raise Invalid("没有这个操作", clause="ADM-03", remedy="请从事项页面办理")
    return Change(word)
