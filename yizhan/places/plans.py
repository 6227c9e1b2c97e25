"""A plan of division changes (区划调整): renamed, recoded, merged, split, founded, dissolved.

One row a pair of codes. The same code twice on the left is a split, the first row names the main
heir; twice on the right a merger. What lies within a recoded place and is not named follows it.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db import connection, transaction

from yizhan.law.refusals import Invalid
from yizhan.law.words import Level, Word
from yizhan.places import codes, shelf
from yizhan.places.kinds import kind
from yizhan.places.map import initials
from yizhan.places.models import Division

CLAUSE = "L5"
DAY = timedelta(days=1)
HEADINGS = {"old": "原代码", "new": "新代码", "name": "新名称", "kind": "类型"}
CLOSE = """
update places_division d set until = %(eve)s, heir = c.heir
from unnest(%(codes)s::varchar[], %(heirs)s::varchar[]) c(code, heir)
where d.code = c.code and d.until is null
"""
MOST = 20  # faults that are told at once
IMPLIED = -1  # the line of a row that nobody wrote


class Kind(Word):
    """What a row of a plan does."""

    RENAMED = "renamed", "更名"
    RECODED = "recoded", "变更代码"
    MERGED = "merged", "并入"
    SPLIT = "split", "析出"
    FOUNDED = "founded", "设立"
    DISSOLVED = "dissolved", "撤销"


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One row: the code until the eve, the code from the day on; name and kind, if they change."""

    old: str = ""
    new: str = ""
    name: str = ""
    kind: str = ""
    line: int = 0


def from_csv(text: str) -> list[Shift]:
    """Return the rows of a plan; raises Invalid for a text without its heading."""
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    if not set(HEADINGS.values()) >= set(rows.fieldnames or ()) or not rows.fieldnames:
        raise invalid(f"表头应为：{'、'.join(HEADINGS.values())}")
    return [_row(line, row) for line, row in enumerate(rows, start=2)]


def _row(line: int, row: Mapping[str, str | None]) -> Shift:
    """Return one row of a text; raises Invalid for what is no code."""
    said = {key: (row.get(heading) or "").strip() for key, heading in HEADINGS.items()}
    try:
        whole = {key: codes.full(said[key]) if said[key] else "" for key in ("old", "new")}
    except Invalid as fault:
        raise invalid(f"第{line}行：{fault.message}") from fault
    return Shift(**{**said, **whole}, line=line)


def invalid(message: str) -> Invalid:
    """Return the refusal of a plan."""
    return Invalid(message, clause=CLAUSE, remedy="请改正后重新提交", field="file")


@dataclass(frozen=True)
class Plan:
    """Rows that fit the map of a day, those that follow from them among them."""

    on: date
    shifts: tuple[Shift, ...]
    standing: Mapping[str, Division]  # the open versions of all codes that the rows name

    def kind_of(self, row: Shift) -> Kind:
        """Return what a row does."""
        if not row.old:
            return Kind.FOUNDED
        if not row.new:
            return Kind.DISSOLVED
        if row.old == row.new:
            return Kind.RENAMED
        if row.new in self.lasting or self.sources[row.new][0] is not row:
            return Kind.MERGED
        return Kind.RECODED if self.heirs.get(row.old) == row.new else Kind.SPLIT

    def counts(self) -> dict[Kind, int]:
        """Return how many rows there are of each kind."""
        return dict(Counter(self.kind_of(row) for row in self.shifts))

    @cached_property
    def sources(self) -> dict[str, list[Shift]]:
        """Return the rows that lead to each code."""
        found: dict[str, list[Shift]] = defaultdict(list)
        for row in self.shifts:
            found[row.new].append(row)
        return found

    @cached_property
    def leaving(self) -> Counter[str]:
        """Return how many rows begin with each code."""
        return Counter(row.old for row in self.shifts)

    @cached_property
    def heirs(self) -> dict[str, str]:
        """Return the main heir of each code that ends; empty where it has none."""
        found: dict[str, str] = {}
        for row in self.shifts:
            if row.old:
                found.setdefault(row.old, row.new)
        going_on = {row.old for row in self.shifts if row.old == row.new}
        return {old: new for old, new in found.items() if old not in going_on}

    @cached_property
    def lasting(self) -> set[str]:
        """Return the codes that mean the same place before and after."""
        return {code for code in self.standing if code not in self.heirs}


def plan(rows: Iterable[Shift], on: date) -> Plan:
    """Return a plan for a day with all that follows from it.

    Raises Invalid with what is wrong, by line.
    """
    said = list(rows)
    standing = {row.code: row for row in Division.objects.filter(until=None)}
    whole = [*said, *_implied(said, standing)]
    named = {code for row in whole for code in (row.old, row.new)}
    made = Plan(on, tuple(whole), {code: standing[code] for code in named & standing.keys()})
    faults = list(_faults(made, standing))
    if faults or not whole:
        raise invalid("；".join(faults[:MOST]) or "没有要调整的区划")
    return made


def _implied(said: Sequence[Shift], standing: Mapping[str, Division]) -> Iterator[Shift]:
    """Yield the rows of what lies within recoded places and is not named itself."""
    target = {row.old: row.new for row in reversed(said) if row.old and row.new}
    named = {row.old for row in said}
    whole = (code for code, new in target.items() if code != new)
    moved = [code for code in whole if codes.level(code) is not Level.VILLAGE]
    inside = {code for above in moved for code in _within(above, standing) if code not in named}
    for code in sorted(inside, key=lambda one: (codes.level(one), one)):
        above = next(one for one in codes.ancestors(code) if one in target)
        size = codes.LENGTHS[codes.level(above)]
        target[code] = target[above][:size] + code[size:]
        yield Shift(old=code, new=target[code], line=IMPLIED)


def _within(above: str, standing: Mapping[str, Division]) -> Iterator[str]:
    """Yield the codes within a place."""
    low, high = codes.span(above)
    return (code for code in standing if low < code <= high)


def _faults(made: Plan, standing: Mapping[str, Division]) -> Iterator[str]:
    """Yield what is wrong with a plan, by line."""
    after = (standing.keys() - made.heirs.keys()) | (made.sources.keys() - {""})
    for row in made.shifts:
        where = f"第{row.line}行：" if row.line > 0 else f"{row.old or row.new}："
        if why := _fault(row, made, after):
            yield where + why
    gone = made.heirs.keys() - after
    orphans = (code for code in after if (above := codes.ancestors(code)) and above[0] in gone)
    yield from (f"{code}的上级区划将不存在，须一并调整" for code in sorted(orphans))


def _fault(row: Shift, made: Plan, after: AbstractSet[str]) -> str:
    """Return what is wrong with one row; empty where nothing is."""
    old = made.standing.get(row.old)
    above = codes.ancestors(row.new)[:1] if row.new else []
    checks = {
        "须写明原代码或新代码": not (row.old or row.new),
        f"{row.old}不是现行区划": bool(row.old) and old is None,
        "生效日期须晚于该区划现有状态的起始日": old is not None and old.since >= made.on,
        "新旧代码层级不同": bool(row.old and row.new)
        and codes.level(row.old) is not codes.level(row.new),
        "设立区划须写明名称": bool(row.new) and not row.old and not row.name,
        "没有变化": old is not None and row.old == row.new and _same(row, old, made),
        f"{row.new}的上级区划不存在": bool(above) and above[0] not in after,
        f"{row.new}已在使用": not row.old and row.new in made.lasting,
        "上级并入其他区划，须写明由谁承接": row.line == IMPLIED and row.new in made.lasting,
    }
    return next((why for why, wrong in checks.items() if wrong), "")


def _same(row: Shift, old: Division, made: Plan) -> bool:
    """Return whether a row changes nothing: it stands for itself and nothing leaves or joins it."""
    alone = made.leaving[row.old] == 1
    return alone and (row.name or old.name, row.kind or old.kind) == (old.name, old.kind)


@transaction.atomic
def write(made: Plan) -> None:
    """Write what codes mean from the day of a plan on; what they meant stays until the eve."""
    eve = made.on - DAY
    fresh = list(_fresh(made))
    changed = {row.code for row in fresh} | made.heirs.keys()
    closing = [code for code in made.standing if code in changed]
    heirs = [made.heirs.get(code, "") for code in closing]
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, {"eve": eve, "codes": closing, "heirs": heirs})
    Division.objects.bulk_create(fresh, batch_size=2000)
    shelf.change()


def _fresh(made: Plan) -> Iterator[Division]:
    """Yield the versions that begin on the day of a plan."""
    for new, rows in made.sources.items():
        own = next((row for row in rows if row.old == new), None)
        if not new or (new in made.lasting and own is None):
            continue
        row = own or rows[0]
        was = made.standing.get(row.old)
        version = _version(new, row, was, made.on)
        unchanged = was and own and (version.name, version.kind) == (was.name, was.kind)
        if not unchanged:
            yield version


def _version(new: str, row: Shift, was: Division | None, on: date) -> Division:
    """Return what a code means from a day on."""
    name = row.name or (was.name if was else "")
    same_kind = was.kind if was and not row.name else ""
    above = codes.ancestors(new)
    return Division(
        code=new,
        since=on,
        name=name,
        level=codes.level(new).value,
        parent=above[0] if above else "",
        kind=row.kind or same_kind or kind(new, name),
        initials=initials(name),
        formerly=row.old if row.old != new else "",
    )
