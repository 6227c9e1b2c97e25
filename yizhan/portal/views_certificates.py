"""Asking for the renewal or the change of a certificate (我的证照), told what the law says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yizhan.cases import certificates, drafts
from yizhan.law import renewal
from yizhan.law.certificates import Aim
from yizhan.law.clocks import local
from yizhan.law.refusals import NotFound
from yizhan.portal.views_guide import published
from yizhan.portal.who import Visitor, personal

ASKED = {aim.value: aim for aim in (Aim.RENEWAL, Aim.CHANGE)}


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def ask(request: HttpRequest, visitor: Visitor, ref: str, aim: str) -> HttpResponse:
    """Return what the law says of asking now, or begin the application (L2.15)."""
    if aim not in ASKED:
        raise NotFound("没有这种申请", clause="L2.15", remedy="请从“我的证照”进入")
    at = timezone.now()
    found = certificates.certificate_for(visitor.actor, ref, at)
    renewal.check_open(found.life, ASKED[aim])
    if request.method == "POST":
        version = published(found.row.item_code)
        draft = drafts.begin(
            visitor.person, found.row.holder, version, at=at, aim=aim, certificate=found.row.id
        )
        return redirect("portal:draft_page", draft.id, 1)
    ask_by = renewal.ask_by(found.last_day) if found.last_day else None
    context = {
        "nav": "mine",
        "tab": "certificates",
        "one": found,
        "aim": ASKED[aim],
        "ask_by": ask_by if aim == Aim.RENEWAL else None,
        "late": bool(ask_by and local(at).date() > ask_by),
    }
    return render(request, "portal/space/certificate_ask.html", context)
