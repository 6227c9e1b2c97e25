"""Steps that the one who applied takes in a case: through the one door, once (L3.10)."""

from collections.abc import Mapping
from dataclasses import dataclass
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

DIGITS = 9


@dataclass(frozen=True)
class Door:
    """The way of one visitor into one case, as the page showed it."""

    visitor: Visitor
    view: CaseView
    seen: int  # the version that the page showed; 0 when it does not say

    def take(self, step: str, said: Mapping[str, Any], files: tuple[File, ...] = ()) -> None:
        """Take a step; the same page sent twice has one effect. Raises what the door raises."""
        request = Request(ref=self.view.ref, step=step, said=said, files=files, seen=self.seen)
        key = f"{step}-{self.view.case.id.hex}-{self.seen}"
        services.take(request, self.visitor.actor, key=key, at=self.view.at)


def door(request: HttpRequest, visitor: Visitor, view: CaseView) -> Door:
    """Return the way into a case for the page that was sent."""
    text = request.POST.get("seen", "")
    known = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return Door(visitor, view, int(text) if known else 0)


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
