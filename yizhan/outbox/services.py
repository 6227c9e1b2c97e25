"""How a person wants to be reached (消息提醒), and what they are reminded of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yizhan.accounts import seals
from yizhan.law.refusals import Invalid
from yizhan.outbox.models import Contact, Message

REMINDER = "reminder"


def prefer(person: UUID, *, by_sms: bool, email: str = "") -> None:
    """Keep how a person wants to be reached; an empty ``email`` is none. Raises Invalid."""
    try:
        if email:
            validate_email(email)
    except ValidationError as fault:
        raise Invalid(
            "邮箱地址不对", clause="W2.3", remedy="请核对后再填", field="email"
        ) from fault
    sealed = seals.seal(email, str(person)) if email else b""
    values = {"by_sms": by_sms, "email_sealed": sealed}
    Contact.objects.update_or_create(person_id=person, defaults=values)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What two people have agreed: which errand, in which division, in words, when to say it."""

    about: UUID
    division: int
    words: str
    due: datetime


def remind(reminder: Reminder, *people: UUID, at: datetime) -> None:
    """Remind people of what was agreed; agreed anew, the older reminder gives way (VIL-06)."""
    said = {"step": "", "ref": "", "number": "", "papers": [], "words": reminder.words}
    for person in people:
        values = {"payload": said, "created_at": at, "available_at": max(reminder.due, at)}
        Message.objects.update_or_create(
            division=reminder.division,
            id=uuid5(reminder.about, str(person)),
            defaults={"topic": REMINDER, "recipient": person, "done_at": None, **values},
        )
