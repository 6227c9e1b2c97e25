"""Divisions found by what people know: a name, initials, a code, of today or of old (L5)."""

from datetime import date

from django.db.models import Q

from yizhan.law.words import Level
from yizhan.places import codes
from yizhan.places.heirs import now
from yizhan.places.models import Division
from yizhan.places.queries import PAGE, DivisionView, in_force, view

FEWEST = 6  # digits of a code that are looked up


def find(words: str, *, on: date, within: str = "52", limit: int = 20) -> list[DivisionView]:
    """Return divisions whose name, initials or code begin with the words, higher levels first.

    A name or code that holds no more leads to the place as it is on the day.
    """
    low, high = codes.span(within)
    inside = Q(code__gte=low, code__lte=high)
    limit = min(limit, PAGE)
    if not words or (words.isdigit() and len(words) < FEWEST):
        return []
    rows = in_force(on).filter(inside, _begins(words)).order_by("level", "code")
    found = {row.code: view(row) for row in rows[:limit]}
    if len(found) < limit:
        past = Division.objects.filter(inside, _begins(words), until__lt=on)
        heirs = {now(code) for code in past.values_list("code", flat=True)[:PAGE]}
        later = in_force(on).filter(code__in=heirs - found.keys()).order_by("level", "code")
        found |= {row.code: view(row) for row in later[: limit - len(found)]}
    return list(found.values())


def _begins(words: str) -> Q:
    """Return the condition that a division is meant by the words."""
    if words.isdigit():
        return Q(code=words.ljust(codes.LENGTHS[Level.VILLAGE], "0"))
    return Q(name__startswith=words) | Q(initials__startswith=words.lower())


def history(code: str) -> list[DivisionView]:
    """Return what a code has meant, and the codes that its place bore before and after, by time."""
    wanted, seen = {codes.full(code)}, set[str]()
    found: dict[int, Division] = {}
    while wanted - seen:
        rows = Division.objects.filter(code__in=wanted - seen)
        seen |= wanted
        found |= {row.pk: row for row in rows}
        wanted |= {other for row in rows for other in (row.formerly, row.heir) if other}
    return [view(row) for row in sorted(found.values(), key=lambda row: (row.since, row.code))]
