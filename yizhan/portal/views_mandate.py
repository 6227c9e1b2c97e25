"""Picking by name the items of a mandate (L4.16): nobody knows their codes by heart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizhan.items import queries as items
from yizhan.items.queries import VersionView
from yizhan.law.identities import item_code
from yizhan.portal import here

FOUND = 20


@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """Return what the words find, to be ticked and taken to the page of the mandate.

    What was ticked before stays ticked over another search.
    """
    words = request.GET.get("q", "").strip()
    picked = dict.fromkeys(request.GET.getlist("items")[:FOUND])
    hits = items.search(words, here.line(request), on=here.today(), limit=FOUND) if words else []
    found = dict(_row(hit.view) for hit in hits)
    context = {
        "q": words,
        "found": found.items(),
        "picked": [one for one in picked if one not in found],
        "ticked": picked,
    }
    return render(request, "portal/mandate_items.html", {"nav": "mine", **context})


def _row(view: VersionView) -> tuple[str, str]:
    """Return the base code of an item, which every level of it shares, and its name."""
    return item_code(view.code).base, view.name
