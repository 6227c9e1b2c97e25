"""What a station may read: its own day, its own errands, its own ledger; all else looks missing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yizhan.accounts import seals
from yizhan.cases import queries as cases
from yizhan.cases.queries import CaseView
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law.clocks import local, midnight
from yizhan.law.village import Milestone, Mode
from yizhan.law.words import OnlineClass
from yizhan.places import queries as places
from yizhan.stations import filing, ledger, records
from yizhan.stations.ledger import Page, Row
from yizhan.stations.members import Member
from yizhan.stations.models import Errand, Report
from yizhan.stations.records import Record, State
from yizhan.stations.services import missing

USUAL, OPEN = 20, 500
OFTEN = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Today:
    """What waits at a station: to finish, to hand over, to ask again, to go to."""

    unfinished: int
    conflicts: int
    to_hand_over: int
    to_revisit: int
    rounds: int


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One errand with everything that a page shows: its line, its record, its case."""

    row: Row
    record: Record | None
    refusal: dict[str, str]
    arrived_at: datetime | None
    finished_at: datetime | None
    case: CaseView | None
    conflict: Record | None
    mandate: UUID | None
    query_code: str
    revision: int

    @property
    def versions(self) -> list[tuple[str, Record | None, str]]:
        """Return both versions of a conflict with the word that chooses each."""
        return [("站里已有的", self.record, "theirs"), ("另一台设备送来的", self.conflict, "mine")]

    @property
    def may_hand(self) -> bool:
        """Return whether the result can be handed to the person now (H6.1)."""
        reached = self.row.reached
        decided = self.case is not None and self.case.standing.course.decided_at is not None
        return decided and reached[Milestone.DELIVERED] is None

    @property
    def may_revisit(self) -> bool:
        """Return whether the person can be asked how it went (回访)."""
        reached = self.row.reached
        return bool(reached[Milestone.FILED]) and reached[Milestone.REVISITED] is None


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A month that a station has sent to its township."""

    station: str
    month: date
    rows: int
    sent_at: datetime


def today(member: Member, at: datetime) -> Today:
    """Return what waits at the station, in three statements however much it is."""
    mine = Errand.objects.filter(authority_id=member.held.authority_id)
    end = midnight(local(at).date() + timedelta(days=1))
    found = mine.aggregate(
        unfinished=Count("pk", filter=Q(state__in=[State.KEPT.value, State.REFUSED.value])),
        conflicts=Count("pk", filter=~Q(rival=b"")),
        to_revisit=Count("pk", filter=Q(handed_at__isnull=False, revisited_at=None)),
        rounds=Count("pk", filter=Q(hour__lt=end, finished_at=None)),
    )
    return Today(**found, to_hand_over=_decided(mine, at))


def _decided(mine: QuerySet[Errand], at: datetime) -> int:
    """Return how many of the oldest errands have a result that nobody has handed over yet."""
    open_ones = mine.filter(state=State.FILED.value, handed_at=None).order_by("recorded_at")
    views = cases.several(list(open_ones.values_list("case_ref", flat=True)[:OPEN]), at)
    return sum(one.standing.course.decided_at is not None for one in views.values())


def rounds(member: Member, at: datetime, *, days: int = 7) -> list[Row]:
    """Return whom to go to or to meet in the coming days, the first hour first (H7.4, H7.5)."""
    end = midnight(local(at).date() + timedelta(days=days))
    mine = Errand.objects.filter(authority_id=member.held.authority_id)
    waiting = mine.filter(hour__isnull=False, finished_at=None, hour__lt=end)
    return [ledger.line(row, None, None) for row in waiting.order_by("hour")[: ledger.PAGE]]


def month(member: Member, of: date, at: datetime, *, after: str = "") -> Page:
    """Return a page of the station's ledger of a month."""
    return ledger.page(member.held.authority_id, of, at, after=after)


def record(member: Member, errand_id: UUID, at: datetime) -> Opened:
    """Return one errand of the station; raises NotFound for a missing and a foreign one alike."""
    row = Errand.objects.filter(authority_id=member.held.authority_id, pk=errand_id).first()
    if row is None:
        raise missing()
    view = cases.several([row.case_ref], at).get(row.case_ref) if row.case_ref else None
    return Opened(
        row=ledger.line(row, view, None),
        record=_unsealed(row, row.sealed),
        refusal=row.refusal,
        arrived_at=row.arrived_at,
        finished_at=row.finished_at,
        case=view,
        conflict=_unsealed(row, row.rival),
        mandate=row.mandate,
        query_code=row.query_code,
        revision=row.revision,
    )


def items_for(member: Member, words: str, at: datetime) -> list[VersionView]:
    """Return the station's own items and those above it: what was asked for most, or the search."""
    here, on = member.authority.division, local(at).date()
    reach = [here, *places.ancestors(here)]
    if words:
        return [hit.view for hit in items.search(words, reach, on=on, limit=USUAL)]
    asked = Errand.objects.filter(authority_id=member.held.authority_id, recorded_at__gt=at - OFTEN)
    often = asked.values_list("item_code").annotate(n=Count("pk")).order_by("-n")[:USUAL]
    found = {code: _version(code, on) for code, _ in often}
    known = [version for version in found.values() if version]
    popular = items.popular(reach, items.Facets(), on=on, limit=USUAL)
    rest = [one for one in popular if one.code not in found]
    return [*known, *rest][:USUAL]


def modes_for(member: Member, version: VersionView) -> tuple[Mode, ...]:
    """Return the ways that are open for an item at this station (H7.2 to H7.5)."""
    if filing.concludes(member, version):
        return (Mode.INSTANT, Mode.HOME)
    whole = version.content.online is not OnlineClass.ON_SITE
    return (*((Mode.WHOLE,) if whole else ()), Mode.COMPANION, Mode.HOME)


def reported_to(township_id: int) -> list[Reported]:
    """Return the months that a township was sent by its stations, the newest first."""
    rows = Report.objects.filter(township_id=township_id).order_by("-month", "authority_id")
    return [
        Reported(
            station=places.authority(row.authority_id).name,
            month=row.month,
            rows=row.rows,
            sent_at=row.sent_at,
        )
        for row in rows[: ledger.PAGE]
    ]


def _version(code: str, on: date) -> VersionView | None:
    """Return the version in force of an item; None for one that is gone."""
    item_id = items.item_by_code(code)
    return items.published(item_id, on) if item_id else None


def _unsealed(row: Errand, sealed: bytes | memoryview) -> Record | None:
    """Return what a device sent, None for nothing."""
    text = seals.unseal(sealed, str(row.id))
    return records.read(text) if text else None
