"""What the hall knows already and so never asks (G-08): account, certificates, the last time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yizhan.accounts import queries as accounts
from yizhan.cases import codes, remembered
from yizhan.items import forms
from yizhan.items.content import Content
from yizhan.items.forms import Field
from yizhan.law.certificates import usable
from yizhan.law.identities import IdType, Sex
from yizhan.law.masking import mask_number
from yizhan.law.words import Applicant, CertificateState
from yizhan.papers import queries as papers

CODES = {
    "person.id_type": {word.label: word.value for word in IdType},
    "person.sex": {word.label: word.value for word in Sex},
}


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
    """Return what fills the form of an applicant: source to value.

    In clear: the caller has asked before whether the actor may act for the applicant.
    """
    legal = kind is Applicant.LEGAL
    found = accounts.prefill(actor, applicant) if legal else accounts.prefill(applicant)
    coded = {
        source: CODES.get(source, {}).get(value, value) for source, value in found.items() if value
    }
    last = remembered.last_answers(applicant)
    remembered_values = {f"last.{key}": str(value) for key, value in last.items()}
    return {**remembered_values, **dict(_of_certificates(certificates(applicant, on))), **coded}


def fields(
    content: Content, situation: Mapping[str, str], known: Mapping[str, str], kind: Applicant
) -> list[Field]:
    """Return the questions of an item for this applicant's situation, filled in."""
    return forms.fields(content, situation, known, acting=kind)


def shown(field: Field, value: object) -> str:
    """Return an answer as people read it: a word, 是 or 否, an identity number masked (G-18)."""
    words = dict(field.choices)
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.key == "id_number":
        return mask_number(str(value))
    if isinstance(value, list):
        return "、".join(words.get(str(one), str(one)) for one in value)
    return words.get(str(value), "" if value is None else str(value))


def _of_certificates(held: Iterable[Held]) -> Iterable[tuple[str, str]]:
    """Yield what certificates say of themselves, the newest of a name last."""
    for one in reversed(list(held)):
        yield f"certificate.{one.name}.number", one.number
        yield f"certificate.{one.name}.issued", one.issued_on.isoformat()
        yield (
            f"certificate.{one.name}.until",
            one.valid_until.isoformat() if one.valid_until else "",
        )
