"""The dictionary of names: what a published version is found by."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection

from yizhan.items import tokens
from yizhan.items.content import Content
from yizhan.items.models import Calling, Entry, Item, Name, Version

ADD = """
insert into items_name (name, grams, sounds)
values (%s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]))
on conflict (name) do nothing
"""


def names(content: Content) -> Iterator[tuple[str, bool]]:
    """Yield (name, whether it is the item's own): title, sayings, and what one gets."""
    yield content.name, True
    for saying in content.colloquial:
        yield saying, False
    if content.result.name:
        yield content.result.name, False


def enter(item: Item, version: Version, content: Content) -> None:
    """Make a version findable by its names; former versions that have ended are left out."""
    _drop_ended(item, version)
    wanted = _wanted(content)
    keys = _keys(wanted)
    Entry.objects.bulk_create(
        Entry(
            name_id=keys[name],
            version=version,
            division=item.division,
            level=item.level,
            own=own,
        )
        for name, own in wanted.items()
    )


def call(standard_id: UUID, content: Content) -> None:
    """Make every item of a standard findable by the names of the standard, said once."""
    keys = _keys(_wanted(content))
    Calling.objects.bulk_create(
        (Calling(name_id=key, standard_id=standard_id) for key in keys.values()),
        ignore_conflicts=True,
    )


def _wanted(content: Content) -> dict[str, bool]:
    """Return the names of a content, each with whether it is its own."""
    wanted: dict[str, bool] = {}
    for name, own in names(content):
        wanted.setdefault(name[:200], own)
    return wanted


def _keys(wanted: Iterable[str]) -> dict[str, int]:
    """Return the ids of names, entered where they are new."""
    with connection.cursor() as cursor:
        rows = [(name, tokens.grams(name), tokens.sounds(name)) for name in wanted]
        cursor.executemany(ADD, rows)
    return dict(Name.objects.filter(name__in=wanted).values_list("name", "id"))


def _drop_ended(item: Item, version: Version) -> None:
    """Take the versions that ended before a version was approved out of the dictionary."""
    ended = item.versions.filter(effective_until__lt=version.approved_at)
    if keys := list(ended.values_list("id", flat=True)):
        Entry.objects.filter(version_id__in=keys).delete()
