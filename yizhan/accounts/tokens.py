"""Tokens for machines: issued once, kept as a digest, dead when revoked or past their end (T55)."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yizhan.accounts import seals
from yizhan.accounts.models import Token
from yizhan.law.refusals import Incomplete


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a token opens: scopes, its end, and for which post or person."""

    scopes: tuple[str, ...]
    expires: datetime
    posting_id: int | None = None
    person_id: UUID | None = None


def issue(user_id: int, grant: Grant, *, at: datetime) -> str:
    """Return a new token, shown once: only its digest is kept.

    Raises Incomplete without scopes or with an end that has passed.
    """
    if not grant.scopes or grant.expires <= at:
        raise Incomplete("令牌须有权限范围和未到的有效期", clause="W2.1", remedy="请补全")
    text = f"yz_{secrets.token_urlsafe(32)}"
    Token.objects.create(
        digest=seals.digest(text),
        user_id=user_id,
        posting_id=grant.posting_id,
        person_id=grant.person_id,
        scopes=list(grant.scopes),
        expires=grant.expires,
        last_four=text[-4:],
        created_at=at,
    )
    return text


def revoke(text: str, *, at: datetime) -> None:
    """End a token now; a dead or unknown one stays as it is."""
    tokens = Token.objects.filter(digest=seals.digest(text), revoked_at__isnull=True)
    tokens.update(revoked_at=at)
