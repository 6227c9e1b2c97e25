"""Sending words to people outside the site: text messages and mails.

A hall names its own providers in ``settings.SENDERS``; a channel that is not named is off. The
default writes each letter into a folder. Whatever the provider, the same key twice sends once.
"""

import os
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

PRIVATE = 0o600


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter: the key that names it for ever, a number or an address, and the words."""

    key: str
    to: str
    subject: str
    text: str


class Sender(Protocol):
    """Somebody who sends letters on one channel."""

    def send(self, letter: Letter) -> None:
        """Send a letter, once for each key; raises OSError where it could not be handed over."""
        ...


@dataclass(frozen=True)
class Folder:
    """The twin that writes letters into a folder: ``.txt`` for the phone, ``.eml`` for mail."""

    ending: str

    def send(self, letter: Letter) -> None:
        """Write the letter under its key; one that is there already stays as it is."""
        folder = Path(settings.OUTBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / f"{letter.key}{self.ending}"
        if place.exists():
            return
        half = place.with_suffix(f".{os.getpid()}.half")
        half.touch(PRIVATE)
        half.write_bytes(_mail(letter) if self.ending == ".eml" else _text(letter))
        half.replace(place)


def texts() -> Sender:
    """Return the default sender of text messages."""
    return Folder(".txt")


def mails() -> Sender:
    """Return the default sender of mails."""
    return Folder(".eml")


def senders() -> dict[str, Sender]:
    """Return the senders of this hall by channel."""
    return {channel: import_string(path)() for channel, path in settings.SENDERS.items()}


def _text(letter: Letter) -> bytes:
    """Return a text message as a file."""
    return f"{letter.to}\n{letter.text}\n".encode()


def _mail(letter: Letter) -> bytes:
    """Return a mail as a file."""
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["Message-ID"] = letter.to, letter.subject, f"<{letter.key}>"
    mail.set_content(letter.text)
    return mail.as_bytes()
