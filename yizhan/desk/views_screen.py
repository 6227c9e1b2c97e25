"""The screen towards the customer (CNT-10): big type, few facts, what the customer presses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import held, queries, screens, services
from yizhan.cases.services import Request
from yizhan.desk import mirror, pages
from yizhan.desk.acting import acting
from yizhan.desk.who import Desk
from yizhan.law.steps import open_to
from yizhan.law.words import Post

LEVELS = (("5", "非常满意"), ("4", "满意"), ("3", "基本满意"), ("2", "不满意"), ("1", "非常不满意"))


@require_safe
@acting(Post.FRONT)
def screen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the whole page."""
    return pages.page(request, desk, "screen", _facts(desk))


@require_safe
@acting(Post.FRONT)
def facts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the part that follows the clerk."""
    return pages.page(request, desk, "screen_facts", _facts(desk))


@require_POST
@acting(Post.FRONT)
def confirm(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep that the customer confirms what is shown."""
    screens.confirm(desk.user_id, at=desk.at)
    return redirect("desk:screen")


@require_POST
@acting(Post.FRONT)
def rate(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the customer's rating of the case that is shown (L5)."""
    view = queries.case_for(desk.actor, screens.screen(desk.user_id).shown.get("ref", ""), desk.at)
    said = {"level": request.POST.get("level", "")}
    person = held.at_window(desk.actor, view.case.submitter)
    services.take(Request(ref=view.ref, step="rate", said=said), person, key=_key(view), at=desk.at)
    screens.show(desk.user_id, {"phase": "thanks"}, at=desk.at)
    return redirect("desk:screen")


def _key(view: queries.CaseView) -> str:
    """Return the key under which a case is rated at the window: once."""
    return f"window-rate-{view.case.id.hex}"


def _facts(desk: Desk) -> dict[str, Any]:
    """Return what the screen shows, and whether a rating may be asked for now."""
    found = screens.screen(desk.user_id)
    return {"screen": found, "levels": LEVELS if _rateable(desk, found) else ()}


def _rateable(desk: Desk, found: screens.Screen) -> bool:
    """Return whether the law lets the customer rate the case that is shown."""
    if found.shown.get("phase") != mirror.RATE:
        return False
    course = queries.case_for(desk.actor, found.shown["ref"], desk.at).standing.course
    steps = open_to(course, Post.APPLICANT)
    return course.rating is None and any(step.name == "rate" for step in steps)
