"""Comparing what a step showed with what the scenario expected of it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any


def differences(
    expect: Mapping[str, Any], shown: Mapping[str, Any]
) -> Iterator[tuple[str, object, object]]:
    """Yield (key, expected, got) for each expectation that did not hold.

    ``due`` is compared on the terms that it names; ``…_include`` wants each of its entries.
    """
    for key, wanted in expect.items():
        if key == "due":
            due = shown.get("due") or {}
            named = (wanted or {}).items()
            yield from _unequal({f"due.{term}": (day, due.get(term)) for term, day in named})
        elif key.endswith("_include"):
            got = shown.get(key.removesuffix("_include")) or []
            if not set(_plain(wanted)) <= set(got):
                yield key, wanted, got
        else:
            yield from _unequal({key: (wanted, shown.get(key))})


def _unequal(pairs: Mapping[str, tuple[Any, Any]]) -> Iterator[tuple[str, object, object]]:
    """Yield the pairs that differ."""
    for key, (wanted, got) in pairs.items():
        if _ordered(_plain(wanted)) != _ordered(got):
            yield key, _plain(wanted), got


def _ordered(value: Any) -> Any:
    """Return a list in an order of its own: what was issued counts, not in which order."""
    return sorted(value, key=str) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    """Return a value as the output shows it: dates as text."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
