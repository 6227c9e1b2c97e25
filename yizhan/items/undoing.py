"""Undoing a roll-out (撤销推行) wherever nobody has changed the item since (W1.2).

Where the item was new it ends; where it had a version before, that one is in force again. What a
division has changed, drafted or published since is spared and named. Lot by lot, as the roll-out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from yizhan.items import coverage, dictionary, rolling, standards
from yizhan.items.models import IN_FORCE, Entry, Item, Rollout, Shortfall, Version
from yizhan.items.rollouts import LOT, Progress, found, progress
from yizhan.law.clocks import local
from yizhan.law.refusals import Conflict
from yizhan.law.words import ItemState, Level
from yizhan.places import codes

DAY = timedelta(days=1)
SPARED = "推行以后已有改动，保留"
NOTE = "推行已撤销"


@dataclass
class _Lot:
    """What is written for a lot, and what is spared."""

    rollout: Rollout
    today: date
    at: datetime
    ended: list[UUID] = field(default_factory=list)
    again: list[Version] = field(default_factory=list)
    reopened: list[UUID] = field(default_factory=list)
    gone: list[Item] = field(default_factory=list)
    spared: list[str] = field(default_factory=list)


@transaction.atomic
def ask(rollout_id: UUID, *, by: int, at: datetime) -> Progress:
    """Return a roll-out that is being undone; raises Conflict before it is finished, or twice."""
    found(rollout_id)
    row = Rollout.objects.select_for_update().get(id=rollout_id)
    if row.finished_at is None or row.undo_at is not None:
        raise Conflict("推行尚未完成，或者已经撤销", clause="W1.2", remedy="请刷新页面")
    row.undo_by, row.undo_at = by, at
    row.save(update_fields=["undo_by", "undo_at"])
    return progress(rollout_id)


def advance(at: datetime, *, lot: int = LOT, rollout_id: UUID | None = None) -> int:
    """Return how many divisions were gone through now; 0: nothing is being undone."""
    with transaction.atomic():
        rows = Rollout.objects.select_for_update(skip_locked=True, of=("self",))
        rows = rows.filter(undo_at__isnull=False, undone_at=None)
        rows = rows.filter(id=rollout_id) if rollout_id else rows
        row = rows.select_related("standard").order_by("undo_at").first()
        return _advance(row, at, lot) if row else 0


def _advance(rollout: Rollout, at: datetime, size: int) -> int:
    """Go through the next items and keep how far it is; return how many."""
    items = _items(rollout, size)
    lot = _Lot(rollout, local(at).date(), at)
    versions = _versions(items)
    for item in items:
        _one(lot, item, versions[item.id])
    _write(lot)
    rollout.undone += len(lot.ended)
    rollout.spared += len(lot.spared)
    if items:
        rollout.undo_after = items[-1].division
    if len(items) < size:
        rollout.undone_at = at
    rollout.save(update_fields=["undone", "spared", "undo_after", "undone_at"])
    return len(items)


def _items(rollout: Rollout, size: int) -> list[Item]:
    """Return the next items that the roll-out has published a version of, by division."""
    low, high = codes.span(rollout.within)
    rows = Item.objects.filter(
        base_code=rollout.standard.base_code,
        level=rollout.standard.level,
        division__gt=rollout.undo_after,
        division__gte=low,
        division__lte=high,
        versions__standard=rollout.standard_id,
        versions__approved_at=rollout.approved_at,
        versions__approved_by=rollout.approved_by,
    )
    return list(rows.order_by("division")[:size])


def _versions(items: Sequence[Item]) -> dict[UUID, list[Version]]:
    """Return the versions of items, the latest first."""
    rows: dict[UUID, list[Version]] = {item.id: [] for item in items}
    known = Version.objects.filter(item_id__in=rows).select_related("item")
    for one in known.order_by("item_id", "-number"):
        rows[one.item_id].append(one)
    return rows


def _one(lot: _Lot, item: Item, history: Sequence[Version]) -> None:
    """Add one item to a lot: its version ends, and the one before is in force again."""
    ours, rollout = history[0], lot.rollout
    written = (rollout.standard_id, rollout.approved_at, rolling.note_of(rollout))
    mine = (ours.standard_id, ours.approved_at, ours.note) == written
    if not mine or ours.state != ItemState.PUBLISHED.value:
        lot.spared.append(item.division)
        return
    former = next((one for one in history[1:] if one.state in IN_FORCE), None)
    begun = ours.effective_from is not None and ours.effective_from <= lot.today
    lot.ended.append(ours.id)
    if former is None:
        lot.gone.append(item)
    elif begun:
        lot.again.append(_again(lot, former, ours.number + 1))
    else:
        lot.reopened.append(former.id)


def _again(lot: _Lot, former: Version, number: int) -> Version:
    """Return the version that was in force before, from today on under a new number."""
    return Version(
        item=former.item,
        number=number,
        state=former.state,
        standard_id=former.standard_id,
        content=former.content,
        name=former.name,
        effective_from=lot.today,
        drafted_by=former.drafted_by,
        drafted_at=lot.at,
        approved_by=former.approved_by,
        approved_at=lot.at,
        note=NOTE,
    )


def _write(lot: _Lot) -> None:
    """Write a lot: versions ended, in force again, items that are no longer live, the tallies."""
    Version.objects.filter(id__in=lot.ended).update(
        state=ItemState.WITHDRAWN.value,
        withdrawn_by=lot.rollout.undo_by,
        effective_until=lot.today - DAY,  # running cases stay on it
        note=NOTE,
    )
    Version.objects.filter(id__in=lot.reopened).update(effective_until=None)
    Version.objects.bulk_create(lot.again)
    for version in lot.again:
        if version.standard_id is None:
            dictionary.enter(version.item, version, standards.said_by(version))
    Item.objects.filter(id__in=[item.id for item in lot.gone]).update(live=False)
    Entry.objects.filter(version__in=lot.ended).delete()
    Shortfall.objects.bulk_create(
        (Shortfall(rollout=lot.rollout, division=code, reason=SPARED) for code in lot.spared),
        ignore_conflicts=True,
    )
    standard = lot.rollout.standard
    divisions = [item.division for item in lot.gone]
    coverage.move(divisions, standard.base_code, Level(standard.level), step=-1)
