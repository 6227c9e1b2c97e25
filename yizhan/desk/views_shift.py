"""The end of a day at the window: handover (CNT-12), today's summary, finishing with a customer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import claims, queries, shifts
from yizhan.desk import mirror, pages
from yizhan.desk.acting import acting
from yizhan.desk.who import Desk
from yizhan.law.words import Post


@require_safe
@acting(Post.FRONT)
def handover(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the handover list, ready for print."""
    found = shifts.handover(desk.actor, desk.at)
    return pages.page(request, desk, "handover", {"nav": "handover", "found": found})


@require_safe
@acting(Post.FRONT)
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return what this clerk has done today."""
    done = shifts.done_today(desk.actor, desk.at)
    return pages.page(request, desk, "today", {"nav": "today", "done": done})


@require_POST
@acting(Post.FRONT)
def finish(_request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Finish with a customer: give the case back, ask for the rating, on to the next (F9)."""
    view = queries.case_for(desk.actor, ref, desk.at)
    held = claims.holders([view.case], desk.at).get(view.case.id)
    if held and held.by(desk.actor):
        claims.release(ref, desk.actor)
    mirror.rate(desk, view)
    return redirect("desk:home")
