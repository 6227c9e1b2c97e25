"""Who may try a password or a code (T55): limits by login, by device and by network.

A login that is attacked from everywhere is closed to strangers, and open to its owner: a browser
that logged in before is known by a signed cookie and counted for itself. Names are counted by
their hash, known and unknown ones alike, so the answer tells nobody which logins exist.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from yizhan.accounts import seals, throttle
from yizhan.accounts.networks import network

COOKIE = "known"
SALT = "accounts.known"
KNOWN_FOR = timedelta(days=180)
BY_NETWORK = 30  # failures of one network in a quarter of an hour; a hall shares one address
BY_DAY = 100  # passwords of one login that strangers may have evaluated in a day
REGISTRATIONS = 60  # of one network in a quarter of an hour


def password(request: HttpRequest, login: str, *, at: datetime) -> bool:
    """Return whether a password for a login may be evaluated now; the try is counted.

    A login that is paused already is not counted further.
    """
    counted = name_counted(request, {"login": login})
    if not AxesProxyHandler.is_allowed(request, {"login": login}):
        return False
    return failures("password", request, at=at) and throttle.check(
        "password", counted, limit=BY_DAY, window=throttle.DAY, at=at
    )


def failures(what: str, request: HttpRequest, *, at: datetime, limit: int = BY_NETWORK) -> bool:
    """Return whether the network of a request may try something now; the try is counted."""
    return throttle.check(what, network(request), limit=limit, window=throttle.QUARTER, at=at)


def succeeded(what: str, request: HttpRequest, *, at: datetime) -> None:
    """Take back the count of the network: who succeeds does not guess."""
    throttle.forgive(what, network(request), window=throttle.QUARTER, at=at)


def name_counted(request: HttpRequest, said: dict[str, Any] | None) -> str:
    """Return under which name failures are counted: the login, or the login on a known device."""
    typed = (said or {}).get("login") or request.POST.get("login") or ""
    login = seals.index(typed.strip().lower())
    device = _device(request, login)
    return f"{login}{device}"


def remember(response: HttpResponse, login: str) -> HttpResponse:
    """Return an answer that makes the browser known as one where this login was let in."""
    kept = [seals.index(login.strip().lower()), secrets.token_hex(8)]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=KNOWN_FOR,
        path="/account/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _device(request: HttpRequest, login: str) -> str:
    """Return the device where this login was let in before; empty for a stranger."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return ""
    return str(kept[1]) if kept[0] == login else ""
