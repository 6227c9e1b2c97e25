"""Reads of papers and certificates. Who may ask is decided by the case that owns them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import TypeAlias
from uuid import UUID

from django.utils.module_loading import import_string

from yizhan.law import certificates as law
from yizhan.law.refusals import Conflict, NotFound
from yizhan.law.words import CertificateState
from yizhan.papers import files
from yizhan.papers.models import Certificate, CertificateEvent, Paper

CertificateRow: TypeAlias = Certificate
EventRow: TypeAlias = CertificateEvent

SEAL = "yizhan.papers.sign.seal"
"""Loaded when it is first needed: reading papers shall not wait for the signature library."""


def papers_of(division: int, case_id: UUID) -> list[Paper]:
    """Return the papers of a case in the order of their issue."""
    found = Paper.objects.filter(division=division, case_id=case_id)
    return list(found.order_by("issued_at", "number"))


def paper(division: int, paper_id: UUID) -> Paper:
    """Return a paper; raises ``NotFound``."""
    return _found(Paper.objects.filter(division=division, id=paper_id).first())


def paper_of(division: int, case_id: UUID, paper_id: UUID) -> Paper:
    """Return a paper of a case; raises ``NotFound`` for another case's as for none (T1)."""
    found = Paper.objects.filter(division=division, id=paper_id, case_id=case_id)
    return _found(found.first())


def by_token(token: str) -> Paper:
    """Return the paper of a verify address; raises ``NotFound``."""
    return _found(Paper.objects.filter(token=token).first())


def pdf(asked: Paper, *, at: datetime) -> bytes:
    """Return the signed PDF of a paper, sealed now when the worker has not come to it yet.

    Raises what ``sign.seal`` raises, and ``NotFound`` where the file is damaged.
    """
    if asked.file_digest is None:
        with_file = paper(asked.division, asked.id)
        if with_file.file_digest is None:
            with_file = _sealed_now(with_file, at)
        asked = with_file
    return files.load(str(asked.file_digest))


def _sealed_now(asked: Paper, at: datetime) -> Paper:
    """Return the paper sealed now, or as somebody else has sealed it meanwhile."""
    try:
        sealed: Paper = import_string(SEAL)(asked.division, asked.id, at=at)
    except Conflict:
        return paper(asked.division, asked.id)
    return sealed


def certificates_of(holder: UUID) -> list[Certificate]:
    """Return the certificates of a person in their newest version, the newest first."""
    rows = Certificate.objects.filter(holder=holder).order_by("-issued_on", "number")
    return newest(rows)


def newest(rows: Iterable[Certificate]) -> list[Certificate]:
    """Return the newest version of each certificate among rows, in their order."""
    found = list(rows)
    last = {one.lineage: max(found, key=partial(_version_of, one.lineage)).id for one in found}
    return [one for one in found if last[one.lineage] == one.id]


def _version_of(lineage: UUID, one: Certificate) -> int:
    """Return the version of a row, or nothing for one of another certificate."""
    return one.version if one.lineage == lineage else 0


def certificate_on(issued: Paper) -> Certificate | None:
    """Return the certificate that a paper is; None where the paper is none."""
    return Certificate.objects.filter(division=issued.division, paper_id=issued.id).first()


def certificate(division: int, certificate_id: UUID) -> Certificate:
    """Return one version of a certificate; raises ``NotFound``."""
    return _known(Certificate.objects.filter(division=division, id=certificate_id).first())


def certificate_by_number(division: int, number: str) -> Certificate:
    """Return a certificate by its number; raises ``NotFound``."""
    return _known(Certificate.objects.filter(division=division, number=number).first())


def certificate_of_case(division: int, case_id: UUID) -> Certificate | None:
    """Return the certificate that a case has issued; None where it has issued none."""
    return Certificate.objects.filter(division=division, case_id=case_id).first()


def versions(division: int, lineage: UUID) -> list[Certificate]:
    """Return the versions of a certificate, the first one first."""
    rows = Certificate.objects.filter(division=division, lineage=lineage)
    return list(rows.order_by("version"))


def history(division: int, lineages: Iterable[UUID]) -> list[CertificateEvent]:
    """Return what has happened to certificates, as it was written down, oldest first."""
    rows = CertificateEvent.objects.filter(division=division, certificate_id__in=list(lineages))
    return list(rows.order_by("on", "seq"))


def standing(
    one: Certificate, today: date, events: Iterable[law.Event] | None = None
) -> CertificateState:
    """Return what a certificate is worth on a day, by its dates and its events (L2.15).

    Without ``events``, by those that are written down: what time has done since is missing.
    """
    told = written(history(one.division, [one.lineage])) if events is None else list(events)
    dates = law.Certificate(valid_from=one.valid_from, valid_until=one.valid_until)
    return law.standing(dates, told, today)


def written(rows: Iterable[CertificateEvent]) -> list[law.Event]:
    """Return rows of the history as the law reads them."""
    return [
        law.Event(
            kind=law.CertificateEvent(row.kind), on=row.on, until=row.until, reason=row.reason
        )
        for row in rows
    ]


def replaced(one: Certificate) -> bool:
    """Return whether a later version of the certificate has been issued."""
    later = Certificate.objects.filter(division=one.division, lineage=one.lineage)
    return later.filter(version__gt=one.version).exists()


def _known(row: Certificate | None) -> Certificate:
    """Return the row; raises ``NotFound`` where there is none."""
    if row is None:
        raise NotFound("没有找到该证照。", clause="L4.11", remedy="请核对证照编号。")
    return row


def _found(row: Paper | None) -> Paper:
    """Return the row; raises ``NotFound`` where there is none."""
    if row is None:
        raise NotFound("没有找到该文书。", clause="L4", remedy="请核对文号或者二维码。")
    return row
