"""Versions as the rest of the hall reads them: frozen, and kept in memory once published."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from yizhan.items import standards
from yizhan.items.content import Content
from yizhan.items.models import Version
from yizhan.law.refusals import NotFound
from yizhan.law.words import Level
from yizhan.places import shelf

KEPT = 2048
COLUMNS = (
    "id",
    "item_id",
    "item__code",
    "number",
    "item__authority_id",
    "item__division",
    "item__level",
    "standard_id",
    "content",
    "name",
    "effective_from",
    "approved_at",
)


@dataclass(frozen=True)
class VersionView:
    """One version with its content."""

    id: UUID
    item_id: UUID
    code: str
    number: int
    authority_id: int
    division: str
    level: Level
    content: Content
    name: str
    effective_from: date | None = None  # None while it is a draft
    standard_id: UUID | None = None  # what it was rolled out from
    trial: bool = False  # made for one run of a replay, never published


class Shelf:
    """The versions last read, by id; at most ``KEPT`` of them. Safe between threads."""

    def __init__(self) -> None:
        """Begin empty."""
        self._views: OrderedDict[UUID, VersionView] = OrderedDict()
        self._lock = threading.Lock()
        self._edition = ""

    def get(self, version_id: UUID) -> VersionView | None:
        """Return a version that is at hand, and remember that it was asked for."""
        with self._lock:
            view = self._views.get(version_id)
            if view is not None:
                self._views.move_to_end(version_id)
            return view

    def put(self, view: VersionView) -> None:
        """Keep a version; the one that was longest not asked for makes room."""
        with self._lock:
            self._views[view.id] = view
            if len(self._views) > KEPT:
                self._views.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._views.clear()

    def follow(self, edition: str) -> None:
        """Forget what was read under another edition of the places: items move with them (L5)."""
        with self._lock:
            if edition != self._edition:
                self._views = OrderedDict((k, v) for k, v in self._views.items() if v.trial)
                self._edition = edition


SHELF = Shelf()


def _view(row: dict[str, Any]) -> VersionView:
    """Return the view of a row of ``COLUMNS``."""
    return VersionView(
        id=row["id"],
        item_id=row["item_id"],
        code=row["item__code"],
        number=row["number"],
        authority_id=row["item__authority_id"],
        division=row["item__division"],
        level=Level(row["item__level"]),
        content=standards.whole(row["content"], row["standard_id"]),
        name=row["name"],
        effective_from=row["effective_from"],
        standard_id=row["standard_id"],
    )


def views(version_ids: Iterable[UUID]) -> list[VersionView]:
    """Return versions in the order asked for, in at most two statements; missing ones left out."""
    wanted = list(version_ids)
    SHELF.follow(shelf.edition())
    found = {key: view for key in wanted if (view := SHELF.get(key))}
    missing = [key for key in wanted if key not in found]
    if missing:
        found |= _fetched(missing)
    return [found[key] for key in wanted if key in found]


def _fetched(version_ids: list[UUID]) -> dict[UUID, VersionView]:
    """Return versions from the database; those that can no longer change are kept."""
    found = {}
    rows = list(Version.objects.filter(id__in=version_ids).values(*COLUMNS))
    standards.at_hand(row["standard_id"] for row in rows)
    for row in rows:
        view = found[row["id"]] = _view(row)
        if row["approved_at"]:
            SHELF.put(view)
    return found


def version(version_id: UUID) -> VersionView:
    """Return one version, of whatever state.

    Raises NotFound when there is none.
    """
    for view in views([version_id]):
        return view
    raise NotFound("没有这个事项版本", clause="ADM-03", remedy="请重新查找事项")
