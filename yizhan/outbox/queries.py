"""What a person was told (消息), the newest first; reading changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yizhan.outbox.models import Message

PAGE = 20


@dataclass(frozen=True)
class Told:
    """One message to a person: what it is about, what it says, and when it was meant for them."""

    topic: str
    payload: dict[str, Any]
    at: datetime


def told(person: UUID, *, before: datetime, limit: int = PAGE) -> list[Told]:
    """Return what a person was told before a moment, at most so many, the newest first."""
    rows = Message.objects.filter(
        recipient=person, created_at__lt=before, available_at__lt=before
    ).order_by("-created_at")
    return [
        Told(row["topic"], row["payload"], row["created_at"])
        for row in rows.values("topic", "payload", "created_at")[:limit]
    ]
