"""The screen towards the customer (顾客屏, CNT-10): the few facts it may show, by clerk.

Only what ``ALLOWED`` names is ever kept, so nothing else can be shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yizhan.cases.counter import CounterScreen

ALLOWED = ("phase", "ref", "item", "name", "number", "materials", "decision", "last_day")


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What a customer sees now, and when they confirmed it."""

    shown: Mapping[str, Any]
    confirmed_at: datetime | None = None


def screen(user_id: int) -> Screen:
    """Return what a clerk's screen shows; nothing before the first customer."""
    row = CounterScreen.objects.filter(user_id=user_id).first()
    return Screen(shown=row.shown, confirmed_at=row.confirmed_at) if row else Screen(shown={})


def show(user_id: int, facts: Mapping[str, Any], *, at: datetime) -> None:
    """Put facts on a clerk's screen; other facts than before have to be confirmed again."""
    shown = {name: facts[name] for name in ALLOWED if facts.get(name)}
    if screen(user_id).shown == shown:
        return
    values = {"shown": shown, "confirmed_at": None, "changed_at": at}
    CounterScreen.objects.update_or_create(user_id=user_id, defaults=values)


def confirm(user_id: int, *, at: datetime) -> None:
    """Keep that the customer has looked at what is shown and confirms it."""
    CounterScreen.objects.filter(user_id=user_id).update(confirmed_at=at)
