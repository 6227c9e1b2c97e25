"""One lot of a roll-out: for each division the authority, the item, its next version, the tally.

About a dozen statements, however many divisions there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from yizhan.items import coverage, fieldchecks, standards
from yizhan.items.codechecks import Holder
from yizhan.items.content import Content
from yizhan.items.models import IN_FORCE, Entry, Item, Rollout, Version
from yizhan.items.validators import CODE_RULES
from yizhan.law.words import ItemState, Level
from yizhan.places import founding
from yizhan.places.queries import AuthorityView, DivisionView

UNDECIDED = {ItemState.DRAFT.value, ItemState.PENDING.value}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of divisions: made anew, standing already, or left as they were, with why."""

    made: int = 0
    kept: int = 0
    failed: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Lot:
    """What is written for a lot, and what is not."""

    items: list[Item] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    ended: list[UUID] = field(default_factory=list)
    live: list[Item] = field(default_factory=list)
    kept: int = 0
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """One division whose turn it is: its item, its authority, the versions so far, latest first."""

    rollout: Rollout
    item: Item
    authority: AuthorityView
    history: Sequence[Version]

    @property
    def current(self) -> Version | None:
        """Return the version that is approved and has no end."""
        open_ones = (one for one in self.history if one.effective_until is None)
        return next((one for one in open_ones if one.state in IN_FORCE), None)

    def local(self) -> dict[str, Any]:
        """Return the local fields: those of the latest version, else what the authority says."""
        if self.history:
            return standards.local_of(standards.said_by(self.history[0]))
        authority = self.authority
        return {
            **standards.local_of(standards.content_of(self.rollout.standard_id)),
            "department": authority.short_name,
            "place": authority.address,
            "ask_phone": authority.phone,
            "complain_phone": authority.complaint_phone or "12345",
        }

    def against(self, local: Mapping[str, Any]) -> str:
        """Return why the item cannot take the standard over; empty when it can."""
        if any(one.state in UNDECIDED for one in self.history):
            return "该事项有未发布的版本，须先完成或取消"
        first = self.current.effective_from if self.current else None
        if first and self.rollout.effective_from <= first:
            return f"现行版本自{first}起生效，推行的生效日期须晚于该日"
        body = self.authority
        holder = Holder(uscc=body.uscc, level=body.level, division=body.division)
        return next(_wrong(standards.whole(local, self.rollout.standard_id), holder), "")

    def version(self, local: dict[str, Any]) -> Version:
        """Return the next version, published by the two people of the roll-out."""
        rollout = self.rollout
        return Version(
            item=self.item,
            number=self.history[0].number + 1 if self.history else 1,
            state=ItemState.PUBLISHED.value,
            standard_id=rollout.standard_id,
            content=local,
            name=rollout.standard.name,
            effective_from=rollout.effective_from,
            drafted_by=rollout.drafted_by,
            drafted_at=rollout.drafted_at,
            approved_by=rollout.approved_by,
            approved_at=rollout.approved_at,
            note=note_of(rollout),
        )


def note_of(rollout: Rollout) -> str:
    """Return what a version says of the roll-out that has written it."""
    return f"按标准第{rollout.standard.number}版推行"


def roll(rollout: Rollout, places: Sequence[DivisionView], at: datetime) -> Outcome:
    """Return what became of the divisions of a lot; all in the caller's transaction."""
    content = standards.content_of(rollout.standard_id)
    authorities = founding.found(places, content.department, on=at.date())
    items = _items(content, [place.code for place in places])
    versions = _versions(items)
    lot = _Lot()
    for place in places:
        authority = authorities[place.code]
        item = items.get(place.code) or _new(authority, content)
        _one(lot, Turn(rollout, item, authority, versions.get(item.id, [])))
    _write(lot, rollout, content, at)
    return Outcome(made=len(lot.versions), kept=lot.kept, failed=lot.failed)


def _items(content: Content, divisions: Sequence[str]) -> dict[str, Item]:
    """Return the items of the base code that stand in divisions."""
    rows = Item.objects.filter(
        base_code=content.base_code, level=content.level.value, division__in=divisions
    )
    return {row.division: row for row in rows.order_by("-id").select_for_update()}


def _versions(items: Mapping[str, Item]) -> dict[UUID, list[Version]]:
    """Return the versions of items, the latest first."""
    found: dict[UUID, list[Version]] = {}
    ids = [item.id for item in items.values()]
    for row in Version.objects.filter(item_id__in=ids).order_by("item_id", "-number"):
        found.setdefault(row.item_id, []).append(row)
    return found


def _new(authority: AuthorityView, content: Content) -> Item:
    """Return a new item of an authority, not written yet."""
    return Item(
        code=f"{authority.uscc}{content.level.value}{content.base_code}",
        authority_id=authority.id,
        division=authority.division,
        level=content.level.value,
        base_code=content.base_code,
    )


def _one(lot: _Lot, turn: Turn) -> None:
    """Add the next version of one item to a lot, or why there is none."""
    item, current = turn.item, turn.current
    if current and current.standard_id == turn.rollout.standard_id:
        lot.kept += 1
        return
    local = turn.local()
    if reason := turn.against(local):
        lot.failed[item.division] = reason
        return
    if current:
        lot.ended.append(current.id)
    if not turn.history:
        lot.items.append(item)
    if not item.live:
        lot.live.append(item)
    lot.versions.append(turn.version(local))


def _wrong(content: Content, holder: Holder) -> Iterator[str]:
    """Yield what is wrong with what is local; the standard itself was checked before."""
    for rule in CODE_RULES:
        yield from (message for _, message in rule.check(content, holder))
    yield from (message for _, message in fieldchecks.phones(content))


def _write(lot: _Lot, rollout: Rollout, content: Content, at: datetime) -> None:
    """Write a lot: items, the end of former versions, versions, what is live."""
    eve = rollout.effective_from - timedelta(days=1)
    for item in lot.live:
        item.live = True
    Item.objects.bulk_create(lot.items)
    Version.objects.filter(id__in=lot.ended).update(effective_until=eve)
    Version.objects.bulk_create(lot.versions)
    fresh = {item.id for item in lot.items}
    known = [item.id for item in lot.live if item.id not in fresh]
    Item.objects.filter(id__in=known).update(live=True)
    _drop_gone(lot, at.date())
    divisions = [item.division for item in lot.live]
    coverage.move(divisions, content.base_code, Level(content.level), step=1)


def _drop_gone(lot: _Lot, today: date) -> None:
    """Take the entries of versions that have ended by today out of the dictionary of search."""
    gone = Version.objects.filter(id__in=lot.ended, effective_until__lt=today)
    Entry.objects.filter(version__in=gone).delete()
