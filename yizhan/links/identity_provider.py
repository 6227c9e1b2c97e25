"""An outside identity provider (OpenID Connect): where it is, and whether its word holds (W2.1).

Off unless ``YIZHAN_OIDC_ISSUER`` is set; then all of ``YIZHAN_OIDC_CLIENT_ID``, ``..._SECRET``,
``..._AUTHORIZE``, ``..._TOKEN``, ``..._USERINFO`` and ``..._KEYS`` must be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PREFIX = "YIZHAN_OIDC_"
NEEDED = ("client_id", "secret", "authorize", "token", "userinfo", "keys")
LEEWAY = timedelta(seconds=60)
OLDEST = timedelta(minutes=10)


class UntrustedError(Exception):
    """The provider's word does not hold; the text is for the log and names no person."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Where a provider is, who we are to it, and what it calls name, number and phone."""

    issuer: str
    client_id: str
    secret: str
    authorize: str
    token: str
    userinfo: str
    keys: str
    algorithm: str = "RS256"
    scopes: str = "openid profile phone"
    name_claim: str = "name"
    number_claim: str = "id_number"
    phone_claim: str = "phone_number"
    label: str = "统一身份认证平台"


def configured(environment: Mapping[str, str]) -> Provider | None:
    """Return the provider that the environment names, None where it names none.

    Raises ImproperlyConfigured when something is missing or the keys could be forged on the way.
    """
    said = {
        name: environment[f"{PREFIX}{name.upper()}"]
        for name in Provider.__dataclass_fields__
        if environment.get(f"{PREFIX}{name.upper()}")
    }
    if "issuer" not in said:
        return None
    if missing := [f"{PREFIX}{name.upper()}" for name in NEEDED if name not in said]:
        raise ImproperlyConfigured(f"统一身份认证缺少配置：{'、'.join(missing)}")
    if said.get("algorithm", "RS256")[:2] not in {"RS", "ES"}:
        raise ImproperlyConfigured(f"{PREFIX}ALGORITHM 只能用公钥签名算法，如 RS256")
    return Provider(**said)


def check_claims(provider: Provider, claims: Mapping[str, Any], *, at: datetime) -> None:
    """Raise UntrustedError unless signed claims are this provider's word, to us, and of now.

    Issuer, audience (and authorised party among several), subject, end and beginning are checked;
    the signature and the nonce are not: that is done where the token comes in.
    """
    if claims.get("iss") != provider.issuer:
        raise UntrustedError("wrong issuer")
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    if provider.client_id not in listed:
        raise UntrustedError("wrong audience")
    if claims.get("azp", provider.client_id) != provider.client_id or (
        len(listed) > 1 and "azp" not in claims
    ):
        raise UntrustedError("wrong authorised party")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise UntrustedError("no subject")
    _check_times(claims, at.timestamp())


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    """Raise UntrustedError unless a token is neither expired, of old, nor of the future."""
    ends, begun = claims.get("exp"), claims.get("iat")
    if not isinstance(ends, int | float) or ends + LEEWAY.total_seconds() <= now:
        raise UntrustedError("expired")
    if not isinstance(begun, int | float) or begun > now + LEEWAY.total_seconds():
        raise UntrustedError("issued in the future")
    if begun < now - OLDEST.total_seconds():
        raise UntrustedError("issued long ago")
