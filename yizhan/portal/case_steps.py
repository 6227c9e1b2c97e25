"""Steps that the one who applied takes in a case: through the one door, once (L3.10)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from yizhan.cases import services
from yizhan.cases.opening import File
from yizhan.cases.queries import CaseView
from yizhan.cases.services import Request
from yizhan.law.refusals import NotFound, Refusal
from yizhan.portal.who import Visitor, status_of


def take(
    visitor: Visitor,
    view: CaseView,
    step: str,
    said: Mapping[str, Any],
    *,
    seen: int,
    files: tuple[File, ...] = (),
) -> None:
    """Take a step in the case as the page showed it; the same page sent twice has one effect.

    Raises what the door raises.
    """
    request = Request(ref=view.ref, step=step, said=said, files=files, seen=seen)
    key = f"{step}-{view.case.id.hex}-{seen}"
    services.take(request, visitor.actor, key=key, at=view.at)


def seen(request: HttpRequest) -> int:
    """Return the version of the case that the page showed; 0 when it does not say."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def done(request: HttpRequest, view: CaseView, words: str) -> HttpResponse:
    """Return the way back to the case with a word on what was done."""
    messages.success(request, words)
    return redirect("portal:case", view.ref)


def refused(
    request: HttpRequest, template: str, context: Mapping[str, Any], refusal: Refusal
) -> HttpResponse:
    """Return the same page with the reason why not; what is missing stays missing."""
    if isinstance(refusal, NotFound):
        raise refusal
    said = {**context, "refusal": refusal, "failed": True}
    return render(request, template, said, status=status_of(refusal))
