"""How much of the basic catalogue is on the platform (W1.2): counted step by step, read by key.

A tally says for a division and everything below it — by level, type (H3.1) and area of daily life
(H3.2) — how many items are wanted and how many are live. Publishing and withdrawing move it; it is
counted anew when the map or the basic catalogue changes, and every night to prove it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from yizhan.items.models import IN_FORCE, Base, Item, Recount, Tally
from yizhan.law.words import ItemType, Level
from yizhan.places import codes
from yizhan.places import queries as places
from yizhan.places.queries import DivisionView

PAGE = 100
MOVE = """
update items_tally t set live = t.live + m.n
from unnest(%(divisions)s::varchar[], %(counts)s::int[]) as m(division, n)
where t.division = m.division and t.level = %(level)s and t.type = %(type)s and t.area = %(area)s
"""
LOCK = "lock table items_tally in exclusive mode"  # whoever publishes now waits for the count
EMPTY = "delete from items_tally"
LINE = """array[d.code, rpad(left(d.code, 9), 12, '0'), rpad(left(d.code, 6), 12, '0'),
    rpad(left(d.code, 4), 12, '0'), rpad(left(d.code, 2), 12, '0')]"""
FRESH = f"""
select up.code as division, d.level, c.type, c.area, bool_or(up.code = d.code) as own,
    sum(c.wanted)::int as wanted, sum(c.live)::int as live
from places_division d
cross join lateral (
    select b.type, b.area, count(*) as wanted, count(i.id) as live from items_base b
    left join items_item i on i.base_code = b.base_code and i.level = b.level
        and i.division = d.code and i.live
    where b.level = d.level and b.within && {LINE}::varchar[]
    group by b.type, b.area
) c
cross join lateral (select distinct x as code from unnest({LINE}) x) up
where d.until is null and d.since <= %(on)s
group by up.code, d.level, c.type, c.area
"""  # noqa: S608 - constants only
COUNT = f"insert into items_tally (division, level, type, area, own, wanted, live) {FRESH}"
WRONG = f"""
select count(*), count(*) filter (where (f.wanted, f.live, f.own)
    is distinct from (t.wanted, t.live, t.own))
from ({FRESH}) f full join items_tally t using (division, level, type, area)
"""  # noqa: S608 - constants only


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many items are wanted and live: of a level, a type, an area, or of all."""

    wanted: int = 0
    live: int = 0
    level: Level | None = None
    type: ItemType | None = None
    area: str = ""

    @property
    def missing(self) -> int:
        """Return how many are missing."""
        return self.wanted - self.live

    @property
    def percent(self) -> str:
        """Return the share with one decimal, never rounded up to the whole."""
        tenths = self.live * 1000 // self.wanted if self.wanted else 1000
        return f"{tenths / 10:.1f}%"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A division of a list, with its share and that of all below it."""

    place: DivisionView
    share: Share


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One item of the basic catalogue in one division: whether it is live there."""

    base_code: str
    name: str
    type: ItemType
    area: str
    live: bool
    code: str = ""


@transaction.atomic
def recount(*, on: date) -> int:
    """Count every tally anew and return how many there are; for a changed map or catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(EMPTY)
        cursor.execute(COUNT, {"on": on})
        return int(cursor.rowcount)


@transaction.atomic
def prove(*, on: date, at: datetime) -> Recount:
    """Return how many tallies differ from a count anew; where any does, all are counted anew.

    Once a day: a day that was proved is not proved again.
    """
    done = Recount.objects.filter(on=on).first()
    if done:
        return done
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(WRONG, {"on": on})
        rows, wrong = cursor.fetchone()
    if wrong:
        recount(on=on)
    return Recount.objects.create(on=on, rows=rows, wrong=wrong, at=at)


def proved() -> Recount | None:
    """Return the last nightly count."""
    return Recount.objects.order_by("-on").first()


def settle(item: Item) -> None:
    """Note whether an item is live, and move the tallies above it when that has changed."""
    live = item.versions.filter(state__in=IN_FORCE).exists()
    if live != item.live:
        item.live = live
        item.save(update_fields=["live"])
        move([item.division], item.base_code, Level(item.level), step=1 if live else -1)


def move(divisions: Sequence[str], base_code: str, level: Level, *, step: int) -> None:
    """Move the tallies of divisions and all above them by an item that went live there, or ended.

    Two statements, however many divisions there are. Items outside the catalogue count nowhere.
    """
    base = Base.objects.filter(base_code=base_code, level=level.value).first()
    if base is None:
        return
    within = set(base.within)
    counted: Counter[str] = Counter()
    for code in divisions:
        line = codes.lineage(code)[1:]
        if within & set(line):
            counted.update(line)
    ordered = sorted(counted)
    values: dict[str, Any] = {
        "divisions": ordered,
        "counts": [counted[code] * step for code in ordered],
        "level": level.value,
        "type": base.type,
        "area": base.area,
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE, values)


def shares(code: str) -> list[Share]:
    """Return the share of each level, type and area in a division and below it; one statement."""
    rows = Tally.objects.filter(division=codes.full(code)).order_by("level", "type", "area")
    return [
        Share(
            wanted=row.wanted,
            live=row.live,
            level=Level(row.level),
            type=ItemType(row.type),
            area=row.area,
        )
        for row in rows
    ]


def by_level(found: Iterable[Share]) -> list[Share]:
    """Return the share of each level."""
    known = list(found)
    levels = sorted({one.level for one in known if one.level})
    return [
        replace(total(one for one in known if one.level is level), level=level) for level in levels
    ]


def total(found: Iterable[Share]) -> Share:
    """Return the share of several together."""
    known = list(found)
    return Share(wanted=sum(one.wanted for one in known), live=sum(one.live for one in known))


def below(code: str, *, on: date, after: str = "") -> list[Row]:
    """Return a page of the divisions right below with their shares, by code; two statements."""
    return _rows(places.children(code, on=on, after=after, limit=PAGE + 1))


def counties(code: str, *, on: date) -> list[Row]:
    """Return every county within a province or a prefecture with its share; two statements."""
    return _rows(places.of_level(Level.COUNTY, code, on=on))


def _rows(found: Sequence[DivisionView]) -> list[Row]:
    """Return divisions with their shares."""
    sums = Tally.objects.filter(division__in=[one.code for one in found]).values_list("division")
    tallies = {
        division: Share(wanted=wanted, live=live)
        for division, wanted, live in sums.annotate(Sum("wanted"), Sum("live"))
    }
    return [Row(place=one, share=tallies.get(one.code, Share())) for one in found]


def wanted_in(code: str) -> list[Wanted]:
    """Return the basic catalogue of one division, by code: what is live and what is missing."""
    code = codes.full(code)
    level, line = codes.level(code), codes.lineage(code)[1:]
    bases = Base.objects.filter(level=level.value, within__overlap=line).order_by("base_code")
    items = Item.objects.filter(division=code, level=level.value, live=True)
    live = dict(items.values_list("base_code", "code"))
    return [
        Wanted(
            base_code=base.base_code,
            name=base.name,
            type=ItemType(base.type),
            area=base.area,
            live=base.base_code in live,
            code=live.get(base.base_code, ""),
        )
        for base in bases
    ]
