"""Choosing the division: a tree from the province to the village, a page at a time (P-04)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizhan.law.refusals import Refusal
from yizhan.places import finding
from yizhan.places import queries as places
from yizhan.places.queries import DivisionView
from yizhan.portal import addresses, here

TOP = "520000000000"
ROWS = 60
MOST_WORDS = 30


@require_safe
def division(request: HttpRequest) -> HttpResponse:
    """Return the page of one level of the tree, or what a name search found."""
    words = request.GET.get("name", "").strip()[:MOST_WORDS]
    at = request.GET.get("in", TOP)
    after = request.GET.get("after", "")
    try:
        line = places.path(at, here.today())
        rows = places.children(at, on=here.today(), after=after, limit=ROWS + 1)
    except Refusal as refusal:
        raise Http404 from refusal
    context = {
        "line": line,
        "rows": rows[:ROWS],
        "words": words,
        "found": _found(words),
        **addresses.pages(request, rows[ROWS - 1].code if len(rows) > ROWS else ""),
        "next": addresses.safe_next(request),
    }
    return render(request, "portal/division.html", context)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Return the visitor to where they came from, with the division kept."""
    try:
        chosen = places.division(request.GET.get("code", ""), here.today())
    except Refusal as refusal:
        raise Http404 from refusal
    response = HttpResponseRedirect(addresses.safe_next(request))
    here.keep(response, chosen.code)
    return response


def _found(words: str) -> list[tuple[DivisionView, str]]:
    """Return the divisions whose name or initials begin with the words, each with where it is."""
    hits = finding.find(words, on=here.today()) if words else []
    return [(hit, _where(hit.code)) for hit in hits]


def _where(code: str) -> str:
    """Return the names of the divisions above, in one line."""
    return " ".join(step.name for step in places.path(code, here.today())[:-1])
