"""What the catalogue office (事项管理) reads: versions of whatever state, how complete."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from yizhan.items.content import Content
from yizhan.items.models import Version
from yizhan.items.sheets import CONTENT
from yizhan.items.versions import VersionView, views
from yizhan.law.refusals import NotFound
from yizhan.law.words import ItemState

PAGE = 50
UNDECIDED = {
    "window",
    "contact",
    "quota",
    "scope",
    "village_mode",
    "obligations",
    "assumed",
    "fees",
    "specials",
}


@dataclass(frozen=True, kw_only=True)
class Office:
    """Whose items are looked after: those of one authority, or of a whole division (a centre)."""

    authority_id: int
    division: str = ""

    def rows(self) -> QuerySet[Version]:
        """Return the versions in this scope."""
        own = Q(item__authority_id=self.authority_id)
        wide = Q(item__division=self.division) if self.division else own
        return Version.objects.filter(own | wide)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A version with what became of it: state, span, who drafted and who approved."""

    view: VersionView
    state: ItemState
    since: date | None
    until: date | None
    drafted_by: int
    drafted_at: datetime
    approved_by: int | None
    note: str


def listed(
    office: Office, state: ItemState | None = None, *, words: str = "", after: str = ""
) -> list[Draft]:
    """Return a page of versions by code, the latest of each item; of one state when asked for.

    ``after`` is the code last seen.
    """
    rows = office.rows().filter(item__code__gt=after)
    if state:
        rows = rows.filter(state=state.value)
    if words:
        rows = rows.filter(name__contains=words)
    rows = rows.order_by("item__code", "-number").distinct("item__code")
    return _drafts(rows[: PAGE + 1])


def one(office: Office, version_id: UUID) -> Draft:
    """Return one version; raises NotFound for one outside the scope, as for none."""
    found = _drafts(office.rows().filter(id=version_id))
    if not found:
        raise NotFound("没有这个事项版本", clause="ADM-03", remedy="请从事项列表进入")
    return found[0]


def history(office: Office, item_id: UUID) -> list[Draft]:
    """Return every version of an item, the latest first."""
    return _drafts(office.rows().filter(item_id=item_id).order_by("-number"))


def _drafts(rows: QuerySet[Version]) -> list[Draft]:
    """Return rows with their views."""
    kept = list(rows)
    known = {view.id: view for view in views(row.id for row in kept)}
    return [
        Draft(
            view=known[row.id],
            state=ItemState(row.state),
            since=row.effective_from,
            until=row.effective_until,
            drafted_by=row.drafted_by,
            drafted_at=row.drafted_at,
            approved_by=row.approved_by,
            note=row.note,
        )
        for row in kept
    ]


def completeness(content: Content) -> tuple[int, int]:
    """Return how many elements of the guide are filled in, of how many (P-05)."""
    values = msgspec.structs.asdict(content)
    wanted = [name for name in values if name not in UNDECIDED]
    filled = [name for name in wanted if values[name] not in ("", [], {}, None)]
    return len(filled), len(wanted)


@dataclass(frozen=True)
class Change:
    """One value that differs between two versions."""

    where: str
    before: str
    after: str


def changes(before: Content, after: Content) -> list[Change]:
    """Return what differs between two contents, field by field (ADM-03)."""
    old, new = dict(_flat(before)), dict(_flat(after))
    paths = list(dict.fromkeys((*old, *new)))
    return [
        Change(_words(path), old.get(path, ""), new.get(path, ""))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    ]


def _flat(content: Content) -> Iterator[tuple[str, str]]:
    """Yield each value of a content under its path."""
    data: dict[str, Any] = msgspec.to_builtins(content)
    yield from _leaves("", data)


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the values inside a value, each under its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{path}.{key}" if path else key, inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value, 1):
            yield from _leaves(f"{path}[{place}]", inner)
    elif value not in ("", None):
        yield path, str(value)


def _words(path: str) -> str:
    """Return a path with its first part as people call it."""
    head, bracket, rest = path.partition("[")
    first, dot, more = head.partition(".")
    return f"{CONTENT.get(first, first)}{dot}{more}{bracket}{rest}"
