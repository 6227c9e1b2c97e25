"""What the other parts may know of the catalogue: versions, lists, and what search finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from yizhan.items.content import Content
from yizhan.items.models import Item, Version
from yizhan.items.search import Hit, search, suggest
from yizhan.items.versions import VersionView, version, views
from yizhan.law.words import Applicant, ItemState
from yizhan.orm import prepared

__all__ = [
    "Facets",
    "Hit",
    "VersionView",
    "all_published",
    "browse",
    "history",
    "item_by_code",
    "names",
    "offered",
    "popular",
    "published",
    "search",
    "suggest",
    "version",
    "views",
]
PAGE = 100
OFFERED = """select from items_version where id = %s and state = %s and effective_from <= %s
and (effective_until is null or effective_until >= %s)"""
HELD = [ItemState.PUBLISHED.value, ItemState.WITHDRAWN.value]


@dataclass(frozen=True, kw_only=True)
class Facets:
    """What a list is narrowed to; an empty one is not asked for."""

    theme: str = ""
    audience: Applicant | None = None
    department: str = ""


def published(item_id: UUID, on: date) -> VersionView | None:
    """Return the version of an item that is in force on a day; None when there is none.

    A suspended version is not in force; a withdrawn one was, until it ended.
    """
    rows = _in_force(on).filter(item_id=item_id).order_by("-number")
    found = views(rows.values_list("id", flat=True)[:1])
    return found[0] if found else None


def all_published(item_ids: Iterable[UUID], on: date) -> dict[UUID, VersionView]:
    """Return the versions of many items that are in force on a day, by item; for lists."""
    rows = _in_force(on).filter(item_id__in=list(item_ids)).order_by("number")
    return {view.item_id: view for view in views(rows.values_list("id", flat=True))}


def item_by_code(code: str) -> UUID | None:
    """Return the id of the item with a 实施编码; None when there is none."""
    return Item.objects.filter(code=code).values_list("id", flat=True).first()


def names(base_codes: Iterable[str], on: date) -> dict[str, str]:
    """Return the name of each base code that an item in force bears, in one statement."""
    wanted = {code for code in base_codes if code.isascii() and code.isdigit()}
    rows = _in_force(on).filter(item__base_code__in=wanted).order_by("item__base_code", "name")
    found = rows.distinct("item__base_code").values_list("item__base_code", "name")
    return dict(found) if wanted else {}


def browse(
    divisions: Sequence[str], facets: Facets, *, on: date, after: str = "", limit: int = 20
) -> list[VersionView]:
    """Return a page of the items of some divisions, by code; ``after`` is the last code seen."""
    rows = _offered(on).filter(item__division__in=divisions, item__code__gt=after)
    rows = _narrowed(rows, facets).order_by("item__code")
    return views(rows.values_list("id", flat=True)[: min(limit, PAGE)])


def popular(
    divisions: Sequence[str], facets: Facets, *, on: date, limit: int = 12
) -> list[VersionView]:
    """Return the items most asked for in some divisions (高频)."""
    rows = _narrowed(_offered(on).filter(item__division__in=divisions), facets)
    rows = rows.order_by("-item__popularity", "-item__level", "item__code")
    return views(rows.values_list("id", flat=True)[: min(limit, PAGE)])


def plain(content: Content) -> dict[str, Any]:
    """Return the content as plain values, for the interface and for export."""
    found: dict[str, Any] = msgspec.to_builtins(content)
    return found


def history(item_id: UUID) -> list[VersionView]:
    """Return every version of an item, the latest first, whatever its state."""
    rows = Version.objects.filter(item_id=item_id).order_by("-number")
    return views(rows.values_list("id", flat=True))


def _in_force(on: date) -> QuerySet[Version]:
    """Return the versions whose span holds a day."""
    open_or_later = Q(effective_until=None) | Q(effective_until__gte=on)
    return Version.objects.filter(open_or_later, state__in=HELD, effective_from__lte=on)


def offered(version_id: UUID, on: date) -> bool:
    """Return whether a version takes applications on a day: asked by every application."""
    values = [version_id, ItemState.PUBLISHED.value, on, on]
    return prepared.row(OFFERED, values) is not None


def _offered(on: date) -> QuerySet[Version]:
    """Return the versions that take applications on a day."""
    return _in_force(on).filter(state=ItemState.PUBLISHED.value)


def _narrowed(rows: QuerySet[Version], facets: Facets) -> QuerySet[Version]:
    """Return the rows that have every facet asked for."""
    if facets.theme:
        rows = rows.filter(_says("themes", facets.theme))
    if facets.audience:
        rows = rows.filter(_says("audience", facets.audience.value))
    if facets.department:
        rows = rows.filter(content__department=facets.department)
    return rows


def _says(field: str, value: str) -> Q:
    """Return the condition of a version that lists a value, itself or by its standard."""
    own = Q(**{f"content__{field}__contains": [value]})
    return own | Q(**{f"standard__content__{field}__contains": [value]})
