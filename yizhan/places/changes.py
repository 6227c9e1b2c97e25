"""Division changes (L5): a list of what changed becomes history, and authorities follow.

The list has a row a code: ``code, level, change, name_2020, name_2023``; change is added, removed
or renamed. Who became whom is read from the names: within the heir of the division above, else
in the same prefecture, and only where one answer remains.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from yizhan.places import codes, founding, shelf
from yizhan.places.map import initials
from yizhan.places.models import Authority, CalendarDay, Division, Move

DAY = timedelta(days=1)
ENDS = re.compile(
    r"(社区居民委员会|社区居委会|居民委员会|村民委员会|居委会|村委会|社区|村|街道办事处|街道|镇|乡|自治县|县|市|区|特区)+$"
)
PEOPLE = re.compile(r"(苗|布依|侗|土家|彝|仡佬|水|白|回|瑶|壮|畲|毛南|满|蒙古|仫佬|羌)族")


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a list of changes said: codes that ended, of these with an heir, names that ended."""

    ended: int
    inherited: int
    renamed: int


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Authorities that moved, as (id, old, new); those that could not, as (id, why)."""

    moved: tuple[tuple[int, str, str], ...] = ()
    stuck: tuple[tuple[int, str], ...] = ()


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a list of changes."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def stem(name: str) -> str:
    """Return what stays of a name when its kind and its peoples change: 阿戛 for 阿戛镇."""
    plain = PEOPLE.sub("", name)
    return ENDS.sub("", plain) or plain


def heirs(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return which code became which, from the county down; what stays unclear is left out."""
    added: dict[tuple[int, str], list[str]] = defaultdict(list)
    gone: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        depth = int(codes.level(row["code"]))
        if row["change"] == "added":
            added[depth, stem(row["name_2023"])].append(row["code"])
        elif row["change"] == "removed":
            gone[depth].append((row["code"], stem(row["name_2020"])))
    found: dict[str, str] = {}
    for depth in sorted(gone):
        pairs = {old: _heir(old, added[depth, name], found) for old, name in gone[depth]}
        found |= {old: new for old, new in pairs.items() if new}
    return found


def _heir(old: str, candidates: list[str], found: Mapping[str, str]) -> str:
    """Return the one candidate that lies nearest: under the same heir, else in the prefecture."""
    for above in codes.ancestors(old)[:-1]:
        heir = found.get(above, above)
        low, high = codes.span(heir)
        near = [code for code in candidates if low <= code <= high]
        if near:
            return near[0] if len(near) == 1 else ""
    return ""


@transaction.atomic
def load(rows: list[dict[str, str]], *, since: date, on: date) -> Loaded:
    """Write what codes meant from one day until the eve of another; doing it again changes nothing.

    The map of that other day must be loaded.
    """
    became = heirs(rows)
    past = [row for row in rows if row["change"] != "added"]
    known = {row["code"] for row in rows}
    unchanged = Division.objects.filter(until=None, since=on).exclude(code__in=known)
    unchanged.update(since=since)
    versions = [_past(row, became, since, on) for row in past]
    Division.objects.bulk_create(versions, batch_size=2000, ignore_conflicts=True)
    for old, new in became.items():
        Division.objects.filter(code=new, until=None, formerly="").update(formerly=old)
    shelf.change()
    gone = sum(row["change"] == "removed" for row in past)
    return Loaded(ended=gone, inherited=len(became), renamed=len(past) - gone)


def _past(row: Mapping[str, str], became: Mapping[str, str], since: date, on: date) -> Division:
    """Return what a code meant before."""
    code = row["code"]
    above = codes.ancestors(code)
    return Division(
        code=code,
        since=since,
        until=on - DAY,
        name=row["name_2020"],
        level=codes.level(code).value,
        parent=above[0] if above else "",
        kind="",
        initials=initials(row["name_2020"]),
        heir=became.get(code, ""),
    )


@transaction.atomic
def carry(*, on: date) -> Carried:
    """Move every authority whose code has ended to the code of its place; again changes nothing.

    Postings stay with their authority; days off of the division go along.
    """
    followed = _ended(on)
    rows = Authority.objects.select_for_update().filter(division__in=followed).order_by("id")
    moved, stuck = [], []
    for row in rows:
        new = followed[row.division]
        why = _against(row, new)
        if why:
            stuck.append((row.pk, why))
        else:
            moved.append((row.pk, row.division, new))
            _move(row, new, on)
    for old, new in followed.items():
        if new:
            _move_days(old, new)
    if moved:
        shelf.change()
    return Carried(moved=tuple(moved), stuck=tuple(stuck))


def _ended(on: date) -> dict[str, str]:
    """Return the codes of authorities or days off that mean nothing any more, with their heirs."""
    used = set(Authority.objects.values_list("division", flat=True).distinct())
    used |= set(
        CalendarDay.objects.exclude(division=codes.NATION).values_list("division", flat=True)
    )
    versions = Division.objects.filter(code__in=used)
    living = set(versions.filter(until=None).values_list("code", flat=True))
    past = set(versions.filter(until__lt=on).values_list("code", flat=True))
    return {code: _last(code) for code in past - living}


def _last(code: str) -> str:
    """Return the code that a place bears now, followed heir by heir; empty without one."""
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        row = Division.objects.filter(code=code).order_by("-since").first()
        if row is None or row.until is None:
            return code if row else ""
        code = row.heir
    return ""


def _against(row: Authority, new: str) -> str:
    """Return why an authority cannot move to a code; empty when it can."""
    if not new:
        return f"{row.name}所在区划{row.division}已撤销，没有承接的区划"
    if Authority.objects.filter(division=new, short_name=row.short_name).exists():
        return f"{row.name}：新区划{new}已有同名部门，须人工合并"
    return ""


def _move(row: Authority, new: str, on: date) -> None:
    """Move one authority; where window or 机关代字 is taken it gets another."""
    Move.objects.create(authority=row, old=row.division, new=new, on=on, window=row.window)
    if row.division[:6] != new[:6]:
        book = founding.book_of(new[:6])
        row.window = book.window() if row.window in book.windows else row.window
        row.paper_word = book.word(row.paper_word)
    row.division = new
    row.save(update_fields=["division", "window", "paper_word"])


def _move_days(old: str, new: str) -> None:
    """Move the days off of a division, except those that the new one has already."""
    taken = CalendarDay.objects.filter(division=new).values("day")
    CalendarDay.objects.filter(division=old).exclude(day__in=taken).update(division=new)
