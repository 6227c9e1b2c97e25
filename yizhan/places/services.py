"""What changes postings and calendars (H2.1, L1.7, L1.8); each function is one change."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from yizhan.law.calendar import Calendar
from yizhan.law.identities import credit_code
from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Incomplete, Invalid, NotFound
from yizhan.law.words import Post
from yizhan.places import codes, queries, shelf
from yizhan.places.models import (
    STAFF_POSTS,
    Authority,
    CalendarDay,
    CalendarYear,
    Posting,
)
from yizhan.places.queries import AuthorityView, Held
from yizhan.places.windows import Duty, Window

NOTICE = "L1.8"
OVERLAY = "L1.7"
POSTS = "H2.1"
DAY = timedelta(days=1)


@transaction.atomic
def appoint(
    user_id: int, authority_id: int, post: Post, period: Period, *, by_id: int | None = None
) -> Held:
    """Put a person at a post of an authority, from the first to the last day.

    Raises Invalid, NotFound, or Conflict when the person holds it on any of these days.
    """
    row = enter(user_id, authority_id, post, period, by_id=by_id)
    return queries.posting(row.pk, row.since)


def enter(
    user_id: int, authority_id: int, post: Post, period: Period, *, by_id: int | None = None
) -> Posting:
    """Return the row of a posting that was entered; at a shared window the roster adds the days.

    Raises as ``appoint`` does.
    """
    if post not in STAFF_POSTS:
        raise Invalid(f"“{post.label}”不是部门岗位", clause=POSTS, remedy="请选择部门岗位")
    row = Posting(user_id=user_id, authority_id=authority_id, post=post.value)
    row.since, row.until, row.by_id = period.since, period.until, by_id
    begin(row)
    return row


def begin(row: Posting) -> None:
    """Write a new posting unless the person holds the post on any of its days.

    Raises Invalid, NotFound or Conflict.
    """
    if row.until is not None and row.until < row.since:
        raise Invalid("终止日期早于开始日期", clause=POSTS, field="until")
    if not Authority.objects.select_for_update().filter(pk=row.authority_id).exists():
        raise NotFound("没有这个部门", clause=POSTS)
    if _overlapping(row).exists():
        raise Conflict("该人员在此期间已任此岗位", clause=POSTS, remedy="请先终止原任职")
    row.save()


def end_posting(posting_id: int, *, on: date, reason: str = "") -> None:
    """End a posting; ``on`` is its last day. What it delegated ends with it.

    Who leaves a department stands at no shared window for it any more (H2.6): the person's
    sendings end on the same day, and later turns come off the rosters.

    Raises NotFound, Invalid, or Conflict when it has already ended by then.
    """
    with transaction.atomic():
        row = _posting(posting_id)
        if on < row.since:
            raise Invalid("终止日期早于任职日期", clause=POSTS, field="on")
        if row.until is not None and row.until <= on:
            raise Conflict(f"该岗位已于{row.until}终止", clause=POSTS)
        row.until, row.reason = on, reason.strip() or row.reason
        row.save(update_fields=["until", "reason"])
        _end_sendings(row, on)
        _clear_rosters(row, on)


@transaction.atomic
def load_notice(year: int, days: Mapping[date, bool], *, source: str, at: datetime) -> list[date]:
    """Load the State Council's notice on the days off of a year (L1.8).

    ``days``: day → whether it is off; days of the year before may be among them. The year is no
    longer provisional. What an earlier notice said of the year is replaced.

    Returns the days that were working days and are none now, or the other way round.
    Raises Incomplete without source or days, Invalid for a day outside the two years.
    """
    _check_notice(year, days, source)
    before = queries.calendar_for(codes.NATION)
    CalendarDay.objects.filter(division=codes.NATION, day__year=year).delete()
    _set_days(codes.NATION, days, source=source, at=at, name=f"{year}年放假通知")
    CalendarYear.objects.update_or_create(
        year=year, defaults={"published": True, "source": source, "loaded_at": at}
    )
    shelf.change()
    return _changed(before, queries.calendar_for(codes.NATION), year)


@transaction.atomic
def set_overlay(
    division: str, days: Mapping[date, bool], *, name: str, source: str, at: datetime
) -> None:
    """Give a division days off or working days of its own, e.g. a prefecture's festival (L1.7).

    Raises Invalid for a code that is none on that day, or for the nation, NotFound, Incomplete.
    """
    code = codes.full(division)
    if code == codes.NATION:
        raise Invalid("全国放假安排须按通知录入", clause=OVERLAY, remedy="请使用“录入放假通知”")
    if not (name.strip() and days):
        raise Incomplete("请写明节日名称和日期", clause=OVERLAY, field="name")
    for day in days:
        queries.division(code, day)
    _set_days(code, days, source=source, at=at, name=name.strip())
    shelf.change()


@transaction.atomic
def try_overlay(division: str, overlay: Calendar, *, at: datetime) -> None:
    """Lay days off and working days over a division for a run that is rolled back (L1.7)."""
    days = dict.fromkeys(overlay.off, True) | dict.fromkeys(overlay.work, False)
    _set_days(codes.full(division), days, source="推演", at=at, name="推演")
    shelf.change()


@transaction.atomic
def save_authorities(views: Iterable[AuthorityView]) -> int:
    """Write authorities, each found by its code (ids are ignored); return how many.

    Raises Invalid for a division of another level or a credit code that does not hold.
    """
    rows = [_authority_row(view) for view in views]
    fields = [name for name in AuthorityView.__dataclass_fields__ if name not in {"id", "code"}]
    Authority.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    shelf.change()
    return len(rows)


def _authority_row(view: AuthorityView) -> Authority:
    """Return the row of an authority whose parts fit each other."""
    if codes.level(view.division) is not view.level:
        raise Invalid(f"“{view.name}”的区划与层级不符", clause="L5", field="division")
    credit_code(view.uscc)
    values = {name: getattr(view, name) for name in AuthorityView.__dataclass_fields__}
    del values["id"]
    return Authority(**{**values, "level": view.level.value})


def _overlapping(row: Posting) -> QuerySet[Posting]:
    """Return the postings of the same person, authority and post that share a day."""
    same = Posting.objects.filter(
        Q(until=None) | Q(until__gte=row.since),
        user_id=row.user_id,
        authority_id=row.authority_id,
        post=row.post,
    ).filter(Q(revoked_at=None) | Q(until__gt=row.since))
    return same.filter(since__lte=row.until) if row.until else same


def _posting(posting_id: int) -> Posting:
    """Return a posting, locked; raises NotFound."""
    row = Posting.objects.select_for_update().filter(pk=posting_id).first()
    if row is None:
        raise NotFound("没有这个岗位", clause=POSTS)
    return row


def _end_sendings(row: Posting, on: date) -> None:
    """End what a person was sent to by the department in which no post is left (H2.6)."""
    later = Q(until=None) | Q(until__gt=on)
    mine = Posting.objects.filter(later, user_id=row.user_id)
    if not mine.filter(authority_id=row.authority_id).exists():
        mine.filter(sent__stay__department_id=row.authority_id, since__lte=on).update(until=on)


def _clear_rosters(row: Posting, on: date) -> None:
    """Take the turns off that lie after the last day of a person's postings at shared windows."""
    turns = Duty.objects.filter(posting__user_id=row.user_id, day__gt=on)
    gone = turns.filter(day__gt=F("posting__until"))
    Window.objects.filter(duties__in=gone).update(looked_at=None)
    gone.delete()


def _check_notice(year: int, days: Mapping[date, bool], source: str) -> None:
    """Raise unless a notice says its source and only days of the year or the one before."""
    if not source.strip() or not days:
        raise Incomplete("请写明放假通知的来源和日期", clause=NOTICE, field="source")
    strange = sorted(day for day in days if day.year not in {year - 1, year})
    if strange:
        raise Invalid(f"{strange[0]}不属于{year}年放假通知", clause=NOTICE, field="days")


def _set_days(
    division: str, days: Mapping[date, bool], *, source: str, at: datetime, name: str
) -> None:
    """Write days of a division over what was said of them before."""
    rows = [
        CalendarDay(division=division, day=day, off=off, name=name, source=source, added_at=at)
        for day, off in days.items()
    ]
    CalendarDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["division", "day"],
        update_fields=["off", "name", "source", "added_at"],
    )


def _changed(before: Calendar, after: Calendar, year: int) -> list[date]:
    """Return the days of a year and the one before that are worked in one calendar only."""
    first, last = date(year - 1, 1, 1), date(year, 12, 31)
    days = (first + DAY * n for n in range((last - first).days + 1))
    return [day for day in days if before.is_working(day) != after.is_working(day)]
