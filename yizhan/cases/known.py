"""What the hall knows already and so never asks (G-08): account, certificates, the last time.

In clear: whoever calls has asked before whether the actor may act for the applicant (L3.11).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yizhan.accounts import queries as accounts
from yizhan.cases import certificates as standing
from yizhan.cases import remembered
from yizhan.cases.certificates import CertificateView
from yizhan.items import forms
from yizhan.items.content import Content
from yizhan.law.clocks import midnight
from yizhan.law.words import Applicant


def all_certificates(holder: UUID, on: date) -> list[CertificateView]:
    """Return every certificate of a person as it stands, the newest first."""
    return standing.certificates_of(holder, midnight(on))


def certificates(holder: UUID, on: date) -> list[CertificateView]:
    """Return the certificates of an applicant that may be relied on, the newest first."""
    return [one for one in all_certificates(holder, on) if one.usable]


def values(actor: UUID, applicant: UUID, kind: Applicant, *, on: date) -> dict[str, str]:
    """Return what fills the form of an applicant: source to value, choices as their codes."""
    legal = kind is Applicant.LEGAL
    found = accounts.prefill(actor, applicant) if legal else accounts.prefill(applicant)
    return {
        **{f"last.{key}": str(one) for key, one in remembered.last_answers(applicant).items()},
        **dict(_of_certificates(certificates(applicant, on))),
        **{source: value for source, value in found.items() if value},
    }


def answers(
    content: Content, situation: Mapping[str, str], held: Mapping[str, str], kind: Applicant
) -> dict[str, Any]:
    """Return the answers that need no typing: what ``values`` holds, by question."""
    asked = forms.fields(content, situation, held, acting=kind)
    return {one.key: one.value for one in asked if one.value}


def _of_certificates(held: Iterable[CertificateView]) -> Iterable[tuple[str, str]]:
    """Yield what certificates say of themselves, the newest of a name last."""
    for one in reversed(list(held)):
        yield f"certificate.{one.row.name}.number", one.row.number
        yield f"certificate.{one.row.name}.issued", one.row.issued_on.isoformat()
        until = one.last_day.isoformat() if one.last_day else ""
        yield f"certificate.{one.row.name}.until", until
