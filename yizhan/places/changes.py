"""Editions of the codes (区划代码年度版): what changed between two of them becomes history.

The list has a row a code: ``on, code, was, now``; no name before: the code is new, none after: it
has ended. Who became whom is read from the names: within the heir of the division above, else in
the same prefecture, and only where one answer remains.
"""

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from django.db import transaction

from yizhan.places import codes, shelf
from yizhan.places.kinds import kind
from yizhan.places.map import initials
from yizhan.places.models import Division
from yizhan.places.plans import Shift

DAY = timedelta(days=1)
FIRST = date(2020, 6, 30)  # the day of the edition before the first change of the shipped list
ENDS = re.compile(
    r"(社区居民委员会|社区居委会|居民委员会|村民委员会|居委会|村委会|社区|村|街道办事处|街道|镇|乡|自治县|县|市|区|特区)+$"
)
PEOPLE = re.compile(r"(苗|布依|侗|土家|彝|仡佬|水|白|回|瑶|壮|畲|毛南|满|蒙古|仫佬|羌)族")


@dataclass(frozen=True)
class Change:
    """One code that began (``was`` empty), ended (``now`` empty) or was renamed on a day."""

    on: date
    code: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a list of changes said: codes that ended, of these with an heir, names that ended."""

    ended: int = 0
    inherited: int = 0
    renamed: int = 0


def read(path: Path) -> list[Change]:
    """Return the rows of a list of changes."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        rows = csv.DictReader(text)
        return [
            Change(date.fromisoformat(row["on"]), row["code"], row["was"], row["now"])
            for row in rows
        ]


def editions(rows: Iterable[Change]) -> list[tuple[date, list[Change]]]:
    """Return the days of a list, the earliest first, each with what changed on it."""
    ordered = sorted(rows, key=lambda row: (row.on, row.code))
    return [(on, list(found)) for on, found in groupby(ordered, key=lambda row: row.on)]


def stem(name: str) -> str:
    """Return what stays of a name when its kind and its peoples change: 阿戛 for 阿戛镇."""
    plain = PEOPLE.sub("", name)
    return ENDS.sub("", plain) or plain


def heirs(rows: Iterable[Change]) -> dict[str, str]:
    """Return which code became which, from the county down; what stays unclear is left out."""
    added: dict[tuple[int, str], list[str]] = defaultdict(list)
    gone: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        depth = int(codes.level(row.code))
        if not row.was:
            added[depth, stem(row.now)].append(row.code)
        elif not row.now:
            gone[depth].append((row.code, stem(row.was)))
    found: dict[str, str] = {}
    for depth in sorted(gone):
        pairs = {old: _heir(old, added[depth, name], found) for old, name in gone[depth]}
        found |= {old: new for old, new in pairs.items() if new}
    return found


def _heir(old: str, candidates: list[str], found: Mapping[str, str]) -> str:
    """Return the one candidate that lies nearest: under the same heir, else in the prefecture."""
    for above in codes.ancestors(old)[:-1]:
        low, high = codes.span(found.get(above, above))
        near = [code for code in candidates if low <= code <= high]
        if near:
            return near[0] if len(near) == 1 else ""
    return ""


def shifts(rows: Sequence[Change]) -> Iterator[Shift]:
    """Yield the rows of one day as a plan that can be carried out."""
    became, names = heirs(rows), {row.code: row.now for row in rows}
    fresh = set(names) - set(became.values())
    for row in rows:
        if row.was and row.now:
            yield Shift(old=row.code, new=row.code, name=row.now)
        elif row.was:
            heir = became.get(row.code, "")
            yield Shift(old=row.code, new=heir, name=names.get(heir, ""))
        elif row.code in fresh:
            yield Shift(new=row.code, name=row.now)


@transaction.atomic
def remember(rows: Iterable[Change], *, first: date = FIRST) -> Loaded:
    """Write what codes meant from a first day on, under a map of the last day of the list.

    The last change is written first, so that what did not change reaches further back each time.
    Doing it again changes nothing.
    """
    days = editions(rows)
    before = [first, *(on for on, _ in days)]
    done = [
        _remember(found, since, on)
        for since, (on, found) in reversed(list(zip(before, days, strict=False)))
    ]
    shelf.change()
    return Loaded(
        ended=sum(one.ended for one in done),
        inherited=sum(one.inherited for one in done),
        renamed=sum(one.renamed for one in done),
    )


def _remember(rows: list[Change], since: date, on: date) -> Loaded:
    """Write what codes meant from one day until the eve of another."""
    became = heirs(rows)
    known = {row.code for row in rows}
    Division.objects.filter(since=on).exclude(code__in=known).update(since=since)
    eve = Division.objects.filter(until=on - DAY, code__in=known)
    written = set(eve.values_list("code", flat=True))
    past = [row for row in rows if row.was and row.code not in written]
    Division.objects.bulk_create((_past(row, became, since) for row in past), batch_size=2000)
    _name_the_former(became, on)
    gone = sum(not row.now for row in past)
    return Loaded(ended=gone, inherited=len(became) if past else 0, renamed=len(past) - gone)


def _past(row: Change, became: Mapping[str, str], since: date) -> Division:
    """Return what a code meant before."""
    above = codes.ancestors(row.code)
    return Division(
        code=row.code,
        since=since,
        until=row.on - DAY,
        name=row.was,
        level=codes.level(row.code).value,
        parent=above[0] if above else "",
        kind=kind(row.code, row.was),
        initials=initials(row.was),
        heir=became.get(row.code, ""),
    )


def _name_the_former(became: Mapping[str, str], on: date) -> None:
    """Note on each heir whose place it took."""
    former = {new: old for old, new in became.items()}
    rows = list(Division.objects.filter(code__in=former, since=on, formerly=""))
    for row in rows:
        row.formerly = former[row.code]
    Division.objects.bulk_update(rows, ["formerly"], batch_size=2000)
