"""Values of a scenario (推演取值): known keys, days, moments; a fault names its line and key."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime

from yizhan.law.clocks import ZONE
from yizhan.replay.grammar import MOMENT
from yizhan.replay.reader import Lined


def known(found: Lined, keys: AbstractSet[str]) -> None:
    """Refuse a key that means nothing here."""
    for key in found:
        if key not in keys:
            raise found.fault(key, f"unknown; known are {', '.join(sorted(keys))}")


def day(found: Lined, key: str, value: object) -> date:
    """Return a date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise found.fault(key, f"a date is expected, not {value}") from None


def moment(found: Lined, key: str) -> datetime:
    """Return a moment in the zone of the hall; a date alone is its beginning."""
    value = found.get(key)
    if isinstance(value, datetime):
        return value.replace(tzinfo=ZONE)
    matched = MOMENT.match(str(value))
    if not matched:
        raise found.fault(key, "YYYY-MM-DD hh:mm[:ss] is expected")
    try:
        text = f"{matched[1]} {(matched[2] or '00:00'):0>5}"
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError as fault:
        raise found.fault(key, str(fault)) from None
