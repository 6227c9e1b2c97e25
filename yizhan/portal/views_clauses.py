"""The rules of the hall in full, one page a clause (stack decision: every number is a link)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizhan.law import clauses as law
from yizhan.law.refusals import Refusal


@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    """Return all rules that the hall keeps, with their numbers."""
    return render(request, "portal/clauses.html", {"clauses": law.clauses().values()})


@require_safe
def clause(request: HttpRequest, number: str) -> HttpResponse:
    """Return one rule in full."""
    try:
        found = law.clause(number)
    except (KeyError, Refusal) as fault:
        raise Http404 from fault
    return render(request, "portal/clause.html", {"clause": found})
