"""Authorities after a change of divisions: each moves with its place, or is merged into another.

Postings stay with an authority that moves; those of a merged one end on the eve and begin anew at
the authority that takes over. An authority without a place stays as it was and is named.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from yizhan.law.words import Post
from yizhan.places import codes, founding, shelf
from yizhan.places.models import Authority, CalendarDay, Division, Move, Posting

DAY = timedelta(days=1)
WHY = "区划调整"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An authority whose place bears another code now."""

    id: int
    name: str
    old: str
    new: str
    window: str  # before
    window_now: str


@dataclass(frozen=True, kw_only=True)
class Merged:
    """An authority whose place has become part of another one, and which one takes over."""

    id: int
    name: str
    old: str
    into: int
    into_name: str


@dataclass(kw_only=True)
class Carried:
    """What became of authorities: moved, merged, left where they were with why; postings anew."""

    moved: list[Moved] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    stuck: list[tuple[int, str]] = field(default_factory=list)
    postings: list[tuple[int, int]] = field(default_factory=list)


@transaction.atomic
def carry(*, on: date) -> Carried:
    """Move every authority whose code has ended by a day; doing it again changes nothing.

    Days off of the division go along.
    """
    followed = _ended(on)
    rows = Authority.objects.select_for_update().filter(division__in=followed).order_by("id")
    done = Carried()
    for row in rows:
        _one(done, row, followed[row.division], on)
    for old, new in followed.items():
        if new:
            _move_days(old, new)
    if done.moved or done.merged:
        shelf.change()
    return done


def _one(done: Carried, row: Authority, new: str, on: date) -> None:
    """Move or merge one authority, or note why not."""
    into = Authority.objects.filter(division=new, short_name=row.short_name).first()
    if not new:
        done.stuck.append((row.pk, f"{row.name}所在区划{row.division}已撤销，没有承接的区划"))
    elif into is None:
        done.moved.append(_move(row, new, on))
    elif not Move.objects.filter(authority=into, old=row.division).exists():
        done.merged.append(_merge(done, row, into, on))


def _ended(on: date) -> dict[str, str]:
    """Return the codes of authorities or days off that mean nothing any more, with their heirs."""
    used = set(Authority.objects.values_list("division", flat=True).distinct())
    used |= set(
        CalendarDay.objects.exclude(division=codes.NATION).values_list("division", flat=True)
    )
    versions = Division.objects.filter(code__in=used)
    living = set(versions.filter(until=None).values_list("code", flat=True))
    past = set(versions.filter(until__lt=on).values_list("code", flat=True))
    return {code: _last(code) for code in past - living}


def _last(code: str) -> str:
    """Return the code that a place bears now, followed heir by heir; empty without one."""
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        row = Division.objects.filter(code=code).order_by("-since").first()
        if row is None or row.until is None:
            return code if row else ""
        code = row.heir
    return ""


def _move(row: Authority, new: str, on: date) -> Moved:
    """Move one authority; where window or 机关代字 is taken it gets another."""
    old, window = row.division, row.window
    Move.objects.create(authority=row, old=old, new=new, on=on, window=window)
    if old[:6] != new[:6]:
        book = founding.book_of(new[:6])
        row.window = book.window() if window in book.windows else window
        row.paper_word = book.word(row.paper_word)
    row.division = new
    row.save(update_fields=["division", "window", "paper_word"])
    return Moved(id=row.pk, name=row.name, old=old, new=new, window=window, window_now=row.window)


def _merge(done: Carried, row: Authority, into: Authority, on: date) -> Merged:
    """Let one authority take over from another: its staff and all that lies under its code."""
    Move.objects.create(
        authority=into, old=row.division, new=into.division, on=on, window=row.window
    )
    for posting in _open_postings(row, on):
        done.postings.append((posting.pk, _anew(posting, into, on)))
    return Merged(id=row.pk, name=row.name, old=row.division, into=into.pk, into_name=into.name)


def _open_postings(row: Authority, on: date) -> QuerySet[Posting]:
    """Return the postings of an authority that hold on a day or later, one's own first."""
    holding = Posting.objects.filter(Q(until=None) | Q(until__gte=on), authority=row)
    return holding.order_by("delegated_by_id", "id")


def _anew(posting: Posting, into: Authority, on: date) -> int:
    """End a posting on the eve; return the same one at the authority that takes over.

    A delegation is not carried on: the chief representative there delegates anew (L3.2).
    """
    since, until = max(posting.since, on), posting.until
    posting.until, posting.reason = max(on - DAY, posting.since), posting.reason or WHY
    posting.save(update_fields=["until", "reason"])
    there = Posting.objects.filter(
        Q(until=None) | Q(until__gte=on), user=posting.user_id, authority=into, post=posting.post
    ).first()
    if there is not None or posting.delegated_by_id is not None:
        return there.pk if there else 0
    fresh = Posting.objects.create(
        user_id=posting.user_id,
        authority=into,
        post=Post(posting.post).value,
        since=since,
        until=until,
        reason=WHY,
        by_id=posting.by_id,
    )
    return fresh.pk


def _move_days(old: str, new: str) -> None:
    """Move the days off of a division, except those that the new one has already."""
    taken = CalendarDay.objects.filter(division=new).values("day")
    CalendarDay.objects.filter(division=old).exclude(day__in=taken).update(division=new)
