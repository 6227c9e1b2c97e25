"""The catalogue after a change of divisions: items follow their authorities (L5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from yizhan.items import services
from yizhan.items.models import Item, Version
from yizhan.law.clocks import local
from yizhan.law.words import ItemState
from yizhan.places import carrying
from yizhan.places.carrying import Carried, Merged

WHY = "区划调整，由{into}统一实施"
ITEMS = """
update items_item i set division = a.division from places_authority a
where a.id = i.authority_id and a.id = any(%s) and i.division <> a.division
"""
ENTRIES = """
update items_entry e set division = i.division from items_version v, items_item i
where e.version_id = v.id and v.item_id = i.id and i.authority_id = any(%s)
    and e.division <> i.division
"""


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Authorities that moved or were merged; how many items followed, how many ended."""

    authorities: Carried
    items: int
    ended: int


@transaction.atomic
def carry(*, by: int, at: datetime) -> Followed:
    """Move authorities whose code has ended, and their items; whoever calls counts anew.

    An item that the authority taking over has as well ends; the others become its own and keep
    their codes. Doing it again changes nothing.
    """
    on = local(at).date()
    carried = carrying.carry(on=on)
    ended = sum(_merge(one, by, at) for one in carried.merged)
    touched = [*(one.id for one in carried.moved), *(one.into for one in carried.merged)]
    items = _follow(touched)
    return Followed(authorities=carried, items=items, ended=ended)


def _follow(authorities: Sequence[int]) -> int:
    """Return how many items were brought to the division of their authority."""
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, [list(authorities)])
        items = int(cursor.rowcount)
        cursor.execute(ENTRIES, [list(authorities)])
    return items


def _merge(one: Merged, by: int, at: datetime) -> int:
    """Give an authority the items of the one it takes over from; return how many ended."""
    rows = Item.objects.filter(authority_id=one.id)
    has = Item.objects.filter(authority_id=one.into).values("base_code")
    twice = list(rows.filter(base_code__in=has))
    for item in twice:
        _end(item, one, by, at)
    rows.exclude(id__in=[item.id for item in twice]).update(authority_id=one.into)
    return len(twice)


def _end(item: Item, one: Merged, by: int, at: datetime) -> None:
    """End every version of an item; running cases stay on theirs."""
    living = Version.objects.filter(item=item).exclude(state=ItemState.WITHDRAWN.value)
    for version_id in living.values_list("id", flat=True):
        services.withdraw(
            version_id,
            by=by,
            at=at,
            on=local(at).date(),
            note=WHY.format(into=one.into_name),
        )
