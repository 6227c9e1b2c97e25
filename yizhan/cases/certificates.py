"""Certificates as they stand (证照状态): what is written of them, and what time has done since.

Silence renews (L2.15): it is true when anybody asks, even if no worker ran.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from yizhan.cases import codes, reading
from yizhan.cases.actors import PERSONS, Actor
from yizhan.cases.docket import docket
from yizhan.cases.stored import SELECT, Stored, from_row
from yizhan.law import aftermath
from yizhan.law.certificates import Event, Life, usable
from yizhan.law.clocks import local, midnight
from yizhan.law.refusals import NotFound
from yizhan.law.words import CertificateState
from yizhan.papers import queries as papers
from yizhan.papers import verify
from yizhan.papers.queries import CertificateRow, EventRow

ABOUT = f"""SELECT {SELECT} FROM cases_case c
    WHERE c.division = %s AND c.about = ANY(%s)"""  # noqa: S608 - constants only
DECIDED = frozenset({"decide", "certify", "finish", *aftermath.FATES})


@dataclass(frozen=True, kw_only=True)
class CertificateView:
    """A certificate in its newest version, as it stands at a moment, with its history."""

    row: CertificateRow
    state: CertificateState
    events: tuple[Event, ...]
    asked: bool

    @property
    def ref(self) -> str:
        """Return the opaque address of the certificate."""
        return codes.ref(self.row.division, self.row.id)

    @property
    def case_ref(self) -> str:
        """Return the address of the case that issued this version."""
        return codes.ref(self.row.division, self.row.case_id)

    @property
    def usable(self) -> bool:
        """Return whether it may be relied on."""
        return usable(self.state)

    @property
    def last_day(self) -> date | None:
        """Return the last day of its validity, a renewal by silence included."""
        renewals = [e.until for e in self.events if e.kind in {"renewed", "deemed_renewed"}]
        return renewals[-1] if renewals else self.row.valid_until

    @property
    def life(self) -> Life:
        """Return the certificate as the law is told of it."""
        row = self.row
        return Life(
            lineage=str(row.lineage),
            version=row.version,
            number=row.number,
            oid=row.oid,
            valid_from=row.valid_from,
            valid_until=self.last_day,
            state=self.state,
            asked=self.asked,
        )


def certificates_of(holder: UUID, at: datetime) -> list[CertificateView]:
    """Return a person's certificates as they stand, the newest first; a few statements in all."""
    return _views(papers.certificates_of(holder), at)


def certificate_for(actor: Actor, ref: str, at: datetime) -> CertificateView:
    """Return the newest version of a certificate if the actor may see it; raises NotFound."""
    try:
        division, certificate_id = codes.parse_ref(ref)
    except ValueError:
        raise missing() from None
    one = known(division, certificate_id)
    if actor.post in PERSONS:
        mine = actor.person_id == one.holder
    else:
        mine = _within(codes.ref(division, one.case_id), actor)
    if not mine:
        raise missing()
    return latest(one, at)


def _within(ref: str, actor: Actor) -> bool:
    """Return whether a case lies in an actor's scope."""
    try:
        reading.scoped(ref, actor)
    except NotFound:
        return False
    return True


def missing() -> NotFound:
    """Return the refusal for a certificate that is missing or not yours: the two look the same."""
    return NotFound(
        "没有找到这个证照", clause="L4.11", remedy="请核对证照编号，或从颁发证照的办件进入"
    )


def known(division: int, certificate_id: UUID) -> CertificateRow:
    """Return one version of a certificate; raises NotFound as for a foreign one."""
    try:
        return papers.certificate(division, certificate_id)
    except NotFound:
        raise missing() from None


def of_case(ref: str, at: datetime) -> CertificateView | None:
    """Return the newest version of the certificate that a case issued, or is about; None for none.

    The caller has checked that the case may be seen.
    """
    case = reading.load(ref, "", "")[0]
    own = papers.certificate_of_case(case.division, case.id)
    if own is None and case.about:
        own = papers.versions(case.division, case.about)[-1]
    return latest(own, at) if own else None


def latest(one: CertificateRow, at: datetime) -> CertificateView:
    """Return the newest version of a certificate as it stands."""
    return _views([papers.versions(one.division, one.lineage)[-1]], at)[0]


def life(case: Stored, step: str, at: datetime) -> Life | None:
    """Return what the law has to know of a certificate before a step; None where it is not asked.

    A case about a certificate speaks of its newest version, any other of the one that it issued.
    """
    if step not in DECIDED or not (case.about or step in aftermath.FATES):
        return None
    own = papers.certificate_of_case(case.division, case.id)
    lineage = case.about or (own.lineage if own else None)
    if lineage is None:
        return None
    return _told(papers.versions(case.division, lineage)[-1], own, at)


def _told(last: CertificateRow, own: CertificateRow | None, at: datetime) -> Life:
    """Return a certificate as the law is told of it; an older version is no longer current."""
    view = _views([last], at)[0]
    older = own is not None and own.id != last.id
    found = view.life
    return Life(
        **{**{n: getattr(found, n) for n in Life.__dataclass_fields__}, "current": not older}
    )


def standing(one: CertificateRow, at: datetime) -> CertificateState:
    """Return what a certificate is worth at a moment (L2.15)."""
    return _views([one], at)[0].state


def check_token(token: str, at: datetime) -> verify.Answer:
    """Return whether the paper of a verify address is genuine, as it stands at a moment."""
    today = local(at).date()
    return verify.by_token(token, today=today, stands=_on_the_day)


def check_file(data: bytes, at: datetime) -> verify.Answer:
    """Return whether a file is a genuine paper, as it stands at a moment."""
    return verify.by_file(data, today=local(at).date(), stands=_on_the_day)


def _on_the_day(one: CertificateRow, today: date) -> CertificateState:
    """Return what a certificate is worth on a day."""
    return standing(one, midnight(today))


def _views(rows: Iterable[CertificateRow], at: datetime) -> list[CertificateView]:
    """Return certificates as they stand: two statements a division, however many there are."""
    found = list(rows)
    today = local(at).date()
    divisions = {row.division for row in found}
    told: dict[UUID, list[Event]] = defaultdict(list)
    asked: set[UUID] = set()
    for division in divisions:
        lineages = [row.lineage for row in found if row.division == division]
        for lineage, events in _written(papers.history(division, lineages)).items():
            told[lineage] += events
        for case in _about(division, lineages):
            course, acts = docket(case).settled(at)
            lineage = case.about or case.id
            told[lineage] += [act.event for act in acts if act.event]
            asked |= set() if course.stage.ended else {lineage}
    return [
        CertificateView(
            row=row,
            state=papers.standing(row, today, told[row.lineage]),
            events=tuple(told[row.lineage]),
            asked=row.lineage in asked,
        )
        for row in found
    ]


def _written(rows: Iterable[EventRow]) -> Mapping[UUID, list[Event]]:
    """Return the written history by certificate."""
    found: dict[UUID, list[Event]] = defaultdict(list)
    for row in rows:
        found[row.certificate_id] += papers.written([row])
    return found


def _about(division: int, lineages: list[UUID]) -> list[Stored]:
    """Return the cases about certificates."""
    with connection.cursor() as cursor:
        cursor.execute(ABOUT, [division, lineages])
        return [from_row(row) for row in cursor.fetchall()]
