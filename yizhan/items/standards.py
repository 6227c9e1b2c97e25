"""标准事项: what an item says that was rolled out — the standard's content with local fields.

A version of such an item keeps only its local fields; the rest is read from the standard, which
never changes. Thousands of items share one content in memory as they do in the database.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Max

from yizhan.items.content import Content
from yizhan.items.faults import BadContent, Fault
from yizhan.items.models import Standard, Version
from yizhan.items.storing import restored, stored

LOCAL = ("department", "place", "window", "hours", "contact", "ask_phone", "complain_phone")
KEPT = 512
_at_hand: dict[UUID, Content] = {}


def at_hand(standard_ids: Iterable[UUID | None]) -> None:
    """Have standards ready, in at most one statement; they never change and are kept."""
    missing = {key for key in standard_ids if key and key not in _at_hand}
    if not missing:
        return
    if len(_at_hand) > KEPT:
        _at_hand.clear()
    for row in Standard.objects.filter(id__in=missing):
        _at_hand[row.id] = restored(row.content)


def content_of(standard_id: UUID) -> Content:
    """Return what a standard says."""
    if standard_id not in _at_hand:
        at_hand([standard_id])
    return _at_hand[standard_id]


def whole(kept: Mapping[str, Any], standard_id: UUID | None) -> Content:
    """Return all that a version says, given what it keeps itself."""
    if standard_id is None:
        return restored(dict(kept))
    return msgspec.structs.replace(content_of(standard_id), **kept)


def said_by(version: Version) -> Content:
    """Return all that the row of a version says."""
    return whole(version.content, version.standard_id)


def kept_of(content: Content, standard_id: UUID | None) -> dict[str, Any]:
    """Return what a version with this content keeps itself.

    Raises BadContent when it departs from its standard in more than the local fields.
    """
    if standard_id is None:
        return stored(content)
    local = local_of(content)
    if whole(local, standard_id) != restored(stored(content)):
        strange = _departures(content, content_of(standard_id))
        raise BadContent(
            [Fault(name, "标准事项的统一内容不能在本地修改", "I41") for name in strange]
        )
    return local


def local_of(content: Content) -> dict[str, Any]:
    """Return the local fields of a content."""
    return {name: getattr(content, name) for name in LOCAL}


def _departures(content: Content, standard: Content) -> list[str]:
    """Return the fields outside the local ones in which a content is not its standard."""
    own, theirs = msgspec.to_builtins(restored(stored(content))), msgspec.to_builtins(standard)
    return [name for name in own if name not in LOCAL and own[name] != theirs[name]]


def edition(content: Content, *, by: int, at: Any) -> Standard:
    """Return the standard that says this: the latest edition if it does, else a new one."""
    rows = Standard.objects.filter(base_code=content.base_code, level=content.level.value)
    latest = rows.order_by("-number").first()
    if latest and restored(latest.content) == restored(stored(content)):
        return latest
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return Standard.objects.create(
        base_code=content.base_code,
        level=content.level.value,
        number=last + 1,
        content=stored(content),
        name=content.name,
        drafted_by=by,
        drafted_at=at,
    )
