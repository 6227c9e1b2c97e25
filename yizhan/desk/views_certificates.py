"""A certificate at the desk (证照): how it stands, its history, the lawful acts on it (L4.14)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import certificates, queries, services
from yizhan.cases.certificates import CertificateView
from yizhan.cases.services import Request
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.certificateforms import FateForm, fates
from yizhan.desk.who import Desk
from yizhan.law.aftermath import FATES
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.steps import label
from yizhan.law.words import Post

READERS = (Post.FRONT, Post.BACK, Post.CHIEF)
FAULTY = 422


@require_safe
@acting(*READERS)
def certificate(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Return the page of a certificate of the authority."""
    return _page(request, desk, certificates.certificate_for(desk.actor, ref, desk.at))


@require_safe
@acting(*READERS)
def of_case(_request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Return the way to the certificate that a case has issued; raises NotFound for none."""
    found = certificates.of_case(queries.case_for(desk.actor, ref, desk.at).ref, desk.at)
    if found is None:
        raise NotFound("本件没有证照", clause="H5.5", remedy="请从颁发证照的办件进入")
    return redirect("desk:certificate", found.ref)


@require_POST
@acting(Post.CHIEF)
def conclude(request: HttpRequest, desk: Desk, ref: str, name: str) -> HttpResponse:
    """Take the act whose button was pressed, then show the certificate again."""
    found = certificates.certificate_for(desk.actor, ref, desk.at)
    if name not in FATES:
        raise NotFound("没有这个办理步骤", clause="L3", remedy="请从证照页面办理")
    form = FateForm(request.POST, step=name, life=found.life)
    if not form.is_valid():
        return _page(request, desk, found, tried=form, status=FAULTY)
    asked = Request(ref=found.case_ref, step=name, said=form.said())
    try:
        answer = services.take(asked, desk.actor, key=form.sent_key, at=desk.at)
    except Refusal as refusal:
        form.refuse(refusal)
        status = pages.status_of(refusal)
        return _page(request, desk, found, tried=form, refusal=refusal, status=status)
    issued = "；".join(f"《{paper['title']}》{paper['number']}" for paper in answer.papers)
    messages.success(request, f"已办理“{label(name)}”。已出具{issued}。")
    return redirect("desk:certificate", ref)


def _page(request: HttpRequest, desk: Desk, found: CertificateView, **more: Any) -> HttpResponse:
    """Return the screen of a certificate; the acts are the chief representative's alone."""
    status, tried = more.pop("status", 200), more.pop("tried", None)
    chief = desk.post is Post.CHIEF
    context = {
        "nav": "certificate",
        "one": found,
        "events": sorted(found.events, key=lambda event: event.on, reverse=True),
        "acts": fates(found.life, tried) if chief else [],
        "form": tried,
        "failed": tried is not None,
        **more,
    }
    return pages.page(request, desk, "certificate", context, status=status)
