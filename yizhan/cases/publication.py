"""Published decisions (结果公示, H5.6): what anybody may read, a page at a time.

Names of natural persons are masked and children are left out; nobody's number is shown. A name is
searched for among organisations only, so that nobody learns whether a person has applied.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from yizhan.accounts.births import birthdays
from yizhan.cases import codes, reading
from yizhan.cases.docket import docket
from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.law.calendar import DAY
from yizhan.law.clocks import local, midnight
from yizhan.law.masking import mask_name
from yizhan.law.persons import age
from yizhan.law.words import Applicant, Paper
from yizhan.orm import marks
from yizhan.orm.marks import Mark
from yizhan.papers import queries as papers
from yizhan.places import queries as places

Values = list[str | int | datetime | UUID]
OF_AGE = 18
PAGE = 50
DECISIONS = {Paper.GRANT.value, Paper.REFUSAL.value, Paper.TERMINATION.value}
PAPER_NUMBER = re.compile(r"(\d{4})\D{1,4}0*(\d{1,8})(?:-\d+)?号?$")
SPECIAL = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for; an empty one is not asked for."""

    item: str = ""
    name: str = ""  # of an organisation
    number: str = ""  # of the decision or of the case
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Published:
    """One published decision as anybody may see it."""

    ref: str
    item: str
    who: str
    granted: bool
    decided_at: datetime
    published_at: datetime
    authority: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A published decision with its paper's title and number."""

    decision: Published
    title: str
    number: str


def published(
    divisions: Sequence[str], wanted: Wanted, *, after: str = "", limit: int = 20
) -> tuple[list[Published], str]:
    """Return a page of decisions of some divisions (codes), the newest first, and the next mark.

    One statement a division and two more, however many decisions there are.
    """
    asked = sorted({region for code in divisions for region in places.regions(code)})
    rows = [row for division in asked for row in _rows(division, wanted, after, limit + 1)]
    newest = sorted(rows, key=lambda row: (row.course.decided_at, row.id), reverse=True)[
        : limit + 1
    ]
    more = _mark(newest[limit - 1]) if len(newest) > limit else ""
    return [_published(row) for row in _without_children(newest[:limit])], more


def detail(ref: str) -> Detail:
    """Return one published decision; raises NotFound for anything that is not public."""
    case = reading.load(ref, "", "")[0]
    if case.course.published_at is None or not _without_children([case]):
        raise reading.missing()
    found = [row for row in papers.papers_of(case.division, case.id) if row.kind in DECISIONS]
    if not found:
        raise reading.missing()
    return Detail(decision=_published(case), title=found[0].title, number=found[0].number)


def _rows(division: int, wanted: Wanted, after: str, limit: int) -> list[Stored]:
    """Return the published cases of one division, the newest decision first."""
    conditions: list[str] = ["c.division = %s", "c.published"]
    values: Values = [division]
    for condition, value in _conditions(wanted, after):
        conditions.append(condition)
        values += value
    statement = f"""SELECT {SELECT} FROM cases_case c WHERE {" AND ".join(conditions)}
        ORDER BY c.decided_at DESC, c.id DESC LIMIT %s"""  # noqa: S608 - constants only
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, min(limit, PAGE + 1)])
        return [from_row(row) for row in cursor.fetchall()]


def _conditions(wanted: Wanted, after: str) -> Iterable[tuple[str, Values]]:
    """Yield each condition asked for, with its values."""
    legal = Applicant.LEGAL.value
    if wanted.item:
        yield "c.item_name ILIKE %s", [_like(wanted.item)]
    if wanted.name:
        yield "c.applicant_kind = %s AND c.applicant_name ILIKE %s", [legal, _like(wanted.name)]
    if wanted.number:
        yield _of_number(wanted.number)
    yield from _times(wanted, after)


def _times(wanted: Wanted, after: str) -> Iterable[tuple[str, Values]]:
    """Yield the conditions on the moment of the decision."""
    if wanted.since:
        yield "c.decided_at >= %s", [midnight(wanted.since)]
    if wanted.until:
        yield "c.decided_at < %s", [midnight(wanted.until + DAY)]
    mark = marks.read(after)
    if mark:
        yield "(c.decided_at, c.id) < (%s, %s)", [mark.at, mark.id]


def _of_number(text: str) -> tuple[str, Values]:
    """Return the condition of a decision's number 修市监准〔2026〕000123号, or of a case's."""
    found = PAPER_NUMBER.search(text.strip())
    if found:
        return "substr(c.number, 10, 4) = %s AND c.serial = %s", [found[1], int(found[2])]
    return "c.number = %s", [codes.tidy(text)]


def _like(words: str) -> str:
    """Return the pattern of a text that holds the words."""
    return f"%{words.translate(SPECIAL)}%"


def _without_children(rows: Sequence[Stored]) -> list[Stored]:
    """Return the cases of organisations and of persons who were of age at the decision."""
    born = birthdays(row.applicant for row in rows if row.kind is Applicant.NATURAL)
    return [row for row in rows if not _child(row, born.get(row.applicant))]


def _child(row: Stored, born: date | None) -> bool:
    """Return whether the applicant was under age when the case was decided."""
    decided = row.course.decided_at
    return born is not None and decided is not None and age(born, local(decided).date()) < OF_AGE


def _mark(row: Stored) -> str:
    """Return what asks for the page after a case."""
    decided = row.course.decided_at
    return str(Mark(decided, row.id)) if decided else ""


def _published(row: Stored) -> Published:
    """Return a case as anybody may see it."""
    course = row.course
    if course.decided_at is None or course.published_at is None:
        raise reading.missing()
    return Published(
        ref=row.ref,
        item=row.item_name,
        who=mask_name(row.applicant_name, row.kind),
        granted=bool(course.granted),
        decided_at=course.decided_at,
        published_at=course.published_at,
        authority=docket(row).authority.name,
    )
