"""Lists of items by whom they are for, by theme and by department, a page at a time."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizhan.items import queries as items
from yizhan.items.queries import Facets
from yizhan.items.themes import LEGAL, NATURAL
from yizhan.law.refusals import Refusal
from yizhan.law.words import Applicant
from yizhan.places import queries as places
from yizhan.portal import addresses, here, lists

ROWS = 20
THEMES = {Applicant.NATURAL: ("n", NATURAL), Applicant.LEGAL: ("l", LEGAL)}
TITLES = {Applicant.NATURAL: "个人服务", Applicant.LEGAL: "法人服务"}


@require_safe
def natural(request: HttpRequest) -> HttpResponse:
    """Return the services for persons, of one theme or all."""
    return _audience(request, Applicant.NATURAL)


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Return the services for organisations, of one theme or all."""
    return _audience(request, Applicant.LEGAL)


@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """Return the departments of the chosen division and of those above it."""
    groups = [
        (places.division(code, here.today()), lists.departments(code))
        for code in here.line(request)
    ]
    context = {"nav": "departments", "groups": [one for one in groups if one[1]]}
    return render(request, "portal/departments.html", context)


@require_safe
def department(request: HttpRequest, code: str) -> HttpResponse:
    """Return the services of one department."""
    try:
        authority = places.authority_by_code(code)
    except Refusal as refusal:
        raise Http404 from refusal
    facets = Facets(department=authority.short_name)
    context: dict[str, object] = {"nav": "departments", "authority": authority}
    context |= _page(request, [authority.division], facets)
    return render(request, "portal/department.html", context)


def _audience(request: HttpRequest, audience: Applicant) -> HttpResponse:
    """Return the list for persons or organisations."""
    prefix, themes = THEMES[audience]
    theme = request.GET.get("theme", "")
    theme = theme if theme in themes else ""
    facets = Facets(audience=audience, theme=f"{prefix}:{theme}" if theme else "")
    context: dict[str, object] = {
        "nav": audience.value,
        "heading": TITLES[audience],
        "themes": themes,
        "theme": theme,
        "theme_word": themes.get(theme, ""),
    }
    context |= _page(request, here.line(request), facets)
    return render(request, "portal/audience.html", context)


def _page(request: HttpRequest, divisions: Sequence[str], facets: Facets) -> dict[str, object]:
    """Return one page of a list with the addresses of the next and the first one."""
    after = request.GET.get("after", "")
    rows = items.browse(divisions, facets, on=here.today(), after=after, limit=ROWS + 1)
    more = len(rows) > ROWS
    last = rows[ROWS - 1].code if more else ""
    return {"rows": lists.briefs(rows[:ROWS]), **addresses.pages(request, last)}
