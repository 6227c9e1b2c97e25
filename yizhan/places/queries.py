"""What the other parts may know of divisions, authorities, postings and calendars.

Divisions are asked for a day (``on``): a code can mean another place before or after it.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from yizhan.law.calendar import PUBLISHED, Calendar
from yizhan.law.refusals import NotFound
from yizhan.law.words import Level
from yizhan.places import codes
from yizhan.places.heirs import now, others, regions, regions_of
from yizhan.places.models import Authority, CalendarDay, CalendarYear, Division
from yizhan.places.posts import Held, holders, may_hold, posting, postings_of, staff_of
from yizhan.places.shelf import keep

PAGE = 200  # most rows of one page
DECEMBER = 12
ancestors = codes.ancestors
__all__ = [
    "AuthorityView",
    "DivisionView",
    "Held",
    "ancestors",
    "authorities",
    "authority",
    "authority_by_code",
    "authority_by_name",
    "calendar_for",
    "children",
    "count_of_level",
    "counts",
    "division",
    "holders",
    "may_hold",
    "missing_notice",
    "now",
    "of_level",
    "others",
    "path",
    "posting",
    "postings_of",
    "regions",
    "regions_of",
    "staff_of",
    "successor",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionView:
    """One division as it was on a day."""

    code: str
    name: str
    level: Level
    parent: str
    kind: str
    since: date
    until: date | None
    formerly: str
    heir: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityView:
    """One authority (实施机关) as papers and pages name it."""

    id: int
    code: str
    division: str
    level: Level
    name: str
    short_name: str
    paper_word: str
    uscc: str
    window: str
    address: str
    phone: str
    complaint_phone: str
    reconsideration: str
    court: str
    is_centre: bool

    @property
    def region(self) -> str:
        """Return the six digits that begin a case number."""
        return self.division[:6]


def division(code: str, on: date) -> DivisionView:
    """Return what a code means on a day.

    Raises NotFound when it meant nothing then, Invalid when it is no code.
    """
    code = codes.full(code)
    found = keep(("division", code, on), lambda: _first(in_force(on).filter(code=code)))
    if found is None:
        raise NotFound(
            f"{on}没有区划代码{code}", clause="L5", remedy="请核对代码，或查询该地现用代码"
        )
    return found


def path(code: str, on: date) -> list[DivisionView]:
    """Return the divisions from the province down to the code, as they were on a day."""
    return [division(step, on) for step in codes.lineage(code)[1:]]


def children(code: str, *, on: date, after: str = "", limit: int = 100) -> list[DivisionView]:
    """Return a page of the divisions right below, by code; ``after`` is the last code seen.

    ``limit`` is at most 200. An empty ``code`` asks for the provinces.
    """
    parent = codes.full(code) if code else ""
    limit = min(limit, PAGE)
    key = ("children", parent, on, after, limit)
    return list(keep(key, lambda: _children(parent, on, after, limit)))


def successor(code: str, *, since: date, on: date) -> str:
    """Return the code that a place bears on a day, given the code it bore on an earlier day.

    Raises NotFound when the place has gone without a successor.
    """
    was = division(code, since)
    while was.until is not None and was.until < on:
        later = Division.objects.filter(since__gt=was.until).order_by("since")
        heir = _first(later.filter(code__in={was.code, was.heir or was.code}))
        if heir is None:
            raise NotFound(f"区划{was.name}已撤销", clause="L5", remedy="请选择现在的区划")
        was = heir
    return was.code


def of_level(
    level: Level, within: str, *, on: date, after: str = "", limit: int = PAGE
) -> list[DivisionView]:
    """Return so many divisions of a level within one, by code, after a code."""
    rows = _within(level, within, on).filter(code__gt=after).order_by("code")
    return [view(row) for row in rows[:limit]]


def count_of_level(level: Level, within: str, *, on: date) -> int:
    """Return how many divisions of a level there are within one on a day."""
    return _within(level, within, on).count()


def _within(level: Level, within: str, on: date) -> QuerySet[Division]:
    """Return the divisions of a level within one on a day."""
    low, high = codes.span(within)
    return in_force(on).filter(level=level.value, code__gte=low, code__lte=high)


def counts(on: date) -> dict[Level, int]:
    """Return how many divisions each level has on a day."""
    rows = in_force(on).values("level").annotate(n=Count("id")).order_by("level")
    return {Level(row["level"]): row["n"] for row in rows}


def authority(authority_id: int) -> AuthorityView:
    """Return an authority by its id; raises NotFound."""
    return _authority(
        ("authority", authority_id), lambda: Authority.objects.filter(pk=authority_id)
    )


def authority_by_code(code: str) -> AuthorityView:
    """Return an authority by its code; raises NotFound."""
    return _authority(("authority", code), lambda: Authority.objects.filter(code=code))


def authority_by_name(level: Level, short_name: str, within: str = "520123") -> AuthorityView:
    """Return the authority of a level whose short name is given, seen from a division.

    Above or at the division's own level its own line is asked, below it the first one inside.

    Raises NotFound.
    """
    low, high = codes.span(codes.head(within, min(level, codes.level(within))))
    key = ("authority", level, short_name, low)
    return _authority(key, lambda: _named(level, short_name, low, high))


def authorities(division: str) -> list[AuthorityView]:
    """Return the authorities of one division, by window."""
    code = codes.full(division)
    return list(keep(("authorities", code), lambda: _authorities_at(code)))


def calendar_for(division: str) -> Calendar:
    """Return the working days of a division (L1.7): the nation's, then each level's own days.

    Takes 6 or 12 digits, an old code too. A notice that any process loads is seen within a second.
    """
    return keep(("calendar", division), lambda: _shared_calendar(now(division)))


def missing_notice(on: date) -> int | None:
    """Return the year whose notice is missing, from 1 December for the next one (L1.8)."""
    known = PUBLISHED | calendar_for(codes.NATION).published
    wanted = [on.year, on.year + 1] if on.month == DECEMBER else [on.year]
    return next((year for year in wanted if year not in known), None)


def in_force(day: date) -> QuerySet[Division]:
    """Return the divisions that were in force on a day."""
    return Division.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


def _children(parent: str, on: date, after: str, limit: int) -> tuple[DivisionView, ...]:
    """Return a page of the divisions right below one."""
    rows = in_force(on).filter(parent=parent, code__gt=after).order_by("code")[:limit]
    return tuple(map(view, rows))


def _first(rows: QuerySet[Division]) -> DivisionView | None:
    """Return the first row, if there is one."""
    row = rows.first()
    return view(row) if row else None


def view(row: Division) -> DivisionView:
    """Return a row as others see it."""
    return DivisionView(
        code=row.code,
        name=row.name,
        level=Level(row.level),
        parent=row.parent,
        kind=row.kind,
        since=row.since,
        until=row.until,
        formerly=row.formerly,
        heir=row.heir,
    )


def _authorities_at(code: str) -> tuple[AuthorityView, ...]:
    """Return the authorities of one division, by window."""
    return tuple(map(view_of, Authority.objects.filter(division=code).order_by("window")))


def _named(level: Level, short_name: str, low: str, high: str) -> QuerySet[Authority]:
    """Return the authorities of a level and name inside a span of codes."""
    rows = Authority.objects.filter(level=level.value, short_name=short_name)
    return rows.filter(division__gte=low, division__lte=high).order_by("division")


def _authority(key: Hashable, rows: Callable[[], QuerySet[Authority]]) -> AuthorityView:
    """Return the first row, kept under a key; raises NotFound."""
    found = keep(key, lambda: next(map(view_of, rows()[:1]), None))
    if found is None:
        raise NotFound("没有这个部门", clause="L5", remedy="请核对部门名称和区划")
    return found


def view_of(row: Authority) -> AuthorityView:
    """Return an authority's row as others see it."""
    names = AuthorityView.__dataclass_fields__
    values = {name: getattr(row, name) for name in names}
    return AuthorityView(**{**values, "level": Level(row.level)})


def _shared_calendar(division: str) -> Calendar:
    """Return the calendar that all divisions with the same days of their own share."""
    overlaid = keep("overlaid", _overlaid)
    key = tuple(code for code in codes.lineage(division) if code in overlaid)
    return keep(("overlay", key), lambda: _calendar(key))


def _overlaid() -> frozenset[str]:
    """Return the divisions that have days of their own, the nation always among them."""
    rows = CalendarDay.objects.order_by().values_list("division", flat=True).distinct()
    return frozenset(rows) | {codes.NATION}


def _calendar(lineage: Iterable[str]) -> Calendar:
    """Return the calendar of a line of divisions; the nearest one's word stands."""
    days: dict[date, bool] = {}
    for code in lineage:
        days |= dict(CalendarDay.objects.filter(division=code).values_list("day", "off"))
    years = CalendarYear.objects.filter(published=True).values_list("year", flat=True)
    return Calendar(
        off=frozenset(day for day, off in days.items() if off),
        work=frozenset(day for day, off in days.items() if not off),
        published=frozenset(years),
    )
