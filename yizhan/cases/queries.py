"""What the faces may read of cases; hidden and missing look the same.

Every view shows a case as it stands at the moment asked for: what time has done by then is in it,
even where no worker has written it down (L2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection

from yizhan.cases import codes, lamps, reading
from yizhan.cases.actors import Actor
from yizhan.cases.docket import Docket, docket
from yizhan.cases.models import Attachment, Case, Entry
from yizhan.cases.stored import SELECT, Standing, Stored, from_row
from yizhan.items.content import Content
from yizhan.law import steps
from yizhan.law.levels import hand_of
from yizhan.law.masking import mask_name
from yizhan.law.results import ResultCode, result
from yizhan.law.step import Step
from yizhan.law.words import Hand, Post, Stage
from yizhan.orm import marks
from yizhan.orm.marks import Mark
from yizhan.places.queries import AuthorityView


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A case as it stands at a moment, with everything a page shows of it."""

    docket: Docket
    at: datetime
    standing: Standing
    office: int | None = None  # the authority of the staff who read it

    @property
    def case(self) -> Stored:
        """Return the case as it was last written."""
        return self.docket.case

    @property
    def ref(self) -> str:
        """Return the opaque address."""
        return self.case.ref

    @property
    def stage(self) -> Stage:
        """Return the stage, true at that moment."""
        return self.standing.stage

    @property
    def content(self) -> Content:
        """Return what the version that the case runs under says."""
        return self.docket.version.content

    @property
    def authority(self) -> AuthorityView:
        """Return the competent authority."""
        return self.docket.authority

    @cached_property
    def lamp(self) -> lamps.Lamp:
        """Return the lamp of the clock that matters now."""
        return lamps.lamp(self.standing, self.docket.rules, self.docket.calendar, self.at)

    @property
    def result(self) -> ResultCode | None:
        """Return the national code of how the case was concluded, None while it is open."""
        return result(self.standing.course)

    @property
    def applicant_masked(self) -> str:
        """Return the applicant's name as strangers see it (G-18)."""
        return mask_name(self.case.applicant_name, self.case.kind)

    @property
    def visits_allowed(self) -> int:
        """Return how often the person has to come at most (W3)."""
        return self.content.online.visits

    def open_to(self, post: Post) -> tuple[Step, ...]:
        """Return the steps that a post of the reader's authority may take now."""
        found = steps.open_to(self.standing.course, post)
        return tuple(step for step in found if _hand(self, post) in step.hands)

    @cached_property
    def journal(self) -> list[dict[str, Any]]:
        """Return the lines of the journal with their official words, oldest first."""
        return journal(self.ref)

    @cached_property
    def attachments(self) -> list[dict[str, Any]]:
        """Return the files handed in, oldest first."""
        rows = Attachment.objects.filter(division=self.case.division, case_id=self.case.id)
        return [dict(row) for row in rows.order_by("seq", "id").values()]

    @cached_property
    def _said(self) -> Mapping[str, Any]:
        """Return the answers of the form and of the situation."""
        rows = Case.objects.filter(division=self.case.division, id=self.case.id)
        return rows.values("answers", "situation").first() or {"answers": {}, "situation": {}}

    @property
    def answers(self) -> dict[str, Any]:
        """Return the answers of the form."""
        return dict(self._said["answers"])

    @property
    def situation(self) -> dict[str, str]:
        """Return the answers on the person's situation."""
        return dict(self._said["situation"])


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list of cases; ``after`` asks for the next one, empty at the end."""

    rows: list[CaseView]
    after: str


def _hand(found: CaseView, post: Post) -> Hand:
    """Return whose hand a post of the reader's authority is (H4.8 to H4.10)."""
    if not found.docket.shared:
        return Hand.COMPETENT
    unit = found.docket.unit_of(found.office)
    return hand_of(post, unit, found.standing.course, found.docket.rules)


def stored_case(ref: str) -> Stored:
    """Return a case as it was last written.

    Raises NotFound.
    """
    return reading.load(ref, "", "")[0]


def view(case: Stored, at: datetime, office: int | None = None) -> CaseView:
    """Return a case as it stands at a moment."""
    found = docket(case)
    return CaseView(docket=found, at=at, standing=found.stands(at), office=office)


def case_for(actor: Actor, ref: str, at: datetime) -> CaseView:
    """Return a case if the actor may see it.

    Raises NotFound both for a missing and for a foreign case (T1, T9).
    """
    case = stored_case(ref)
    reading.check_scope(case, actor)
    return view(case, at, actor.authority_id)


def _rows(where: str, values: Sequence[Any], order: str, limit: int) -> list[Stored]:
    """Return cases by a condition of constants, in an order, at most so many."""
    statement = f"SELECT {SELECT} FROM cases_case c WHERE {where} ORDER BY {order} LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, limit])
        return [from_row(row) for row in cursor.fetchall()]


def by_number(actor: Actor, number: str, at: datetime) -> CaseView:
    """Return a case by its number, as people type or scan it, if the actor may see it."""
    tidy = codes.tidy(number)
    if not tidy[:6].isdigit():
        raise reading.missing()
    found = _rows("c.division = %s AND c.number = %s", [int(tidy[:6]), tidy], "c.id", 1)
    if not found:
        raise reading.missing()
    reading.check_scope(found[0], actor)
    return view(found[0], at)


def by_name(actor: Actor, name: str, at: datetime, *, limit: int = 50) -> list[CaseView]:
    """Return the cases of the actor's authority for an applicant's whole name, newest first."""
    where = "c.division = %s AND c.authority_id = %s AND c.applicant_name = %s"
    values = [int(actor.division[:6]), actor.authority_id, name]
    return [view(row, at) for row in _rows(where, values, "c.received_at DESC", limit)]


def several(refs: Sequence[str], at: datetime) -> dict[str, CaseView]:
    """Return cases by their addresses, in one statement; what is missing is left out.

    Whose cases they are is the caller's to know.
    """
    keys = [codes.parse_ref(ref) for ref in refs]
    if not keys:
        return {}
    divisions, ids = zip(*keys, strict=True)
    where = "(c.division, c.id) IN (SELECT * FROM unnest(%s::int[], %s::uuid[]))"
    found = _rows(where, [list(divisions), list(ids)], "c.id", len(keys))
    return {row.ref: view(row, at) for row in found}


def of_person(person: UUID, number: str, at: datetime) -> CaseView | None:
    """Return the case of a person by its number; None for anybody else's."""
    tidy = codes.tidy(number)
    values = [int(tidy[:6]) if tidy[:6].isdigit() else 0, tidy, person]
    where = "c.division = %s AND c.number = %s AND c.applicant = %s"
    found = _rows(where, values, "c.id", 1)
    return view(found[0], at) if found else None


def track(number: str, query_code: str, at: datetime) -> CaseView:
    """Return a case to anybody who knows its number and its query code (P-17).

    Raises NotFound for a wrong pair, whichever half is wrong.
    """
    tidy = codes.tidy(number)
    values = [int(tidy[:6]) if tidy[:6].isdigit() else 0, tidy, codes.tidy(query_code)]
    where = "c.division = %s AND c.number = %s AND c.query_code = %s"
    found = _rows(where, values, "c.id", 1)
    if not found:
        raise reading.missing()
    return view(found[0], at)


def mine(person: UUID, at: datetime, *, after: str = "", limit: int = 20) -> Page:
    """Return a page of the cases of a person, as applicant or for somebody else, newest first.

    ``after`` is the mark of the page before.
    """
    rows: dict[UUID, Stored] = {}
    for column in ("applicant", "submitter"):
        where, values = f"c.{column} = %s AND c.received_at <= %s", [person, at]
        mark = marks.read(after)
        if mark:
            where, values = (
                f"{where} AND (c.received_at, c.id) < (%s, %s)",
                [*values, mark.at, mark.id],
            )
        found = _rows(where, values, "c.received_at DESC, c.id DESC", limit + 1)
        rows |= {row.id: row for row in found}
    newest = sorted(rows.values(), key=mark_of, reverse=True)
    more = str(mark_of(newest[limit - 1])) if len(newest) > limit else ""
    return Page(rows=[view(row, at) for row in newest[:limit]], after=more)


def mark_of(row: Stored) -> Mark:
    """Return the mark of a case in a list by the moment of receipt."""
    return Mark(row.received_at, row.id)


def replayed(ref: str, at: datetime, *, after: int) -> "Replayed":
    """Return how a case stands, and the papers and exceptions of the journal after a line."""
    case = stored_case(ref)
    lines = journal(ref, after=after)
    return Replayed(
        standing=view(case, at).standing,
        papers=[paper["kind"] for line in lines for paper in line["papers"]],
        exceptions=[rule for line in lines for rule in line["exceptions"]],
        seq=case.seq,
    )


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """What a replay shows after one step."""

    standing: Standing
    papers: list[str]
    exceptions: list[str]
    seq: int


def journal(ref: str, *, after: int = 0) -> list[dict[str, Any]]:
    """Return the lines of a case's journal after a number, with their words, oldest first."""
    division, case_id = codes.parse_ref(ref)
    rows = Entry.objects.filter(division=division, case_id=case_id, seq__gt=after)
    return [_worded(dict(line)) for line in rows.order_by("seq").values()]


def _worded(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line with the official words of its step, stage and post."""
    return {
        **line,
        "label": steps.label(line["step"]),
        "stage_label": Stage(line["stage"]).label,
        "post_label": Post(line["post"]).label,
    }
