"""Favourites (收藏): the services that a person keeps at hand (P-06, W2.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yizhan.items import queries
from yizhan.items.models import Favourite, Version
from yizhan.items.versions import VersionView
from yizhan.law.refusals import NotFound, Unlawful
from yizhan.orm import pages
from yizhan.orm.pages import Page

MOST = 200
PAGE = 20


@dataclass(frozen=True)
class FavouriteView:
    """One service on the list; ``version`` is what is in force, None while nothing is."""

    code: str
    name: str
    kept_at: datetime
    version: VersionView | None


def keep(person_id: UUID, code: str, *, at: datetime) -> None:
    """Keep a service on a person's list; kept twice, it is there once.

    Raises NotFound for an unknown code, Unlawful when the list is full.
    """
    item_id = _item(code)
    if kept(person_id, item_id):
        return
    if Favourite.objects.filter(person_id=person_id).count() >= MOST:
        raise Unlawful(f"最多收藏{MOST}个事项", clause="T26", remedy="请先取消不再需要的收藏")
    Favourite.objects.bulk_create(
        [Favourite(person_id=person_id, item_id=item_id, kept_at=at)], ignore_conflicts=True
    )


def let_go(person_id: UUID, code: str) -> None:
    """Take a service off a person's list; one that is not on it is gone already.

    Raises NotFound for an unknown code.
    """
    Favourite.objects.filter(person_id=person_id, item_id=_item(code)).delete()


def kept(person_id: UUID, item_id: UUID) -> bool:
    """Return whether a person keeps a service on their list."""
    return Favourite.objects.filter(person_id=person_id, item_id=item_id).exists()


def favourites(
    person_id: UUID, on: date, *, after: str = "", limit: int = PAGE
) -> Page[FavouriteView]:
    """Return a page of a person's list, what was kept last first, as in force on a day."""
    rows = Favourite.objects.filter(person_id=person_id).select_related("item")
    page = pages.newest(rows, "kept_at", after=after, limit=limit)
    versions = queries.all_published([row.item_id for row in page.rows], on)
    names = _last_names(row.item_id for row in page.rows if row.item_id not in versions)
    return page.as_(lambda row: _view(row, versions.get(row.item_id), names))


def _view(row: Favourite, version: VersionView | None, names: dict[UUID, str]) -> FavouriteView:
    """Return a row as its person sees it."""
    name = version.name if version else names.get(row.item_id, "")
    return FavouriteView(row.item.code, name, row.kept_at, version)


def _last_names(item_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what services were last called that nothing is in force of."""
    rows = Version.objects.filter(item_id__in=list(item_ids)).order_by("item_id", "-number")
    return dict(rows.distinct("item_id").values_list("item_id", "name"))


def _item(code: str) -> UUID:
    """Return the item with a code; raises NotFound."""
    item_id = queries.item_by_code(code)
    if item_id is None:
        raise NotFound("没有这个事项", clause="W1.2", remedy="请重新查找事项", field="item")
    return item_id
