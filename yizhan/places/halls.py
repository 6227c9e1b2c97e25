"""The halls of a county (政务服务大厅): where any case of the county may be taken in (H7.1)."""

from collections.abc import Sequence
from datetime import date

from yizhan.law.words import Level
from yizhan.places import codes
from yizhan.places.models import Authority
from yizhan.places.queries import AuthorityView, view_of
from yizhan.places.shelf import keep
from yizhan.places.windows import Arrangement

LEVELS = (Level.COUNTY.value, Level.TOWNSHIP.value)
HANDOVER_DAYS = 1  # working days, where a county has set nothing (H7.1)


def halls_of(region: str) -> Sequence[AuthorityView]:
    """Return the halls of a county and its townships, the county's first, by code."""
    return keep(("halls", region[:6]), lambda: _halls(region[:6]))


def is_hall(authority: AuthorityView) -> bool:
    """Return whether an authority is a hall of a county or township: a service centre there."""
    return authority.is_centre and authority.level.value in LEVELS


def handover_days(division: str, on: date) -> int:
    """Return in how many working days a hall of a county hands a case over on a day (H7.1)."""
    county = codes.full(division[:6])
    return int(keep(("handover", county, on), lambda: _handover_days(county, on)))


def _handover_days(county: str, on: date) -> int:
    """Return what the county has arranged last, else the default."""
    rows = Arrangement.objects.filter(division=county, since__lte=on).order_by("-since")
    found = rows.values_list("handover_days", flat=True).first()
    return HANDOVER_DAYS if found is None else found


def _halls(region: str) -> tuple[AuthorityView, ...]:
    """Return the service centres of a county's own level and its townships'."""
    low, high = codes.span(region)
    rows = Authority.objects.filter(
        is_centre=True, level__in=LEVELS, division__gte=low, division__lte=high
    )
    return tuple(map(view_of, rows.order_by("level", "division", "code")))
