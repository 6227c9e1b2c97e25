"""What passes a post on for some days (委托、AB岗, L3.2, CHF-05), and who has one on which days.

Who may do what is asked of ``law.delegations``; a post of another authority is missing.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from yizhan.law import delegations as law
from yizhan.law.clocks import local
from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Incomplete, NotFound
from yizhan.law.words import Post
from yizhan.places import queries, services
from yizhan.places.models import Posting
from yizhan.places.posts import Held
from yizhan.places.windows import Window

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Deputy:
    """Who is to stand in, from when to when, and why."""

    user_id: int
    period: Period
    reason: str


@dataclass(frozen=True, kw_only=True)
class DelegationView:
    """One delegation: of whose post, to whom, for which days, by whom, whether taken back."""

    id: int
    principal: str
    principal_id: int
    deputy: str
    period: Period
    reason: str
    by: str
    revoked_at: datetime | None

    def state(self, on: date) -> str:
        """Return in a word where the delegation stands on a day."""
        if self.revoked_at:
            return "已收回"
        if on < self.period.since:
            return "尚未开始"
        return "有效" if self.period.holds(on) else "已到期"

    def open(self, on: date) -> bool:
        """Return whether it can still be taken back."""
        return self.state(on) in {"尚未开始", "有效"}


def posts(held: Held, on: date) -> list[Held]:
    """Return the posts that somebody may delegate: their own, the head those of the authority."""
    if _shared(held.authority_id):
        return []
    chiefs = queries.holders(held.authority_id, Post.CHIEF, on)
    mine = [one for one in chiefs if not one.delegated_by]
    return [one for one in mine if held.post is Post.HEAD or one.id == held.id]


def _shared(authority_id: int) -> bool:
    """Return whether an authority's row stands for a shared window: there the roster decides."""
    return Window.objects.filter(authority=authority_id).exists()


def listed(held: Held) -> list[DelegationView]:
    """Return the delegations that concern somebody, the newest first: the head sees all."""
    rows = Posting.objects.exclude(delegated_by=None).filter(authority=held.authority_id)
    if held.post is Post.CHIEF:
        rows = rows.filter(delegated_by__user=held.user_id) | rows.filter(user=held.user_id)
    named = rows.select_related("user", "by", "delegated_by__user")
    return [_view(row) for row in named.order_by("-since", "-id")[:SHOWN]]


def _view(row: Posting) -> DelegationView:
    """Return a delegation as others see it."""
    principal = row.delegated_by.user if row.delegated_by else row.user
    return DelegationView(
        id=row.pk,
        principal=principal.name,
        principal_id=principal.pk,
        deputy=row.user.name,
        period=Period(row.since, row.until),
        reason=row.reason,
        by=row.by.name if row.by else "",
        revoked_at=row.revoked_at,
    )


@transaction.atomic
def delegate(posting_id: int, deputy: Deputy, held: Held, *, on: date) -> int:
    """Return the posting by which another person acts as chief representative for some days.

    The delegate passes nothing on, and stands no longer than the one who delegates.

    Raises NotFound, WrongPost, Unlawful, Incomplete or Conflict.
    """
    chief = _posting(Posting.objects.all(), posting_id, held)
    law.check_manages(held.post, own=chief.user_id == held.user_id)
    law.check(_asked(chief, deputy, on))
    if not deputy.reason.strip():
        raise Incomplete("请写明委托原因", clause=law.CLAUSE, field="reason")
    if deputy.period.until is None:
        raise Incomplete("请写明委托终止日期", clause=law.CLAUSE, field="until")
    row = Posting(user_id=deputy.user_id, authority_id=chief.authority_id, post=chief.post)
    row.since, row.until = deputy.period.since, deputy.period.until
    row.delegated_by, row.reason, row.by_id = chief, deputy.reason.strip(), held.user_id
    services.begin(row)
    return row.pk


def _asked(chief: Posting, deputy: Deputy, on: date) -> law.Asked:
    """Return what is asked, as the law sees it."""
    colleagues = queries.staff_of(chief.authority_id, on)
    return law.Asked(
        post=Post(chief.post),
        term=Period(chief.since, chief.until),
        period=deputy.period,
        today=on,
        passed_on=chief.delegated_by_id is not None,
        shared=_shared(chief.authority_id),
        to_self=chief.user_id == deputy.user_id,
        colleague=any(one.user_id == deputy.user_id for one in colleagues),
    )


@transaction.atomic
def revoke(posting_id: int, held: Held, *, at: datetime) -> None:
    """Take a delegation back at this moment; what was signed under it stands (L3.2).

    Raises NotFound, WrongPost, or Conflict when it has ended.
    """
    rows = Posting.objects.exclude(delegated_by=None)
    row = _posting(rows.select_related("delegated_by"), posting_id, held)
    law.check_manages(held.post, own=_view(row).principal_id == held.user_id)
    today = local(at).date()
    if not _view(row).open(today):
        raise Conflict("这项委托已经终止", clause=law.CLAUSE, remedy="请刷新页面")
    row.until, row.revoked_at = max(row.since, today), at
    row.save(update_fields=["until", "revoked_at"])


def _posting(rows: QuerySet[Posting], posting_id: int, held: Held) -> Posting:
    """Return a posting of one's own authority, locked; raises NotFound."""
    mine = rows.select_for_update(of=("self",)).filter(authority=held.authority_id)
    row = mine.filter(pk=posting_id).first()
    if row is None:
        raise NotFound("没有这个岗位或者委托", clause=law.CLAUSE, remedy="请从列表中选择")
    return row
