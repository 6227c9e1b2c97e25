"""Reads of papers and certificates. Who may ask is decided by the case that owns them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.module_loading import import_string

from yizhan.law import certificates as law
from yizhan.law.refusals import NotFound
from yizhan.law.words import CertificateState
from yizhan.papers import files
from yizhan.papers.models import Certificate, CertificateEvent, Paper

SEAL = "yizhan.papers.sign.seal"
"""Loaded when it is first needed: reading papers shall not wait for the signature library."""


def papers_of(division: int, case_id: UUID) -> list[Paper]:
    """Return the papers of a case in the order of their issue."""
    found = Paper.objects.filter(division=division, case_id=case_id)
    return list(found.order_by("issued_at", "number"))


def paper(division: int, paper_id: UUID) -> Paper:
    """Return a paper; raises ``NotFound``."""
    return _found(Paper.objects.filter(division=division, id=paper_id).first())


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
            with_file = import_string(SEAL)(asked.division, asked.id, at=at)
        asked = with_file
    return files.load(str(asked.file_digest))


def certificates_of(holder: UUID) -> list[Certificate]:
    """Return the certificates of a person, the newest first."""
    return list(Certificate.objects.filter(holder=holder).order_by("-issued_on", "number"))


def certificate_on(issued: Paper) -> Certificate | None:
    """Return the certificate that a paper is; None where the paper is none."""
    return Certificate.objects.filter(division=issued.division, paper_id=issued.id).first()


def standing(certificate: Certificate, today: date) -> CertificateState:
    """Return what a certificate is worth on a day, by its dates and its events (L2.15)."""
    rows = CertificateEvent.objects.filter(
        division=certificate.division, certificate_id=certificate.id
    )
    events = [
        law.Event(kind=law.CertificateEvent(row.kind), on=row.on, until=row.until) for row in rows
    ]
    dates = law.Certificate(valid_from=certificate.valid_from, valid_until=certificate.valid_until)
    return law.standing(dates, events, _renewal(events), today)


def _renewal(events: Sequence[law.Event]) -> law.Renewal | None:
    """Return the last application to renew with its decision; None where nobody asked."""
    asked = [e.on for e in events if e.kind is law.CertificateEvent.RENEWAL_ASKED]
    if not asked:
        return None
    decided = [e.on for e in events if e.kind is law.CertificateEvent.RENEWAL_DECIDED]
    later = [day for day in decided if day >= max(asked)]
    return law.Renewal(applied_on=max(asked), decided_on=min(later, default=None))


def _found(row: Paper | None) -> Paper:
    """Return the row; raises ``NotFound`` where there is none."""
    if row is None:
        raise NotFound("没有找到该文书。", clause="L4", remedy="请核对文号或者二维码。")
    return row
