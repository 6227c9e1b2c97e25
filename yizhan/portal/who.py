"""Who stands before a personal page: a person with a verified name, or the way to become one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from yizhan.accounts import queries as accounts
from yizhan.accounts import sessions
from yizhan.cases.actors import Actor
from yizhan.cases.actors import citizen as as_citizen
from yizhan.law.refusals import Conflict, Incomplete, Invalid, NotFound, Refusal
from yizhan.law.words import Applicant
from yizhan.materials.queries import Owner

P = ParamSpec("P")
CONFLICT, FORBIDDEN, UNPROCESSABLE = 409, 403, 422


@dataclass(frozen=True)
class Visitor:
    """A registered user: the login and the person behind it."""

    user_id: int
    person: UUID

    @property
    def actor(self) -> Actor:
        """Return who acts, for the door; it finds out in which capacity."""
        return as_citizen(self.user_id, self.person)

    @property
    def owner(self) -> Owner:
        """Return whose uploads these are."""
        return Owner(user_id=self.user_id, person_id=self.person)


View = Callable[Concatenate[HttpRequest, Visitor, P], HttpResponse]


def personal(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Return a view for registered users only (W2.2); others are led to login or real name.

    What is missing or not theirs is a page not found; other refusals are told in words. Nothing
    of such a page is kept by a browser or a proxy.
    """

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        """Return the page, or where to go first."""
        visitor, elsewhere = _visitor(request)
        if visitor is None:
            return elsewhere
        response = _told(request, lambda: view(request, visitor, *args, **kwargs))
        add_never_cache_headers(response)
        return response

    return shown


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status of a refusal."""
    if isinstance(refusal, Conflict):
        return CONFLICT
    return UNPROCESSABLE if isinstance(refusal, Invalid | Incomplete) else FORBIDDEN


def refused(request: HttpRequest, refusal: Refusal, **context: Any) -> HttpResponse:
    """Return the page that says why not, by which rule, and what to do instead."""
    said = {"nav": "mine", "failed": True, "refusal": refusal, **context}
    return render(request, "portal/refused.html", said, status=status_of(refusal))


def acting_for(visitor: Visitor, applicant: UUID, switch_url: str) -> dict[str, str] | None:
    """Return what the banner of the acting identity shows; None for oneself (P-23)."""
    if applicant == visitor.person:
        return None
    return {"name": accounts.legal_name(applicant), "switch_url": switch_url}


def kind_of(applicant: UUID) -> Applicant:
    """Return whether an applicant is a natural or a legal person."""
    return accounts.party(applicant).kind


def _told(request: HttpRequest, page: Callable[[], HttpResponse]) -> HttpResponse:
    """Return a page, or the words of the refusal that it met."""
    try:
        return page()
    except NotFound as refusal:
        raise Http404 from refusal
    except Refusal as refusal:
        return refused(request, refusal)


def _visitor(request: HttpRequest) -> tuple[Visitor | None, HttpResponse]:
    """Return who asks, or where a stranger or an ordinary user has to go first."""
    user = sessions.signed_in(request)
    if user is None:
        return None, _onward(request, "accounts:login")
    if user.is_staff_member:
        raise PermissionDenied
    if user.person_id is None:
        messages.info(request, "办理业务前，请先完成实名登记。")
        return None, _onward(request, "accounts:verify")
    return Visitor(user.pk, user.person_id), HttpResponse()


def _onward(request: HttpRequest, name: str) -> HttpResponse:
    """Return the way to another page that leads back here."""
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(name)}?{back}")
