"""Sessions (T6, T56, G-17): who sits before the screen, for how long, and with a second factor.

Rights are never kept in a session: the login is read again with every request.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import auth, messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_otp import user_has_device

from yizhan.accounts.models import User

SEEN = "seen"
BACKGROUND = "X-Background"  # a page that asks by itself says so: nobody sits there for that
EVERY = timedelta(seconds=60)
CITIZEN_IDLE = timedelta(minutes=31)  # pages leave at 30; what is kept may be 1 older
STAFF_IDLE = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"
OPEN = ("accounts:password", "accounts:logout", "accounts:stay")


class IdleTimeout:
    """Logs out who was idle too long, staff without second factor; asks for a new password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to a request, from a session that is still good."""
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        at = timezone.now()
        if _idle(request, user, at):
            auth.logout(request)
            messages.warning(request, "因长时间没有操作，系统已安全退出。请重新登录，草稿已保留。")
        elif user.is_staff_member and not verified(request):
            auth.logout(request)
        else:
            if BACKGROUND not in request.headers:
                touch(request, user, at)
            if user.must_change and request.path not in {reverse(name) for name in OPEN}:
                return redirect("accounts:password")
        return self.get_response(request)


def verified(request: HttpRequest) -> bool:
    """Return whether the second factor was given in this session."""
    return bool(getattr(request.user, "is_verified", lambda: False)())


def signed_in(request: HttpRequest) -> User | None:
    """Return the login of a request, None for a stranger."""
    user = request.user
    return None if isinstance(user, AnonymousUser) or not isinstance(user, User) else user


def begin(request: HttpRequest, user: User, at: datetime) -> None:
    """Log a user in with a fresh session key, so that a planted one is worth nothing (T56)."""
    auth.login(request, user, backend=BACKEND)
    request.session[SEEN] = at.isoformat()
    User.objects.filter(pk=user.pk).update(last_seen=at)


def touch(request: HttpRequest, user: User, at: datetime) -> None:
    """Keep the moment of the last request, once a minute at most: each writes two rows."""
    if at - _seen(request, at - EVERY) >= EVERY:
        request.session[SEEN] = at.isoformat()
        User.objects.filter(pk=user.pk).update(last_seen=at)


def has_second_factor(user: User) -> bool:
    """Return whether a login has an authenticator."""
    return bool(user_has_device(user))


def _idle(request: HttpRequest, user: User, at: datetime) -> bool:
    """Return whether the session was idle longer than its face allows."""
    limit = STAFF_IDLE if user.is_staff_member else CITIZEN_IDLE
    return at - _seen(request, at) > limit


def _seen(request: HttpRequest, otherwise: datetime) -> datetime:
    """Return the moment of the last request, or another when none is kept."""
    kept = request.session.get(SEEN)
    return datetime.fromisoformat(kept) if kept else otherwise
