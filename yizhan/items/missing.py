"""What the basic catalogue lacks and where (W1.2, H3.1, H3.2): by key, however much there is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yizhan.items.bases import AREAS
from yizhan.items.coverage import Share, total
from yizhan.law.words import ItemType, Level
from yizhan.places import codes

PAGE = 100
KINDS = (
    ItemType.LICENCE,
    ItemType.CONFIRMATION,
    ItemType.PAYMENT,
    ItemType.LEVY,
    ItemType.OTHER,
    ItemType.PUBLIC_SERVICE,
)
"""What every hall must offer (H3.1)."""

LEVELS = tuple(level for level in Level if level is not Level.NATIONAL)
HALLS = (Level.TOWNSHIP, Level.VILLAGE)
MARK = ","
MISSING = """
select d.division, v.name, b.level, b.base_code, b.name, b.type, b.area
from (select t.division from items_tally t
    where t.own and t.live < t.wanted and t.division between %(low)s and %(high)s
        and t.division >= %(since)s and (%(area)s = '' or t.area = %(area)s)
        and (%(type)s = '' or t.type = %(type)s)
    group by t.division order by t.division limit %(most)s) d
join items_tally t on t.division = d.division and t.own and t.live < t.wanted
    and (%(area)s = '' or t.area = %(area)s) and (%(type)s = '' or t.type = %(type)s)
join items_base b on b.level = t.level and b.type = t.type and b.area = t.area
    and b.within && array[d.division, rpad(left(d.division, 9), 12, '0'),
        rpad(left(d.division, 6), 12, '0'), rpad(left(d.division, 4), 12, '0'),
        rpad(left(d.division, 2), 12, '0')]::varchar[]
left join items_item i on i.base_code = b.base_code and i.level = b.level
    and i.division = d.division and i.live
left join places_division v on v.code = d.division and v.until is null
where i.id is null and (d.division, b.base_code) > (%(since)s, %(last)s)
order by d.division, b.base_code limit %(most)s
"""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One item of the basic catalogue that one division lacks."""

    division: str
    place: str
    level: Level
    base_code: str
    name: str
    type: ItemType
    area: str

    @property
    def mark(self) -> str:
        """Return where a list goes on after this line."""
        return f"{self.division}{MARK}{self.base_code}"


@dataclass(frozen=True, kw_only=True)
class Sieve:
    """What is left of the list: only an area of daily life, only a type."""

    area: str = ""
    type: str = ""


ALL = Sieve()


def gaps(code: str, *, after: str = "", sieve: Sieve = ALL, limit: int = PAGE) -> list[Gap]:
    """Return a page of what is missing in a division and below, by division and item.

    One statement; ``after`` is the mark of the last line seen. One more than ``limit`` tells that
    there is more.
    """
    low, high = codes.span(code)
    since, _, last = after.partition(MARK)
    values: dict[str, Any] = {
        "low": low,
        "high": high,
        "since": since,
        "last": last,
        "area": sieve.area,
        "type": sieve.type,
        "most": limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(MISSING, values)
        return [_gap(row) for row in cursor.fetchall()]


def _gap(row: Sequence[str]) -> Gap:
    """Return one line."""
    division, place, level, base_code, name, kind, area = row
    return Gap(
        division=division,
        place=place or division,
        level=Level(level),
        base_code=base_code,
        name=name,
        type=ItemType(kind),
        area=area,
    )


def every_gap(code: str, *, most: int) -> Iterator[Gap]:
    """Yield what is missing, at most so many lines, page by page."""
    after = ""
    while most > 0:
        found = gaps(code, after=after, limit=min(PAGE, most))
        yield from found[: min(PAGE, most)]
        if len(found) <= PAGE:
            return
        after, most = found[PAGE - 1].mark, most - PAGE


@dataclass(frozen=True, kw_only=True)
class Group:
    """A type (H3.1) or an area of daily life (H3.2), level by level; None: none is wanted."""

    label: str
    clause: str
    key: str
    cells: tuple[Share | None, ...]
    whole: Share

    @property
    def state(self) -> str:
        """Return in words how it stands."""
        if not self.whole.wanted:
            return "基本目录未列"
        return "缺少" if self.whole.missing else "齐全"


def kinds(found: Sequence[Share]) -> list[Group]:
    """Return the six types of H3.1 that every hall handles, a share for each level."""
    by_kind = {kind: [one for one in found if one.type is kind] for kind in KINDS}
    return [
        Group(label=kind.label, clause="H3.1", key=kind.value, **_cells(own, LEVELS))
        for kind, own in by_kind.items()
    ]


def areas(found: Sequence[Share]) -> list[Group]:
    """Return the areas of daily life that township and village halls take (H3.2)."""
    halls = [one for one in found if one.level in HALLS]
    by_area = {area: [one for one in halls if one.area == area] for area in AREAS}
    return [
        Group(label=area, clause="H3.2", key=area, **_cells(own, HALLS))
        for area, own in by_area.items()
    ]


def _cells(found: Sequence[Share], levels: Sequence[Level]) -> dict[str, Any]:
    """Return the shares of a group by level, and as a whole."""
    cells = tuple(_cell([one for one in found if one.level is level]) for level in levels)
    return {"cells": cells, "whole": total(found)}


def _cell(found: Sequence[Share]) -> Share | None:
    """Return the share of one level; None where the catalogue has nothing of it there."""
    return total(found) if found else None
