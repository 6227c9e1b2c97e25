"""Whether a paper is genuine, as anyone may ask: by its address or by its file (T16, T17).

An answer shows the number, the title, the authority, the date and the masked holder, never more.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.module_loading import import_string

from yizhan.law.certificates import usable
from yizhan.law.words import CertificateState, Word
from yizhan.papers import keys, queries
from yizhan.papers.compose import digest
from yizhan.papers.models import Certificate, Paper, PaperStatus
from yizhan.papers.tokens import verify_offline

__all__ = ["Answer", "Verdict", "by_file", "by_token", "verify_offline"]

SIGNATURES = "yizhan.papers.signatures"
"""Loaded when a file is first checked: the pages shall not wait for the signature library."""


class Verdict(Word):
    """What can be said of a paper."""

    GENUINE = "genuine", "真实有效"
    ALTERED = "altered", "内容被改动"
    REVOKED = "revoked", "真实，但已失效"
    UNKNOWN = "unknown", "查无此文书"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The verdict and what anyone may see; all empty where nothing was found."""

    verdict: Verdict
    number: str = ""
    title: str = ""
    authority: str = ""
    issued: str = ""  # the date as printed
    holder: str = ""  # masked
    state: str = ""  # the official word of the paper's or the certificate's state


Stands = Callable[[Certificate, date], CertificateState]
NOTHING = Answer(verdict=Verdict.UNKNOWN)


def by_token(token: str, *, today: date, stands: Stands = queries.standing) -> Answer:
    """Return the answer for a verify address; ``stands`` says what a certificate is worth."""
    found = Paper.objects.filter(token=token).first()
    return _answer(found, today, stands) if found else NOTHING


def by_file(data: bytes, *, today: date, stands: Stands = queries.standing) -> Answer:
    """Return the answer for an uploaded PDF; ``stands`` says what a certificate is worth.

    Genuine only when it is byte for byte the file that was stored, its signature is ours and
    covers it all, and the row is still what was issued. A signed PDF that we do not know counts
    as altered, an unsigned one as unknown.
    """
    found = Paper.objects.filter(file_digest=hashlib.sha256(data).hexdigest()).first()
    if found is None:
        signed = import_string(f"{SIGNATURES}.signed_at_all")(data)
        return Answer(verdict=Verdict.ALTERED) if signed else NOTHING
    public = (keys.folder() / keys.PUBLIC).read_bytes()
    if not import_string(f"{SIGNATURES}.holds")(data, public):
        return Answer(verdict=Verdict.ALTERED)
    return _answer(found, today, stands)


def _answer(paper: Paper, today: date, stands: Stands) -> Answer:
    """Return the answer for a row, which itself may have been tampered with."""
    if digest(paper.content) != paper.digest:
        return Answer(verdict=Verdict.ALTERED)
    state, holds = _state(paper, today, stands)
    return Answer(
        verdict=Verdict.GENUINE if holds else Verdict.REVOKED,
        number=paper.number,
        title=paper.title,
        authority=str(paper.content["authority"]),
        issued=str(paper.content["date"]),
        holder=str(paper.content["applicant_masked"]),
        state=state,
    )


def _state(paper: Paper, today: date, stands: Stands) -> tuple[str, bool]:
    """Return the official word of the state and whether the paper may be relied on."""
    status = PaperStatus(paper.status)
    certificate = queries.certificate_on(paper)
    if certificate is None or status is not PaperStatus.VALID:
        return status.label, status is PaperStatus.VALID
    standing = stands(certificate, today)
    if usable(standing) and queries.replaced(certificate):
        return f"{PaperStatus.REPLACED.label}（{standing.label}，请出示新证）", False
    return standing.label, usable(standing)
