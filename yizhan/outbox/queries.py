"""What a person was told (消息), the newest first; reading changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from yizhan.accounts import seals
from yizhan.orm import marks
from yizhan.orm.marks import Mark
from yizhan.outbox.models import Channel, Contact, Delivery, Message, State

PAGE = 20
COLUMNS = ("topic", "payload", "created_at")


@dataclass(frozen=True)
class Told:
    """One message to a person: what it is about, what it says, and when it was meant for them."""

    topic: str
    payload: dict[str, Any]
    at: datetime
    id: UUID


@dataclass(frozen=True)
class Page:
    """One page of what a person was told; ``after`` asks for the next one, empty at the end."""

    rows: list[Told]
    after: str


def told(person: UUID, at: datetime, *, after: str = "", limit: int = PAGE) -> Page:
    """Return a page of what a person was told by a moment, the newest first.

    ``after`` is the mark of the page before.
    """
    found = Message.objects.filter(recipient=person, created_at__lte=at, available_at__lte=at)
    mark = marks.read(after)
    if mark:
        seen = Q(created_at__lt=mark.at) | Q(created_at=mark.at, id__lt=mark.id)
        found = found.filter(seen, created_at__lte=mark.at)
    rows = list(found.order_by("-created_at", "-id").values(*COLUMNS, "id")[: limit + 1])
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return Page(
        [Told(row["topic"], row["payload"], row["created_at"], row["id"]) for row in rows[:limit]],
        str(Mark(last["created_at"], last["id"])) if last else "",
    )


@dataclass(frozen=True)
class Sent:
    """One letter of a message: the channel and what became of it, in words."""

    channel: str
    state: str


def sent(person: UUID, ids: Iterable[UUID]) -> dict[UUID, list[Sent]]:
    """Return what became of the letters of a person's own messages, by message."""
    own = Message.objects.filter(recipient=person, id__in=list(ids)).values_list("id", flat=True)
    found: dict[UUID, list[Sent]] = {}
    for row in Delivery.objects.filter(message_id__in=own).order_by("channel"):
        said = Sent(Channel(row.channel).label, State(row.state).label)
        found.setdefault(row.message_id, []).append(said)
    return found


@dataclass(frozen=True)
class Reach:
    """How a person wants to be reached beside the messages on the site."""

    by_sms: bool
    email: str


def reach(person: UUID) -> Reach:
    """Return how a person wants to be reached; by text messages where nothing was said."""
    held = Contact.objects.filter(person_id=person).first() or Contact(person_id=person)
    sealed = bytes(held.email_sealed)
    return Reach(held.by_sms, seals.unseal(sealed, str(person)))


def undelivered() -> int:
    """Return how many letters never arrived, for whoever looks after the system."""
    return Delivery.objects.filter(state=State.UNDELIVERED.value).count()
