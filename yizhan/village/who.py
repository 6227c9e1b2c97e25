"""Who stands before a page of the station: its member, signed in with a second factor (T6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from yizhan.accounts import sessions
from yizhan.law.refusals import Refusal
from yizhan.stations import members
from yizhan.stations.members import Member

P = ParamSpec("P")
STATUS = {
    "wrong_post": HTTPStatus.FORBIDDEN,
    "wrong_stage": HTTPStatus.CONFLICT,
    "conflict": HTTPStatus.CONFLICT,
    "not_found": HTTPStatus.NOT_FOUND,
}


@dataclass(frozen=True, kw_only=True)
class Here:
    """A member at the station now."""

    member: Member
    at: datetime


View = Callable[Concatenate[HttpRequest, Here, P], HttpResponse]
Screen = Callable[Concatenate[HttpRequest, P], HttpResponse]


def station(view: View[P]) -> Screen[P]:
    """Return a screen that only a member of a station opens; a refusal is told in words (H2.7)."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        """Return the screen, the way to the login, or the page of a refusal."""
        user = sessions.signed_in(request)
        if user is None or not user.is_staff_member or not sessions.verified(request):
            return _to_login(request)
        at = timezone.now()
        try:
            member = members.member(user.pk, user.name, timezone.localdate(at))
            return view(request, Here(member=member, at=at), *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal)

    screen: Screen[P] = never_cache(guarded)
    return screen


def page(
    request: HttpRequest, here: Here, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a screen inside the frame of the station."""
    return render(
        request, f"village/{name}.html", {"member": here.member, **context}, status=status
    )


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the page of a lawful no: what, the clause, what to do instead."""
    status = STATUS.get(refusal.kind, HTTPStatus.UNPROCESSABLE_ENTITY)
    context = {"refusal": refusal, "failed": True}
    return render(request, "village/refused.html", context, status=status)


def _to_login(request: HttpRequest) -> HttpResponse:
    """Return the way to the login of staff, and back."""
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return redirect(f"{reverse('accounts:staff_login')}?{query}")
