"""What the worker does for the outbox: hands each message to the channels that its person wants.

A letter says that there is news, never of what: the matter is read on the site (T52). Several
workers share the work. One killed between sending and writing sends again under the same key,
which the provider knows.
"""

from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID

from django.db import transaction

from yizhan.accounts import queries as accounts
from yizhan.accounts import seals
from yizhan.links import letters
from yizhan.links.letters import Letter
from yizhan.outbox.models import Channel, Contact, Delivery, Message, State

BATCH = 50
FIRST_REST, LONGEST_REST = timedelta(seconds=15), timedelta(minutes=5)
DOUBLED = 5  # rests, each twice the one before; then the longest
AGREED = "【一站】您有一次约好的办理，时间和地点请登录“我的消息”查看。"
LASTS = timedelta(hours=4)  # then a letter counts as undelivered (E31)
SUBJECT = "您的办件有新进展"
TEXT = "【一站】您的办件（编号末四位{tail}）有新进展，请登录“我的消息”查看。"


def deliver(at: datetime) -> int:
    """Return how many messages were spread over channels and how many letters were tried."""
    return _spread(at) + sum(takewhile(bool, (_one(at) for _ in range(BATCH))))


def _spread(at: datetime) -> int:
    """Return how many messages got their letters, each once."""
    with transaction.atomic():
        due = Message.objects.filter(done_at=None, available_at__lte=at)
        rows = list(due.select_for_update(skip_locked=True).order_by("available_at")[:BATCH])
        Delivery.objects.bulk_create(
            [letter for row in rows for letter in _letters(row, at)], ignore_conflicts=True
        )
        for row in rows:
            Message.objects.filter(division=row.division, id=row.id).update(done_at=at)
    return len(rows)


def _letters(row: Message, at: datetime) -> list[Delivery]:
    """Return the letters of a message: one for each channel that is on and wanted."""
    if row.recipient is None:
        return []
    contact = _contact(row.recipient)
    wanted = {Channel.SMS: contact.by_sms, Channel.EMAIL: bool(contact.email_sealed)}
    return [
        Delivery(
            division=row.division,
            message_id=row.id,
            channel=channel.value,
            next_at=at,
            ends_at=at + LASTS,
        )
        for channel in Channel
        if wanted[channel] and channel.value in letters.senders()
    ]


def _one(at: datetime) -> bool:
    """Return whether another letter was tried; its row is locked meanwhile."""
    with transaction.atomic():
        due = Delivery.objects.filter(state=State.WAITING.value, next_at__lte=at)
        row = due.select_for_update(skip_locked=True).order_by("next_at").first()
        if row is None:
            return False
        _try(row, at)
        row.save(update_fields=["state", "attempts", "error", "next_at", "sent_at"])
        return True


def _try(row: Delivery, at: datetime) -> None:
    """Send one letter to where its person is reached now, and keep what came of it."""
    row.attempts += 1
    try:
        sender = letters.senders()[row.channel]
        sender.send(_letter(row))
    except (OSError, LookupError) as fault:
        row.error = f"{type(fault).__name__}: {fault}"[:200]
        row.next_at = at + min(FIRST_REST * 2 ** min(row.attempts - 1, DOUBLED), LONGEST_REST)
        over = row.next_at > row.ends_at
        row.state = State.UNDELIVERED.value if over else State.WAITING.value
        return
    row.state, row.sent_at, row.error = State.SENT.value, at, ""


def _letter(row: Delivery) -> Letter:
    """Return the letter; raises LookupError where the person cannot be reached."""
    message = Message.objects.get(division=row.division, id=row.message_id)
    to = _address(message, Channel(row.channel))
    if not to:
        raise LookupError("no number or address")
    return Letter(
        key=f"{row.message_id}-{row.channel}",
        to=to,
        subject=SUBJECT,
        text=_text(str(message.payload.get("number", ""))),
    )


def _text(number: str) -> str:
    """Return what a letter says: of a case, or of what was agreed."""
    return TEXT.format(tail=number[-4:]) if number else AGREED


def _address(message: Message, channel: Channel) -> str:
    """Return where a person is reached on a channel as of now; empty where nowhere."""
    if message.recipient is None:
        return ""
    if channel is Channel.SMS:
        return accounts.phone_of(message.recipient)
    sealed = _contact(message.recipient).email_sealed
    return seals.unseal(sealed, str(message.recipient)) if sealed else ""


def _contact(person: UUID) -> Contact:
    """Return how a person wants to be reached."""
    held = Contact.objects.filter(person_id=person).first()
    return held or Contact(person_id=person)
