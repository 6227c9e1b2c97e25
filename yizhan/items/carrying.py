"""The catalogue after a change of divisions: items follow their authorities (L5)."""

from datetime import date

from django.db import connection, transaction

from yizhan.items import coverage
from yizhan.items.versions import SHELF
from yizhan.places import changes
from yizhan.places.changes import Carried

ITEMS = """
update items_item i set division = a.division from places_authority a
where a.id = i.authority_id and a.id = any(%s) and i.division <> a.division
"""
ENTRIES = """
update items_entry e set division = i.division from items_version v, items_item i
where e.version_id = v.id and v.item_id = i.id and i.authority_id = any(%s)
    and e.division <> i.division
"""


@transaction.atomic
def carry(*, on: date) -> tuple[Carried, int]:
    """Move authorities whose code has ended, and their items; return them and how many items.

    Running cases keep their keys: ``places.queries.regions_of`` finds them. Doing it again
    changes nothing.
    """
    carried = changes.carry(on=on)
    moved = [authority_id for authority_id, _, _ in carried.moved]
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, [moved])
        items = int(cursor.rowcount)
        cursor.execute(ENTRIES, [moved])
    if moved:
        SHELF.clear()
        coverage.recount(on=on)
    return carried, items
