"""Asking a colleague about a case, and the answer: hand it over, extend it (BCK-03, CHF-01)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from yizhan.cases import asks, claims
from yizhan.cases.colleagues import AskKind
from yizhan.cases.queries import CaseView
from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm, text
from yizhan.desk.who import Desk
from yizhan.law.refusals import Incomplete
from yizhan.law.words import Post

ASKERS = (Post.BACK, Post.CHIEF)
ANSWERERS = (Post.BACK, Post.CHIEF, Post.HEAD)


class AskForm(DeskForm):
    """What is asked, and why."""

    kind = forms.ChoiceField(label="请示", choices=AskKind.choices())
    reason = text("理由", longest=500)


class AnswerForm(DeskForm):
    """The answer, in words where it is no."""

    kind = forms.ChoiceField(label="请示", choices=AskKind.choices())
    words = text("答复", required=False, longest=500)


@require_POST
@acting(*ASKERS)
def ask(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Ask a colleague about a case."""
    form = AskForm(request.POST)
    if not form.is_valid():
        raise _lacking(form)
    kind = AskKind(form.cleaned_data["kind"])
    asks.ask(ref, desk.actor, kind, form.cleaned_data["reason"], at=desk.at)
    messages.success(request, f"已提出“{kind.label}”，请等待答复")
    return redirect("desk:case", ref)


@require_POST
@acting(*ANSWERERS)
def answer(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Answer what a colleague asked; no needs words."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise _lacking(form)
    granted, words = "grant" in request.POST, form.cleaned_data["words"]
    kind = AskKind(form.cleaned_data["kind"])
    asks.settle(ref, desk.actor, kind, (granted, words), at=desk.at)
    messages.success(request, f"已{'同意' if granted else '答复不同意'}“{kind.label}”")
    return redirect("desk:case", ref)


def shown(desk: Desk, view: CaseView) -> dict[str, object]:
    """Return what was asked about a case, what may be asked, and whom the post may answer."""
    held = claims.holders([view.case], desk.at).get(view.case.id)
    mine, others = bool(held and held.by(desk.actor)), bool(held and not held.by(desk.actor))
    may = {"handover": mine, "extension": desk.post is Post.HEAD, "reminder": mine}
    rows = [
        {**row, "may": may[row["kind"]] and not row["answered_at"]}
        for row in asks.of_case(view.case)
    ]
    waiting = {row["kind"] for row in rows if not row["answered_at"]}
    open_to = {AskKind.HANDOVER: others, AskKind.EXTENSION: _extendable(view)}
    askable = [
        (kind.value, kind.label)
        for kind, on in open_to.items()
        if on and desk.post in ASKERS and kind.value not in waiting
    ]
    return {"asks": rows, "askable": askable}


def _extendable(view: CaseView) -> bool:
    """Return whether the head could still extend the limit (L2.6)."""
    names = {step.name for step in view.open_to(Post.HEAD)}
    return "extend" in names and not view.standing.course.extension


def _lacking(form: forms.Form) -> Incomplete:
    """Return the refusal of a form that says too little."""
    words = "；".join(str(fault) for faults in form.errors.values() for fault in faults)
    return Incomplete(words, clause="L3.10", remedy="请补充后再次提交")
