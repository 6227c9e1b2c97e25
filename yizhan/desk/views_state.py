"""Whether a published item takes applications (事项状态): suspend, resume, withdraw (ADM-03).

The law of the catalogue wants two people for what is published (ADM-09): who drafted a version
does not withdraw it either.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm, area
from yizhan.desk.views_catalogue import APPROVERS, office_of
from yizhan.desk.who import Desk
from yizhan.items import office, services
from yizhan.law.refusals import Incomplete, Invalid, WrongPost

WORDS = {"suspend": "暂停", "resume": "恢复", "withdraw": "取消"}


class StateForm(DeskForm):
    """Why an item is suspended, resumed or withdrawn."""

    note = area("理由", rows=2)


@require_POST
@acting(*APPROVERS)
def change(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Suspend, resume or withdraw a version, with why; withdrawn it ends with yesterday."""
    draft = office.one(office_of(desk), version_id)
    what, form = request.POST.get("do", ""), StateForm(request.POST)
    if what not in WORDS:
        raise Invalid("没有这个操作", clause="ADM-03", remedy="请从事项页面办理")
    if not form.is_valid():
        raise Incomplete("请填写理由", clause="ADM-03", field="note", remedy="请写明理由后再办理")
    if what == "withdraw" and draft.drafted_by == desk.user_id:
        raise WrongPost(
            "编制人不能取消自己编制的事项", clause="ADM-09", remedy="请由另一名工作人员办理"
        )
    _changed(desk, version_id, what, form.cleaned_data["note"])
    messages.success(request, f"已{WORDS[what]}")
    return redirect("desk:version", version_id)


def _changed(desk: Desk, version_id: UUID, what: str, note: str) -> None:
    """Do it through the services of the catalogue, which check the state once more."""
    if what == "withdraw":
        services.withdraw(version_id, by=desk.user_id, at=desk.at, on=desk.today, note=note)
        return
    act = services.suspend if what == "suspend" else services.resume
    act(version_id, by=desk.user_id, at=desk.at, note=note)
