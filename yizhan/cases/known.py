"""What the hall knows already and so never asks (G-08): account, certificates, the last time.

In clear: whoever calls has asked before whether the actor may act for the applicant (L3.11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from yizhan.accounts import queries as accounts
from yizhan.cases import codes, remembered
from yizhan.items import forms
from yizhan.items.content import Content
from yizhan.law.certificates import usable
from yizhan.law.words import Applicant, CertificateState
from yizhan.papers import queries as papers


@dataclass(frozen=True, kw_only=True)
class Held:
    """One certificate of a person, and what it is worth on the day asked for."""

    division: int
    paper_id: UUID
    case_id: UUID
    name: str
    number: str
    issued_on: date
    valid_until: date | None
    standing: CertificateState

    @property
    def usable(self) -> bool:
        """Return whether it may be relied on."""
        return usable(self.standing)

    @property
    def ref(self) -> str:
        """Return the address of the case that it came from."""
        return codes.ref(self.division, self.case_id)


def all_certificates(holder: UUID, on: date) -> list[Held]:
    """Return every certificate of a person, the newest first."""
    return [
        Held(
            division=one.division,
            paper_id=one.paper_id,
            case_id=one.case_id,
            name=one.name,
            number=one.number,
            issued_on=one.issued_on,
            valid_until=one.valid_until,
            standing=papers.standing(one, on),
        )
        for one in papers.certificates_of(holder)
    ]


def certificates(holder: UUID, on: date) -> list[Held]:
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


def _of_certificates(held: Iterable[Held]) -> Iterable[tuple[str, str]]:
    """Yield what certificates say of themselves, the newest of a name last."""
    for one in reversed(list(held)):
        yield f"certificate.{one.name}.number", one.number
        yield f"certificate.{one.name}.issued", one.issued_on.isoformat()
        until = one.valid_until.isoformat() if one.valid_until else ""
        yield f"certificate.{one.name}.until", until
