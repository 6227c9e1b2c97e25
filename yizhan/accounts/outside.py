"""Logging in through an outside identity provider (OpenID Connect, W2.1), when one is configured.

The code flow with PKCE: state and nonce are good once, the token's signature, issuer, audience and
times are checked, then name and number go through the same real-name check as everybody's.
"""

import logging
from typing import Any

import jwt
import requests
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from jwt.types import Options
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from yizhan.accounts import gate, seals, services, sessions
from yizhan.accounts.login import home
from yizhan.accounts.models import User
from yizhan.accounts.registry import Details
from yizhan.law.masking import find_numbers
from yizhan.law.refusals import Refusal
from yizhan.links.identity_provider import Provider, UntrustedError, check_claims

log = logging.getLogger(__name__)
FAILED = "统一身份认证没有成功，请重新登录，或者用登录名和密码登录"
LONGEST_SUBJECT = 140
TIMEOUT_S = 10
SIGNATURE_ONLY: Options = {  # the rest is ours to check
    "verify_aud": False,
    "verify_exp": False,
    "verify_iat": False,
    "verify_iss": False,
    "verify_nbf": False,
    "verify_sub": False,
}
BROKEN = (
    SuspiciousOperation,
    UntrustedError,
    jwt.PyJWTError,
    requests.RequestException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)


def _setting(name: str, *otherwise: Any) -> Any:
    """Return a setting as the library asks for it."""
    provider = _provider()
    said = {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": provider.authorize,
        "OIDC_OP_TOKEN_ENDPOINT": provider.token,
        "OIDC_OP_USER_ENDPOINT": provider.userinfo,
        "OIDC_OP_JWKS_ENDPOINT": provider.keys,
        "OIDC_RP_CLIENT_ID": provider.client_id,
        "OIDC_RP_CLIENT_SECRET": provider.secret,
        "OIDC_RP_SIGN_ALGO": provider.algorithm,
        "OIDC_RP_SCOPES": provider.scopes,
        "OIDC_USE_PKCE": True,
        "OIDC_TIMEOUT": TIMEOUT_S,
        "OIDC_AUTHENTICATION_CALLBACK_URL": "accounts:outside_back",
    }
    return said.get(name, *otherwise)


class _Asking(OIDCAuthenticationRequestView):  # type: ignore[misc]  # it ships no types
    """Sends the browser to the provider with a fresh state, nonce and PKCE challenge."""

    get_settings = staticmethod(_setting)


class _Reading(OIDCAuthenticationBackend):  # type: ignore[misc]  # it ships no types
    """Fetches and checks what the provider says; ``claims`` then holds it."""

    get_settings = staticmethod(_setting)
    claims: dict[str, Any]

    def _verify_jws(self, payload: str, key: Any) -> dict[str, Any]:
        """Return the claims under a good signature of the agreed kind; raises PyJWTError."""
        allowed = [self.OIDC_RP_SIGN_ALGO]
        claims: dict[str, Any] = jwt.decode(
            payload, key, algorithms=allowed, options=SIGNATURE_ONLY
        )
        return claims

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """Return the claims of a token that is meant for us, now, and for this very login."""
        if not kwargs.get("nonce"):
            raise UntrustedError("no nonce")
        claims: dict[str, Any] = super().verify_token(token, **kwargs)
        check_claims(_provider(), claims, at=timezone.now())
        return claims

    def get_or_create_user(self, access_token: str, id_token: str, payload: Any) -> User:
        """Return the login of a subject; both answers must speak of the same one."""
        said = self.get_userinfo(access_token, id_token, payload)
        if said.get("sub") != payload["sub"]:
            raise UntrustedError("another subject in the user info")
        self.claims = payload | said
        user, _ = User.objects.get_or_create(
            login=login_of(payload["sub"]),
            defaults={"created_at": timezone.now(), "password": "!"},
        )
        return user


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider; 404 where none is configured."""
    _provider()
    answer: HttpResponse = _Asking.as_view()(request)
    return answer


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Log in whom the provider vouches for; anything that does not hold logs nobody in."""
    _provider()
    at = timezone.now()
    user, claims = _vouched(request) if gate.failures("outside", request, at=at) else (None, {})
    if user is None or user.is_staff_member or not user.is_active:
        messages.error(request, FAILED)
        return redirect("accounts:login")
    gate.succeeded("outside", request, at=at)
    onward = request.session.pop("oidc_login_next", None)
    _register(request, user, claims)
    sessions.begin(request, user, at)
    return redirect(onward or home(user))


def login_of(subject: str) -> str:
    """Return the login name of a subject; a long one, or one that is a number, is hashed (T5)."""
    if len(subject) > LONGEST_SUBJECT or find_numbers(subject):
        return f"oidc:{seals.index(subject)}"
    return f"oidc:{subject}"


def _provider() -> Provider:
    """Return the provider that is configured; raises Http404 where none is."""
    provider: Provider | None = settings.OIDC
    if provider is None:
        raise Http404
    return provider


def _vouched(request: HttpRequest) -> tuple[User | None, dict[str, Any]]:
    """Return the login that an answer of the provider vouches for, and what it says of it.

    The state leaves the session before anything is asked, so that an answer is good once.
    """
    states = request.session.get("oidc_states") or {}
    asked = states.pop(request.GET.get("state", ""), None)
    request.session["oidc_states"] = states
    request.session.save()
    if asked is None or "error" in request.GET:
        return None, {}
    reading = _Reading()
    try:
        user = reading.authenticate(
            request, nonce=asked["nonce"], code_verifier=asked["code_verifier"]
        )
    except BROKEN as failure:
        log.warning("Outside login refused: %s", type(failure).__name__)
        return None, {}
    return (user, reading.claims) if isinstance(user, User) else (None, {})


def _register(request: HttpRequest, user: User, claims: dict[str, Any]) -> None:
    """Make an ordinary user a registered one by what the provider says, if the check passes.

    Who does not pass is let in as an ordinary user and told why (W2.2, W2.4).
    """
    provider = _provider()
    name, number = (claims.get(key) for key in (provider.name_claim, provider.number_claim))
    if user.person_id is not None or not name or not number:
        return
    details = Details(
        name=str(name),
        number=str(number),
        phone=str(claims.get(provider.phone_claim) or ""),
        demo=settings.DEMO,
    )
    try:
        services.verify(user, details, at=timezone.now())
    except Refusal as refusal:
        messages.warning(request, f"{refusal.message}。{refusal.remedy}")
