"""The map comes in: a file of divisions becomes versions of codes, in one transaction.

Loading the same file twice changes nothing; a later file closes what it no longer says and opens
what is new, so that a code still tells what it meant on an earlier day.
"""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction
from pypinyin import Style, lazy_pinyin

from yizhan.law.refusals import Conflict
from yizhan.places import shelf
from yizhan.places.models import Division

CLAUSE = "L5"
FIELDS = ("code", "name", "level", "parent", "kind")
ENDINGS = {"社区居民委员会": "sqjmwyh", "居民委员会": "jmwyh", "村民委员会": "cmwyh"}

INCOMING = """
create temporary table incoming (code varchar, name varchar, level varchar, parent varchar,
    kind varchar) on commit drop
"""
COPY = "copy incoming (code, name, level, parent, kind) from stdin"
CLOSE = """
update places_division d set until = %(eve)s where d.until is null
    and left(d.code, 2) in (select distinct left(code, 2) from incoming)
    and not exists (select from incoming i where (i.code, i.name, i.level, i.parent, i.kind)
        = (d.code, d.name, d.level, d.parent, d.kind))
"""
NEW = """
select i.code, i.name, i.level, i.parent, i.kind from incoming i where not exists
    (select from places_division d where d.until is null
        and (d.code, d.name, d.level, d.parent, d.kind)
        = (i.code, i.name, i.level, i.parent, i.kind)) order by i.code
"""


@dataclass(frozen=True)
class Loaded:
    """How many versions a map opened and closed."""

    opened: int
    closed: int


def initials(name: str) -> str:
    """Return the first letters of a name's syllables, lower case, e.g. ``xwx`` for 修文县."""
    for ending, letters in ENDINGS.items():
        if name.endswith(ending):
            return initials(name.removesuffix(ending)) + letters
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def read(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a map file in the order of FIELDS."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            yield tuple(row[field] for field in FIELDS)


@transaction.atomic
def load(path: Path, *, as_of: date) -> Loaded:
    """Make a map file the map from a day on.

    Raises Conflict when a later map has been loaded already.
    """
    if Division.objects.filter(since__gt=as_of).exists():
        raise Conflict("已录入更新的区划", clause=CLAUSE, remedy="请核对区划文件的日期")
    with connection.cursor() as cursor:
        cursor.execute(INCOMING)
        with cursor.copy(COPY) as copy:
            for row in read(path):
                copy.write_row(row)
        cursor.execute("analyze incoming")
        cursor.execute(CLOSE, {"eve": as_of - timedelta(days=1)})
        closed = cursor.rowcount
        cursor.execute(NEW)
        opened = _open(cursor.fetchall(), as_of)
        cursor.execute("drop table incoming")
    if opened or closed:
        shelf.change()
    return Loaded(opened, closed)


def _open(rows: list[tuple[str, ...]], as_of: date) -> int:
    """Write new versions and return how many."""
    versions = [
        Division(**dict(zip(FIELDS, row, strict=True)), since=as_of, initials=initials(row[1]))
        for row in rows
    ]
    return len(Division.objects.bulk_create(versions, batch_size=2000))
