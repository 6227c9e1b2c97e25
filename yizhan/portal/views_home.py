"""The home page and what the search box finds (P-02, P-03)."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizhan.items import queries as items
from yizhan.items.queries import Facets, VersionView
from yizhan.law.words import Applicant
from yizhan.portal import here, lists
from yizhan.portal.events import EVENTS

FREQUENT = 12
HOT = 5
FOUND = 30
SUGGESTED = 8
TABS = {"natural": "个人服务", "legal": "法人服务", "departments": "部门服务"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Return the home page; ``tab`` says whose services are shown."""
    tab = request.GET.get("tab", "natural")
    tab = tab if tab in TABS else "natural"
    frequent = _frequent(request, tab)
    context = {
        "nav": "home",
        "tabs": TABS,
        "tab": tab,
        "frequent": lists.briefs(frequent),
        "authorities": lists.departments(here.code(request)) if tab == "departments" else (),
        "events": EVENTS,
        "hot": [_saying(view) for view in frequent[:HOT]],
    }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Return what the words find, the nearest first; without words the way to browse."""
    words = request.GET.get("q", "").strip()
    hits = items.search(words, here.line(request), on=here.today(), limit=FOUND) if words else []
    context = {
        "q": words,
        "hits": [(lists.brief(hit.view), hit.matched) for hit in hits],
        "departments": lists.departments(here.code(request)) if not hits else (),
    }
    return render(request, "portal/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Return the list under the search box: the items that the words typed so far mean."""
    words = request.GET.get("q", "").strip()
    hits = items.search(words, here.line(request), on=here.today(), limit=SUGGESTED)
    return render(request, "portal/suggest.html", {"hits": hits, "q": words})


def _frequent(request: HttpRequest, tab: str) -> Sequence[VersionView]:
    """Return the services most asked for where the visitor is, for the tab's people."""
    audience = Applicant(tab) if tab != "departments" else None
    facets = Facets(audience=audience)
    return items.popular(here.line(request), facets, on=here.today(), limit=FREQUENT)


def _saying(view: VersionView) -> str:
    """Return what people call a service."""
    return view.content.colloquial[0] if view.content.colloquial else view.name
