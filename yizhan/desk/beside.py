"""The list beside a case as it was left (BCK-05): its neighbours, the way back, what comes next.

The address of a case carries tab, filter and page of the list; one cookie says whether the next
case opens by itself once a case leaves its tab.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from yizhan.cases import inbox, queries
from yizhan.cases.queries import CaseView
from yizhan.desk.acting import STAFF, acting
from yizhan.desk.listing import Listing, listing, tab_of
from yizhan.desk.sieves import SieveForm
from yizhan.desk.who import Desk

COOKIE = "desk_onward"
ON = "1"
YEAR_S = 365 * 24 * 3600


def beside(request: HttpRequest, desk: Desk, view: CaseView) -> Listing:
    """Return the page of the list from which a case was opened."""
    tab = tab_of(desk, request.GET.get("tab", ""), view)
    after, sieve = request.GET.get("after", ""), SieveForm(request.GET).sieve
    return listing(desk, tab, after=after, sieve=sieve, shown=view.ref)


def onward(request: HttpRequest) -> bool:
    """Return whether the next case opens by itself."""
    return request.COOKIES.get(COOKIE) == ON


def following(request: HttpRequest, desk: Desk, view: CaseView) -> tuple[Listing, str] | None:
    """Return the list before an act and the case that follows there; None where nobody asked."""
    if not onward(request):
        return None
    found = beside(request, desk, view)
    return found, found.next


def away(
    request: HttpRequest, desk: Desk, ref: str, then: tuple[Listing, str] | None = None
) -> HttpResponse:
    """Return the way to the case after an act; to the one that followed once it left its tab."""
    if then and then[1]:
        found, upcoming = then
        if queries.case_for(desk.actor, ref, desk.at).stage not in inbox.TABS[found.tab][1]:
            return redirect(f"{reverse('desk:case', args=[upcoming])}?{found.place}")
    query = request.GET.urlencode()
    return redirect(reverse("desk:case", args=[ref]) + (f"?{query}" if query else ""))


@require_POST
@acting(*STAFF)
def switch(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Turn on or off that the next case opens by itself; the case stays open."""
    answer = away(request, desk, ref)
    if onward(request):
        answer.delete_cookie(COOKIE, samesite="Lax")
    else:
        answer.set_cookie(COOKIE, ON, max_age=YEAR_S, httponly=True, samesite="Lax")
    return answer
