"""The ledger (工作台账): seven stages of each errand, read from its case and its own few marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from yizhan.cases import queries as cases
from yizhan.cases.queries import CaseView
from yizhan.law.clocks import ZONE, local
from yizhan.law.village import Milestone, Mode, Progress
from yizhan.orm import marks
from yizhan.orm.marks import Mark
from yizhan.stations.models import Errand, Report
from yizhan.stations.records import State

PAGE = 50
DECEMBER = 12
YEARS = range(2000, 3000)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the ledger."""

    id: UUID
    mode: Mode
    state: State
    item: str
    person: str
    agent: str
    number: str
    recorded_at: datetime
    hour: datetime | None
    place: str
    reached: dict[Milestone, datetime | None]

    @property
    def line(self) -> str:
        """Return the line as text, to be summed up in a digest."""
        days = [str(one.date()) if one else "" for one in self.reached.values()]
        return "\t".join([str(self.id), self.mode.label, self.item, self.number, *days])


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some lines, the newest first; ``after`` asks for the next ones, empty at the end."""

    rows: list[Row]
    after: str


def page(authority_id: int, month: date, at: datetime, *, after: str = "") -> Page:
    """Return a page of a station's month, in three statements however many rows it has."""
    errands, mark = _of_month(authority_id, month), marks.read(after)
    if mark:
        errands = errands.filter(recorded_at__lte=mark.at).exclude(
            recorded_at=mark.at, id__gte=mark.id
        )
    found = list(errands[: PAGE + 1])
    more = str(Mark(found[PAGE - 1].recorded_at, found[PAGE - 1].id)) if found[PAGE:] else ""
    return Page(rows=_rows(found[:PAGE], month, at), after=more)


def asked(text: str) -> date | None:
    """Return the first day of a month such as 2026-10; None for what is no month of a ledger."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if found.year in YEARS else None


def whole(authority_id: int, month: date, at: datetime) -> list[Row]:
    """Return all lines of a month, for print and report."""
    return _rows(list(_of_month(authority_id, month)), month, at)


def progress(row: Errand, view: CaseView | None, reported_at: datetime | None = None) -> Progress:
    """Return how far an errand is: its case says most of it, nobody types it again."""
    course = view.standing.course if view else None
    delivered = row.handed_at
    if course and row.mode != Mode.WHOLE:
        delivered = delivered or course.delivered_at
    return Progress(
        entrusted_at=row.recorded_at,
        accepted_at=_accepted(view),
        ended_at=_ended(view) or (row.finished_at if not row.case_ref else None),
        owed=bool(course and course.decided_at),
        delivered_at=delivered,
        reported_at=reported_at,
        revisited_at=row.revisited_at,
    )


def _accepted(view: CaseView | None) -> datetime | None:
    """Return when a case was accepted; what is concluded on the spot, when it came in (H4.1)."""
    if view is None:
        return None
    course = view.standing.course
    return course.accepted_at or (course.received_at if course.decided_at else None)


def _ended(view: CaseView | None) -> datetime | None:
    """Return when a case was decided or came to another end."""
    if view is None:
        return None
    if view.standing.course.decided_at:
        return view.standing.course.decided_at
    return view.journal[-1]["at"] if view.stage.ended else None


def _of_month(authority_id: int, month: date) -> QuerySet[Errand]:
    """Return the errands that a station was asked for in a month, the newest first."""
    first = datetime(month.year, month.month, 1, tzinfo=ZONE)
    then = (month.year + month.month // DECEMBER, month.month % DECEMBER + 1)
    rows = Errand.objects.filter(
        authority_id=authority_id,
        recorded_at__gte=first,
        recorded_at__lt=datetime(*then, 1, tzinfo=ZONE),
    )
    return rows.order_by("-recorded_at", "-id")


def _rows(errands: Sequence[Errand], month: date, at: datetime) -> list[Row]:
    """Return errands as lines; their cases are read together."""
    views = cases.several([row.case_ref for row in errands if row.case_ref], at)
    sent = {
        (one.authority_id, one.month): one.sent_at
        for one in Report.objects.filter(
            authority_id__in={row.authority_id for row in errands},
            month=date(month.year, month.month, 1),
        )
    }
    return [
        line(row, views.get(row.case_ref), sent.get((row.authority_id, _month(row))))
        for row in errands
    ]


def _month(row: Errand) -> date:
    """Return the first day of the month in which an errand was asked for."""
    on = local(row.recorded_at).date()
    return date(on.year, on.month, 1)


def line(row: Errand, view: CaseView | None, reported_at: datetime | None) -> Row:
    """Return one errand as a line."""
    return Row(
        id=row.id,
        mode=Mode(row.mode),
        state=State(row.state),
        item=row.item_name or row.item_code,
        person=row.person_masked,
        agent=row.agent,
        number=row.case_number,
        recorded_at=row.recorded_at,
        hour=row.hour,
        place=row.place,
        reached=progress(row, view, reported_at).reached(),
    )
