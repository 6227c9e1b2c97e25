"""What the window fills in before anybody types, and where each value comes from (CNT-04, G-08)."""

from dataclasses import dataclass, field
from uuid import UUID

from yizhan.accounts import queries as people
from yizhan.cases import known, queries
from yizhan.desk.intakeforms import ANSWER, BLOCK
from yizhan.desk.who import Desk
from yizhan.items import forms
from yizhan.items.content import Content
from yizhan.law.words import Applicant

FROM = "来自："


@dataclass(frozen=True)
class Carried:
    """The values by control, and the source of each in words."""

    values: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def carried(desk: Desk, ref: str, content: Content) -> Carried:
    """Return what is known of the person of the case before, who has another matter.

    The looks at number and phone stay on record (P-16). Nothing is known where no case is named.
    """
    if not ref:
        return Carried()
    view = queries.case_for(desk.actor, ref, desk.at)
    person, reason = view.case.applicant, f"{view.case.number} 再办一件"
    account = people.person(person)
    values = {
        "id_type": account.id_type.value,
        "id_number": people.unmask(desk.user_id, person, reason=reason, at=desk.at),
        "name": people.legal_name(person),
    }
    if account.phone_masked:
        values["phone"] = people.unmask(
            desk.user_id, person, reason=reason, at=desk.at, what="phone"
        )
    sources = dict.fromkeys(values, f"上一件 {view.case.number}")
    answers = _answers(desk, person, account.kind, content)
    return Carried(
        values | {key: one.value for key, one in answers.items()},
        sources | {key: one.source.removeprefix(FROM) for key, one in answers.items()},
    )


def _answers(desk: Desk, person: UUID, kind: Applicant, content: Content) -> dict[str, forms.Field]:
    """Return the questions of the item's own form that the hall can answer, by control."""
    held = known.values(person, person, kind, on=desk.today)
    asked = forms.fields(content, {}, held, acting=kind)
    return {ANSWER + one.key: one for one in asked if one.value and one.key not in BLOCK}
