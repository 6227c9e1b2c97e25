"""Who stands at a shared window on which day (值守表): the facts, seen by those concerned (H2.6).

The service centre of the hall and the departments at a window see it; to others it is missing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from yizhan.law import windows as law
from yizhan.law.mandates import Period
from yizhan.law.refusals import NotFound
from yizhan.law.windows import Consent, Gap, Turn
from yizhan.law.words import Post
from yizhan.places import queries
from yizhan.places.posts import Held
from yizhan.places.queries import AuthorityView
from yizhan.places.windows import Duty, Hole, Member, Stay, Swap, Window

LONGEST = 366  # days of one table
SWAPS = 20
DAYS_AHEAD = timedelta(days=law.AHEAD)


@dataclass(frozen=True, kw_only=True)
class MemberView:
    """One person whom a department sends to a window, and for which days."""

    posting_id: int
    user_id: int
    name: str
    post: Post
    period: Period


@dataclass(frozen=True, kw_only=True)
class StayView:
    """A department's stay: its items, what became of the wish, whom it sends (H2.5, H2.6)."""

    id: int
    department: AuthorityView
    items: tuple[UUID, ...]
    reason: str
    state: Consent
    asked_on: date
    asked_by: str
    answered_on: date | None
    answered_by: str
    answer: str
    members: tuple[MemberView, ...]

    @property
    def chief(self) -> MemberView | None:
        """Return the chief representative whom the department sends."""
        return next((one for one in self.members if one.post is Post.CHIEF), None)

    @property
    def staffed(self) -> bool:
        """Return whether a chief representative and at least one more person are sent (H2.6)."""
        chief = self.chief
        fronts = {one.user_id for one in self.members if one.post is Post.FRONT}
        return chief is not None and bool(fronts - {chief.user_id})


@dataclass(frozen=True, kw_only=True)
class DutyView:
    """One turn at a window: who, from which department, at which post."""

    id: int
    day: date
    posting_id: int
    user_id: int
    name: str
    post: Post
    department: AuthorityView

    @property
    def turn(self) -> Turn:
        """Return it as the law sees it."""
        return Turn(day=self.day, user_id=self.user_id, post=self.post)


@dataclass(frozen=True, kw_only=True)
class WindowView:
    """A shared window: where it is, which departments are there, whom they send."""

    id: int
    authority: AuthorityView
    centre: AuthorityView
    since: date
    stays: tuple[StayView, ...]

    @property
    def agreed(self) -> tuple[StayView, ...]:
        """Return the stays that the service centre has agreed to (H2.5)."""
        return tuple(stay for stay in self.stays if stay.state is Consent.AGREED)

    def stay_of(self, authority_id: int | None) -> StayView | None:
        """Return the open or agreed stay of a department."""
        mine = (one for one in self.stays if one.department.id == authority_id)
        return next((one for one in mine if one.state is not Consent.DECLINED), None)


@dataclass(frozen=True, kw_only=True)
class DayView:
    """One day of the roster: whether the window is open, who stands, what is lacking (H2.6)."""

    day: date
    working: bool
    turns: tuple[DutyView, ...]
    gaps: tuple[Gap, ...]


def windows(held: Held) -> list[WindowView]:
    """Return the shared windows that concern the authority of a post: its own, or where it is."""
    own = held.authority_id
    mine = Q(centre=own) | Q(authority=own) | Q(stays__department=own)
    return [_window(row) for row in Window.objects.filter(mine).distinct().order_by("id")]


def window(window_id: int, held: Held) -> WindowView:
    """Return a shared window that concerns the authority of a post; raises NotFound (T3)."""
    found = (one for one in windows(held) if one.id == window_id)
    if view := next(found, None):
        return view
    raise missing()


def open_windows(held: Held) -> list[WindowView]:
    """Return the shared windows of the county where a department may ask to stay (H2.5)."""
    region = queries.authority(held.authority_id).region
    rows = Window.objects.filter(authority__division__startswith=region).order_by("id")
    return [_window(row) for row in rows]


def of(window_id: int) -> WindowView:
    """Return a shared window, whomever it concerns: for the clock, not for people."""
    return _window(Window.objects.get(pk=window_id))


def at(authority_id: int) -> WindowView | None:
    """Return the shared window that an authority's row stands for; None for any other."""
    row = Window.objects.filter(authority=authority_id).first()
    return _window(row) if row else None


def items_at(authority_id: int) -> frozenset[UUID] | None:
    """Return the items taken in at a shared window, by consent (H2.5); None where it is none."""
    found = at(authority_id)
    return frozenset(item for stay in found.agreed for item in stay.items) if found else None


def missing() -> NotFound:
    """Return the refusal for a window that is missing or not yours: the two look the same."""
    return NotFound("没有这个窗口", clause="H2.5", remedy="请从窗口列表进入")


def turns(window_id: int, first: date, last: date) -> list[DutyView]:
    """Return the turns of a window from one day to another, by day."""
    rows = Duty.objects.filter(window=window_id, day__gte=first, day__lte=last)
    named = rows.select_related("posting__user", "posting__sent__stay")
    return [_duty(row) for row in named.order_by("day", "posting__post", "id")]


def table(found: WindowView, first: date, days: int = law.AHEAD) -> list[DayView]:
    """Return so many days of a window's roster, what each lacks among it (H2.6)."""
    days = min(days, LONGEST)
    calendar = queries.calendar_for(found.authority.region)
    span = [first + law.DAY * n for n in range(days)]
    working = set(law.open_days(first, days, calendar))
    standing = turns(found.id, span[0], span[-1])
    lacking = law.gaps(sorted(working), [one.turn for one in standing])
    return [
        DayView(
            day=day,
            working=day in working,
            turns=tuple(one for one in standing if one.day == day),
            gaps=lacking.get(day, ()),
        )
        for day in span
    ]


def lacking(found: WindowView, first: date, days: int = law.AHEAD) -> dict[date, tuple[Gap, ...]]:
    """Return the days ahead on which a window's roster has holes (H2.6)."""
    return {one.day: one.gaps for one in table(found, first, days) if one.gaps}


def open_holes(window_id: int) -> list[tuple[date, Gap]]:
    """Return the holes that were raised and are still open, by day (R23)."""
    rows = Hole.objects.filter(window=window_id, filled_at=None).order_by("day", "gap")
    return [(row.day, Gap(row.gap)) for row in rows]


def swaps(window_id: int) -> list[Swap]:
    """Return the newest swaps of a window, with both people."""
    rows = Swap.objects.filter(window=window_id).select_related("first__user", "second__user", "by")
    return list(rows.order_by("-at", "-id")[:SWAPS])


def _window(row: Window) -> WindowView:
    """Return a window with its stays, the oldest wish first."""
    rows = row.stays.select_related("asked_by", "answered_by").order_by("id")
    return WindowView(
        id=row.pk,
        authority=queries.authority(row.authority_id),
        centre=queries.authority(row.centre_id),
        since=row.since,
        stays=tuple(map(_stay, rows)),
    )


def _stay(row: Stay) -> StayView:
    """Return a stay with the people sent."""
    sent = row.members.select_related("posting__user").order_by("posting__post", "id")
    return StayView(
        id=row.pk,
        department=queries.authority(row.department_id),
        items=tuple(row.items),
        reason=row.reason,
        state=Consent(row.state),
        asked_on=row.asked_on,
        asked_by=row.asked_by.name,
        answered_on=row.answered_on,
        answered_by=row.answered_by.name if row.answered_by else "",
        answer=row.answer,
        members=tuple(map(_member, sent)),
    )


def _member(row: Member) -> MemberView:
    """Return a person who is sent."""
    posting = row.posting
    return MemberView(
        posting_id=posting.pk,
        user_id=posting.user_id,
        name=posting.user.name,
        post=Post(posting.post),
        period=Period(posting.since, posting.until),
    )


def _duty(row: Duty) -> DutyView:
    """Return a turn."""
    posting = row.posting
    return DutyView(
        id=row.pk,
        day=row.day,
        posting_id=posting.pk,
        user_id=posting.user_id,
        name=posting.user.name,
        post=Post(posting.post),
        department=queries.authority(posting.sent.stay.department_id),
    )
