"""Applying (申报, P-09 to P-15): the start gate, the pages of a draft, the page of success."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yizhan.cases import drafts
from yizhan.portal import applying, gates, here, moved, parts
from yizhan.portal.applying import Walk, walk
from yizhan.portal.views_guide import published
from yizhan.portal.who import Visitor, personal

FAULTY, FORBIDDEN = 422, 403


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def gate(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Return the start gate with the first questions, or begin the draft (P-09, P-10)."""
    version = published(code)
    away = here.away(request, version.division)
    found = gates.gate(visitor, version, here.today(), away=away)
    said = request.POST if request.method == "POST" else request.GET
    asked = parts.Situations(found.content, said)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and not found.barrier:
        faults = [*asked.faults, *found.faults(request.POST.get("for", ""))]
        if not faults:
            return _begun(request, visitor, found, asked)
    context = {
        **found.frame(request),
        "asked": asked,
        "away": away and found.barrier,
        "bar": applying.bar(found.content, 1),
        "errors": faults,
        "failed": bool(faults or found.barrier),
    }
    status = FORBIDDEN if found.barrier else FAULTY if faults else 200
    return render(request, "portal/apply/gate.html", context, status=status)


def _begun(
    request: HttpRequest, visitor: Visitor, found: gates.Gate, asked: parts.Situations
) -> HttpResponse:
    """Return the way to the next page of a draft that now holds the situation."""
    at = timezone.now()
    applicant = found.applicant(request.POST.get("for", ""))
    draft = drafts.begin(visitor.person, applicant, found.version, at=at)
    step = max(draft.step, 2)
    drafts.save(draft, {"situation": asked.answers, "step": step}, at=at)
    return redirect("portal:draft_page", draft.id, 2)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def page(request: HttpRequest, visitor: Visitor, draft_id: UUID, number: int) -> HttpResponse:
    """Return one page of an application, or save it and go on."""
    found = walk(visitor, draft_id)
    elsewhere = _elsewhere(request, found, number)
    if elsewhere:
        return elsewhere
    if request.method != "POST":
        return _shown(request, found, number, parts.fresh(found, number))
    answer = parts.take(request, found, number)
    if answer.faults and not answer.leave and not answer.again:
        return _shown(request, answer.walk, number, answer, status=FAULTY)
    return redirect(_onward(answer, number))


def _onward(answer: parts.Taken, number: int) -> str:
    """Return the address that a saved page leads to."""
    if answer.leave:
        return reverse("portal:drafts")
    if answer.case:
        return reverse("portal:applied", args=[answer.case])
    return answer.walk.address(number if answer.again else number + 1)


def _elsewhere(request: HttpRequest, found: Walk, number: int) -> HttpResponse | None:
    """Return where a draft belongs that is handed in, outdated or does not apply; else None."""
    draft, count = found.draft, len(applying.pages(found.content))
    if draft.case_ref:
        return redirect("portal:applied", draft.case_ref)
    if found.outdated:
        return redirect("portal:draft_moved", draft.id)
    if not 1 <= number <= count:
        return redirect(found.address(min(max(number, 1), count)))
    if number > 1 and found.stops:
        return render(
            request, "portal/apply/stopped.html", {**found.frame(), "first": found.address(1)}
        )
    return None


def _shown(
    request: HttpRequest, found: Walk, number: int, answer: parts.Taken, *, status: int = 200
) -> HttpResponse:
    """Return a page with what is in already, or with its faults."""
    shown = applying.pages(found.content)[number - 1]
    context: dict[str, Any] = {
        **found.frame(),
        **answer.context,
        "refusal": answer.refusal,
        "errors": answer.errors,
        "failed": bool(answer.faults),
        "parts": [f"portal/apply/part_{name}.html" for name in shown],
        "bar": applying.bar(found.content, number),
        "number": number,
        "back": found.address(number - 1) if number > 1 else "",
        "last": number == len(applying.pages(found.content)),
    }
    return render(request, "portal/apply/page.html", context, status=status)


@personal
def resume(_request: HttpRequest, visitor: Visitor, draft_id: UUID) -> HttpResponse:
    """Return the way to the page where a draft was left (P-11)."""
    found = walk(visitor, draft_id)
    return redirect(found.address(found.draft.step))


@require_POST
@personal
def drop(_request: HttpRequest, visitor: Visitor, draft_id: UUID) -> HttpResponse:
    """Delete a draft and return to the list."""
    drafts.drop(visitor.person, draft_id)
    return redirect("portal:drafts")


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def outdated(request: HttpRequest, visitor: Visitor, draft_id: UUID) -> HttpResponse:
    """Return what has changed since the draft was begun, or take it over to the new version."""
    found = walk(visitor, draft_id)
    if not found.outdated:
        return redirect(found.address(found.draft.step))
    change = moved.change(found, here.today())
    if request.method == "POST" and change.version:
        draft = moved.take_over(found, change.version, timezone.now())
        return redirect(replace(found, draft=draft, version=change.version).address(1))
    context = {**found.frame(), "change": change}
    return render(request, "portal/apply/outdated.html", context)
