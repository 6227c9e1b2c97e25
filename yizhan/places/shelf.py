"""What was read of the places, kept in the process until any process changes them.

Every change gives the places a new edition, a random token in one row. A process reads that row
at most once a second and drops all it kept when the token is another one.
"""

import secrets
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from yizhan.places.models import Edition

T = TypeVar("T")
FRESH = 1.0  # seconds that a token is believed
MOST = 50_000  # entries; a full shelf is emptied
ROW = 1


@dataclass
class _Shelf:
    """The token last seen, when, and what was kept under it."""

    token: str = ""
    seen_at: float = float("-inf")
    kept: dict[Hashable, object] = field(default_factory=dict)


_shelf = _Shelf()


def _current() -> dict[Hashable, object]:
    """Return what is kept under the edition of now."""
    if time.monotonic() - _shelf.seen_at >= FRESH:
        token = Edition.objects.filter(pk=ROW).values_list("token", flat=True).first() or ""
        if token != _shelf.token or len(_shelf.kept) > MOST:
            _shelf.kept = {}
        _shelf.token, _shelf.seen_at = token, time.monotonic()
    return _shelf.kept


def edition() -> str:
    """Return the token of the edition of now, for what is kept elsewhere."""
    _current()
    return _shelf.token


def keep(key: Hashable, make: Callable[[], T]) -> T:
    """Return the value kept under a key, made and kept when it is not there."""
    kept = _current()
    if key not in kept:
        kept[key] = make()
    return cast("T", kept[key])


def change() -> None:
    """Give the places a new edition; call it in the transaction that changed them."""
    Edition.objects.update_or_create(pk=ROW, defaults={"token": secrets.token_hex(16)})
    forget()


def forget() -> None:
    """Drop everything kept in this process."""
    _shelf.kept = {}
    _shelf.seen_at = float("-inf")
