"""Who calls: a bearer token with scopes; the rights behind it are read at each request (T6)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from yizhan.accounts import queries as accounts
from yizhan.accounts.tokens import Scope
from yizhan.cases import actors
from yizhan.cases.actors import Actor
from yizhan.law.clocks import local
from yizhan.law.refusals import NotFound, Unlawful, WrongPost
from yizhan.law.words import Post
from yizhan.places import queries as places

READ, WRITE = Scope.CASES_READ.value, Scope.CASES_WRITE.value


@dataclass(frozen=True)
class Caller:
    """The one who calls, at this moment."""

    actor: Actor
    scopes: frozenset[str]
    at: datetime

    def needs(self, scope: str) -> Actor:
        """Return the actor when the token has the scope.

        Raises WrongPost.
        """
        if scope not in self.scopes:
            raise WrongPost(
                f"访问令牌没有“{scope}”权限", clause="W2.1", remedy="请申请带有该权限的令牌"
            )
        return self.actor


class Token(HttpBearer):
    """The token in the Authorization header; an operation may ask for its scope."""

    openapi_scheme = "bearer"
    scope: str = ""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return the caller, or None for a token that is unknown, expired or revoked."""
        at = timezone.now()
        held = accounts.bearer(token, at)
        actor = _actor(held, at) if held else None
        if held is None or actor is None:
            return None
        found = Caller(actor, held.scopes, at)
        if self.scope:
            found.needs(self.scope)
        return found


class Reader(Token):
    """A token that reads cases and what is one's own."""

    scope = READ


class Writer(Token):
    """A token that applies and takes steps."""

    scope = WRITE


class Keeper(Token):
    """A token that looks after the account: mandates, organisations, contact, tokens."""

    scope = Scope.ACCOUNT.value


class Office(Token):
    """A token that reads the catalogue office."""

    scope = Scope.ITEMS_READ.value


class Editor(Token):
    """A token that drafts and approves items."""

    scope = Scope.ITEMS_WRITE.value


def _actor(held: accounts.Bearer, at: datetime) -> Actor | None:
    """Return the post or the person behind a token, None where there is none today."""
    if held.posting_id is not None:
        try:
            posting = places.posting(held.posting_id, local(at).date())
        except NotFound:
            return None
        return actors.staff(posting, held.name)
    if held.person_id is None:
        return None
    return actors.citizen(held.user_id, held.person_id)


def caller(request: HttpRequest) -> Caller:
    """Return the caller that the token has let in."""
    found = getattr(request, "auth", None)
    if not isinstance(found, Caller):
        raise WrongPost("需要访问令牌", clause="W2.1", remedy="请提供令牌")
    return found


def person(held: Caller) -> UUID:
    """Return the person behind a token; raises Unlawful for one that speaks for no person."""
    found = held.actor.person_id
    if found is None:
        raise Unlawful("只有本人可以查看或办理", clause="W2.3", remedy="请使用本人的令牌")
    return found


def post(held: Caller, *posts: Post) -> Actor:
    """Return the member of staff behind a token, in one of the posts where some are named.

    Raises WrongPost for anybody else (H2.4).
    """
    actor = held.actor
    if not actor.staff or (posts and actor.post not in posts):
        allowed = "、".join(one.label for one in posts) or "工作人员"
        raise WrongPost(
            f"您的令牌是“{actor.post.label}”的，不能办理",
            clause="H2.4",
            remedy=f"请使用{allowed}的令牌",
        )
    return actor
