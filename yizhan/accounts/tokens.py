"""Tokens for machines: issued once, kept as a digest, dead when revoked or past their end (T55)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yizhan.accounts import seals
from yizhan.accounts.models import Token
from yizhan.law.refusals import Incomplete, NotFound, Unlawful
from yizhan.law.words import Word


class Scope(Word):
    """What a token opens; each operation of the interface names the one it needs."""

    CASES_READ = "cases:read", "查看办件、材料和本人信息"
    CASES_WRITE = "cases:write", "申请和办理"
    ACCOUNT = "account:write", "管理委托、单位、联系方式和令牌"
    ITEMS_READ = "items:read", "查看事项库"
    ITEMS_WRITE = "items:write", "编制和审核事项"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a token opens: scopes, its end, and for which post or person."""

    scopes: tuple[str, ...]
    expires: datetime
    posting_id: int | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TokenView:
    """A living token as its owner sees it: never its text."""

    id: int
    last_four: str
    scopes: tuple[str, ...]
    expires: datetime
    posting_id: int | None
    person_id: UUID | None
    created_at: datetime


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


def derive(parent: str, grant: Grant, *, at: datetime) -> str:
    """Return a new token of the same login that opens no more and lives no longer than its parent.

    Raises NotFound for a parent that is dead, Unlawful for more than it opens.
    """
    held = _living(at).filter(digest=seals.digest(parent)).first()
    if held is None:
        raise _missing()
    if not set(grant.scopes) <= set(held.scopes) or grant.expires > held.expires:
        raise Unlawful(
            "新令牌的权限和有效期不得超出现有令牌",
            clause="W2.1",
            remedy="请缩小权限范围，或者缩短有效期",
        )
    return issue(held.user_id, grant, at=at)


def tokens_of(user_id: int, at: datetime) -> list[TokenView]:
    """Return the living tokens of a login, the newest first."""
    rows = _living(at).filter(user_id=user_id).order_by("-created_at", "-pk")
    return [
        TokenView(
            id=row.pk,
            last_four=row.last_four,
            scopes=tuple(row.scopes),
            expires=row.expires,
            posting_id=row.posting_id,
            person_id=row.person_id,
            created_at=row.created_at,
        )
        for row in rows
    ]


def end(token_id: int, user_id: int, *, at: datetime) -> None:
    """End one of a login's tokens now; raises NotFound for anybody else's."""
    if not _living(at).filter(pk=token_id, user_id=user_id).update(revoked_at=at):
        raise _missing()


def follow(postings: Iterable[tuple[int, int]], *, at: datetime) -> int:
    """Return how many living tokens of ended postings speak for those that took their place.

    ``postings``: (ended, new) pairs; a token without a new one stays behind and opens nothing.
    """
    return sum(
        _living(at).filter(posting_id=old).update(posting_id=new) for old, new in postings if new
    )


def _living(at: datetime) -> QuerySet[Token]:
    """Return the tokens that are neither revoked nor past their end."""
    return Token.objects.filter(revoked_at__isnull=True, expires__gt=at)


def _missing() -> NotFound:
    """Return the refusal of a token that is not there, or not one's own."""
    return NotFound("没有这个令牌", clause="W2.1", remedy="请核对令牌列表")
