"""Who holds which post on a day (H2.1): read by every request of staff, so in one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yizhan.law.refusals import NotFound
from yizhan.law.windows import stands
from yizhan.law.words import Post
from yizhan.orm import prepared

HOLDING = """
select p.id, p.user_id, p.post, p.authority_id, a.division, u.name, u.id,
    p.since, p.until, w.id is not null,
    exists (select from places_duty t where t.posting_id = p.id and t.day = %(on)s)
from places_posting p
left join places_window w on w.authority_id = p.authority_id
join places_authority a on a.id = p.authority_id
left join places_posting d on d.id = p.delegated_by_id
left join accounts_user u on u.id = d.user_id
where p._key_ = %(value)s and p.since <= %(on)s and (p.until is null or p.until >= %(on)s)
    and (d.id is null or d.until is null or d.until >= %(on)s)
    and (p.revoked_at is null or p.until > %(on)s)
order by p.authority_id, p.id
"""
BY = {key: HOLDING.replace("_key_", key) for key in ("id", "user_id", "authority_id")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post that a person holds on a day."""

    id: int
    user_id: int
    post: Post
    authority_id: int
    division: str
    delegated_by: str | None
    principal_id: int | None  # the login of the one who delegated it
    since: date
    until: date | None

    @property
    def mandate(self) -> str:
        """Return by whom and from when to when a post is delegated; empty where it is one's own."""
        if not self.delegated_by or self.until is None:
            return ""
        span = f"{self.since:%Y年%-m月%-d日}至{self.until:%Y年%-m月%-d日}"
        return f"受{self.post.label}{self.delegated_by}委托（{span}）"


def postings_of(user_id: int, on: date) -> list[Held]:
    """Return the posts that a person holds on a day, by authority.

    A delegated post ends with the post it was delegated from (L3.2).
    """
    return _holding("user_id", user_id, on)


def holders(authority_id: int, post: Post, on: date) -> list[Held]:
    """Return who holds a post of an authority on a day."""
    return [held for held in _holding("authority_id", authority_id, on) if held.post is post]


def staff_of(authority_id: int, on: date) -> list[Held]:
    """Return who holds any post of an authority on a day."""
    return _holding("authority_id", authority_id, on)


def posting(posting_id: int, on: date) -> Held:
    """Return a posting that holds on a day; raises NotFound."""
    found = _holding("id", posting_id, on)
    if not found:
        raise NotFound("没有这个岗位，或任期已过", clause="H2.1", remedy="请重新选择岗位")
    return found[0]


def may_hold(user_id: int, post: Post, *, authority_id: int, on: date) -> bool:
    """Return whether a person holds a post of an authority on a day."""
    wanted = (post, authority_id)
    return any((held.post, held.authority_id) == wanted for held in postings_of(user_id, on))


def _holding(key: str, value: int, on: date) -> list[Held]:
    """Return the postings with a key that hold on a day, and whose delegation still does.

    At a shared window the roster of that day decides (H2.6).
    """
    rows = prepared.rows(BY[key], {"value": value, "on": on})
    return [_held(row[:-2]) for row in rows if stands(shared=row[-2], on_roster=row[-1])]


def _held(row: tuple[Any, ...]) -> Held:
    """Return a row as others see it."""
    posting_id, user_id, post, authority_id, division, delegated_by, principal, since, until = row
    return Held(
        id=posting_id,
        user_id=user_id,
        post=Post(post),
        authority_id=authority_id,
        division=division,
        delegated_by=delegated_by,
        principal_id=principal,
        since=since,
        until=until,
    )
