"""Which codes are one place (L5): a place keeps its people and its past when its code changes.

A key of a case, a paper or a number never changes; what lies under an old code is found by what
stands here, from a map of moved codes that a process keeps until the places change.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from yizhan.law.words import Level
from yizhan.places import codes
from yizhan.places.models import Authority, Division, Move
from yizhan.places.shelf import keep

REGION = 6


def now(code: str) -> str:
    """Return the code that the place of a code bears today; the code itself when it still does.

    Takes 6 or 12 digits and gives as many.
    """
    last = _heirs().get(codes.full(code), codes.full(code))
    return last[: len(code)]


def regions(code: str) -> tuple[int, ...]:
    """Return the six-digit regions that are one county, the one of today first."""
    today = now(codes.head(code, Level.COUNTY))
    former = sorted(old for old, new in _heirs().items() if new == today)
    return tuple(int(one[:REGION]) for one in (today, *former))


def regions_of(authority_id: int, region: int) -> tuple[int, ...]:
    """Return the regions under which the cases of an authority lie; its own is given, and first."""
    former = keep("moves", _former).get(authority_id, ())
    return (region, *(one for one in former if one != region))


def _heirs() -> Mapping[str, str]:
    """Return the last code of each place whose code has changed."""
    return keep("heirs", _followed)


def _followed() -> dict[str, str]:
    """Return every code that ended with an heir, followed to the end."""
    rows = Division.objects.exclude(heir="").order_by("until").values_list("code", "heir")
    open_codes = set(
        Division.objects.filter(until=None, code__in=[old for old, _ in rows]).values_list(
            "code", flat=True
        )
    )
    heirs = {old: new for old, new in rows if old not in open_codes}
    return {old: _end(heirs, old) for old in heirs}


def _end(heirs: Mapping[str, str], code: str) -> str:
    """Return the last heir of a code; a ring of codes ends where it began."""
    seen = {code}
    while code in heirs and heirs[code] not in seen:
        code = heirs[code]
        seen.add(code)
    return code


def _former() -> dict[int, tuple[int, ...]]:
    """Return the regions that each moved authority has left."""
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for authority_id, old in Move.objects.order_by("-on").values_list("authority_id", "old"):
        found[authority_id][int(old[:REGION])] = None
    return {key: tuple(regions) for key, regions in found.items()}


def others(code: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the regions under which cases of a county may lie, and the authorities not its own.

    Those that have moved in brought their region; those that left it are not its own any more.
    """
    county = now(codes.head(code, Level.COUNTY))
    return keep(("others", county), lambda: _others(county))


def _others(county: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return regions and strangers of a county, read from the moves."""
    own = regions(county)
    low, high = codes.span(county)
    here = Move.objects.filter(authority__division__gte=low, authority__division__lte=high)
    came = {int(old[:REGION]) for old in here.values_list("old", flat=True)} - set(own)
    left = Move.objects.filter(_under(own, "old")).exclude(
        authority__division__gte=low, authority__division__lte=high
    )
    strangers = set(left.values_list("authority_id", flat=True))
    if came:
        standing = Authority.objects.filter(_under(tuple(came), "division"))
        strangers |= set(standing.values_list("id", flat=True))
    return (*own, *sorted(came)), tuple(sorted(strangers))


def _under(found: tuple[int, ...], field: str) -> Q:
    """Return the condition that a code lies in one of some regions."""
    wanted = Q()
    for region in found:
        wanted |= Q(**{f"{field}__startswith": f"{region:06d}"})
    return wanted
