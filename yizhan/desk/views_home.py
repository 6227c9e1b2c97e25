"""The first page of each post, the inbox, the switch between posts, finding a case by number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import claims, queries
from yizhan.desk import beside, pages, views_chief, views_inbox
from yizhan.desk.acting import STAFF, acting, choose
from yizhan.desk.board import board
from yizhan.desk.listing import listing, tab_of
from yizhan.desk.who import Desk
from yizhan.law.refusals import NotFound
from yizhan.law.words import Post

MOST_URGENT = 8
OVERVIEW = {Post.CHIEF, Post.HEAD}


@require_safe
@acting(*STAFF)
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the first page of the post: what waits at the counter, for review, to be signed."""
    if desk.post in OVERVIEW:
        return views_chief.overview(request, desk)
    if desk.post is not Post.FRONT:
        return views_inbox.show(request, desk)
    tab = tab_of(desk, request.GET.get("tab", ""))
    found = listing(desk, tab, after=request.GET.get("after", ""))
    context = {
        "nav": "home",
        "board": board(desk),
        "urgent": [line for line in found.lines if line.owed][:MOST_URGENT],
        "list": found,
    }
    return pages.page(request, desk, "home_front", context)


@require_POST
@acting(*STAFF)
def switch(request: HttpRequest, _desk: Desk) -> HttpResponse:
    """Act in another of one's posts from now on."""
    choose(request, request.POST.get("posting", ""))
    return redirect("desk:home")


@require_safe
@acting(*STAFF)
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the case with a number that was typed or scanned, else say that there is none."""
    number = request.GET.get("number", "").strip()
    named = [] if any(sign.isdigit() for sign in number) else _named(desk, number)
    if named:
        return pages.page(request, desk, "found", {"number": number, "views": named})
    try:
        view = queries.by_number(desk.actor, number, desk.at)
    except NotFound as refusal:
        context = {"refusal": refusal, "number": number, "failed": True}
        return pages.page(request, desk, "refused", context, status=404)
    return redirect(f"{reverse('desk:case', args=[view.ref])}#panel")


def _named(desk: Desk, name: str) -> list[queries.CaseView]:
    """Return the newest cases of an applicant by the whole name."""
    return queries.by_name(desk.actor, name, desk.at) if name else []


@require_POST
@acting(Post.FRONT, Post.BACK, Post.CHIEF)
def claim(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Take a case to work on, or give it back (BCK-03)."""
    if request.POST.get("release"):
        claims.release(ref, desk.actor)
    else:
        claims.claim(ref, desk.actor, at=desk.at)
    return beside.away(request, desk, ref)
