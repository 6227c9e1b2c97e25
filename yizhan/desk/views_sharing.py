"""Shared data at the desk (数据共享): asking a registry, and what the supervisor sees (H7.1)."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases.queries import CaseView
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm, text
from yizhan.desk.who import Desk
from yizhan.exchange import queries, sharing
from yizhan.exchange.sharing import Wish
from yizhan.law.words import Post

ASKERS = (Post.FRONT, Post.BACK, Post.CHIEF)
OVERSEERS = (Post.SUPERVISOR, Post.CHIEF, Post.HEAD)


class EnquiryForm(DeskForm):
    """Which material is asked for, and why."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=32)
    material = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = text("查询事由", required=False, hint="留痕；申请人可以在“数据足迹”中看到")


def shown(desk: Desk, view: CaseView) -> dict[str, object]:
    """Return what may be fetched for a case now, each with its form, and what was asked before."""
    listed = sharing.open_to(view, desk.post)
    asked = [
        (one, EnquiryForm(initial={"material": one.id, "key": uuid4().hex}, auto_id=f"{one.id}-%s"))
        for one in listed
    ]
    return {"fetchable": asked, "enquiries": queries.enquiries_of(view.ref)}


@require_POST
@acting(*ASKERS)
def enquire(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Ask the registries for one material of a case, then show the case with what came of it."""
    form = EnquiryForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    wish = Wish(ref=ref, material=said.get("material", ""), reason=said.get("reason", ""))
    came = sharing.enquire(wish, desk.actor, key=said.get("key") or uuid4().hex, at=desk.at)
    tell = messages.success if came.found else messages.warning
    tell(request, f"{came.material}：{came.registry}，{came.answer}")
    return redirect("desk:case", ref)


@require_safe
@acting(*OVERSEERS)
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return what others sent, what was sent back and why, and who asked registries for what."""
    scope = queries.scope_of(desk.actor)
    context = {
        "nav": "sharing",
        "counts": queries.counts(scope),
        "rejected": queries.rejected(scope),
        "enquiries": queries.enquiries(scope),
    }
    return pages.page(request, desk, "sharing", context)
