"""The division that a visitor chose (区划切换, P-04), kept in a cookie."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yizhan.law.refusals import Refusal
from yizhan.places import queries as places
from yizhan.places.queries import DivisionView

COOKIE = "division"
YEAR = 365 * 24 * 3600
DEFAULT = "520123000000"


def today() -> date:
    """Return the hall's day of now: the faces read the clock, nothing below them does."""
    return timezone.localdate()


def chosen(request: HttpRequest) -> DivisionView | None:
    """Return the division of the cookie, or the default one; None before the map is loaded."""
    for code in (request.COOKIES.get(COOKIE, ""), DEFAULT):
        try:
            return places.division(places.now(code), today())
        except Refusal:
            continue
    return None


def code(request: HttpRequest) -> str:
    """Return the 12 digits of the chosen division."""
    found = chosen(request)
    return found.code if found else DEFAULT


def line(request: HttpRequest) -> list[str]:
    """Return the codes whose services serve the visitor: the chosen division and those above."""
    own = code(request)
    return [own, *places.ancestors(own)]


def away(request: HttpRequest, division: str) -> bool:
    """Return whether a division neither serves the visitor nor lies where they chose to be."""
    return division not in line(request) and code(request) not in places.ancestors(division)


def keep(response: HttpResponse, code: str) -> None:
    """Write the chosen division into the answer's cookie."""
    response.set_cookie(COOKIE, code, max_age=YEAR, httponly=True, samesite="Lax")
