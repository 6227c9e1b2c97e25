"""Reads of users: masked by default, in clear only with a reason that stays on record (G-18)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yizhan.accounts import seals
from yizhan.accounts.models import Look, Mandate, Person, User
from yizhan.accounts.ties import principals, ties
from yizhan.law import mandates
from yizhan.law.identities import IdType, Sex, identify
from yizhan.law.mandates import Acting, Action
from yizhan.law.masking import mask_name
from yizhan.law.refusals import Incomplete, NotFound
from yizhan.law.words import Applicant, Assurance
from yizhan.orm import pages, prepared
from yizhan.orm.pages import Page

LOOKS_SHOWN = 20
BEARER = (
    "select t.user_id, coalesce(t.person_id, u.person_id), t.posting_id, t.scopes, u.name"
    " from accounts_token t join accounts_user u on u.id = t.user_id"
    " where t.digest = %s and t.expires > %s and t.revoked_at is null and u.is_active"
)

PARTY = "select kind, name, id_masked, born, assurance from accounts_person where id = %s"


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """A person as strangers and staff see one: every field masked (G-18)."""

    id: UUID
    kind: Applicant
    name_masked: str
    id_type: IdType
    id_masked: str
    phone_masked: str
    assurance: Assurance
    representative_masked: str
    demo: bool

    @property
    def registered(self) -> bool:
        """Return whether this is a registered user 注册用户: verified, not only claimed (W2.2)."""
        return self.assurance in {Assurance.MATCHED, Assurance.WINDOW}


@dataclass(frozen=True, kw_only=True)
class Party:
    """A person as a case and its papers name one: the legal name, the number masked (L4)."""

    id: UUID
    kind: Applicant
    name: str
    id_masked: str
    born: date | None
    assurance: Assurance


@dataclass(frozen=True)
class Bearer:
    """Who holds a token, for whom, at which post, and what it opens."""

    user_id: int
    person_id: UUID | None
    posting_id: int | None
    scopes: frozenset[str]
    name: str


@dataclass(frozen=True, kw_only=True)
class LookView:
    """One line of 数据足迹: when, who, what, why (P-16)."""

    at: datetime
    who: str
    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MandateView:
    """A mandate as its principal and its agent see it."""

    id: UUID
    principal: PersonView
    agent: PersonView
    items: tuple[str, ...]
    actions: tuple[Action, ...]
    since: date
    until: date
    revoked_at: datetime | None
    evidence: str

    def holds(self, on: date) -> bool:
        """Return whether the mandate is neither over nor revoked; it may begin later."""
        return self.revoked_at is None and on <= self.until


def person(person_id: UUID) -> PersonView:
    """Return a person with every field masked; raises NotFound."""
    return _view(_person(person_id))


def persons(ids: set[UUID]) -> dict[UUID, PersonView]:
    """Return many persons by id in one statement, for lists; the unknown are left out."""
    return {row.pk: _view(row) for row in Person.objects.filter(pk__in=ids)}


def party(person_id: UUID) -> Party:
    """Return a person as the papers of a case name one; raises NotFound."""
    row = prepared.row(PARTY, [person_id])
    if row is None:
        raise _nobody()
    kind, name, id_masked, born, assurance = row
    return Party(
        id=person_id,
        kind=Applicant(kind),
        name=name,
        id_masked=id_masked,
        born=born,
        assurance=Assurance(assurance),
    )


def find_person(number: str, kind: IdType = IdType.RESIDENT) -> UUID | None:
    """Return whose number this is, if anybody's; raises Invalid for a wrong number."""
    held = identify(number, kind).number
    found = Person.objects.filter(id_type=kind.value, id_index=seals.index(held))
    return found.values_list("pk", flat=True).first()


def legal_name(person_id: UUID) -> str:
    """Return the full name, byte for byte, for papers that the law wants a name on (L4)."""
    return _person(person_id).name


def login_name(user_id: int) -> str:
    """Return the name behind a login, as notes of staff name one; its number where none is kept."""
    found = User.objects.filter(pk=user_id).values_list("name", flat=True).first()
    return found or f"{user_id}号"


def unmask(
    user_id: int, person_id: UUID, *, reason: str, at: datetime, what: str = "id_number"
) -> str:
    """Return a number in clear (``id_number`` or ``phone``) and write down who looked and why.

    Raises Incomplete without a reason, NotFound for nobody.
    """
    if not reason.strip():
        raise Incomplete(
            "查看完整信息须说明事由", clause="G-18", remedy="请填写事由", field="reason"
        )
    row = _person(person_id)
    with transaction.atomic():
        Look.objects.create(
            user_id=user_id, person=row, what=what, reason=reason.strip()[:200], at=at
        )
        sealed = {"id_number": row.id_sealed, "phone": row.phone_sealed}[what]
        return seals.unseal(sealed, str(row.pk))


def phone_of(person_id: UUID) -> str:
    """Return the phone of a person as it is now, to send to; empty where there is none."""
    row = Person.objects.filter(pk=person_id).first()
    return _phone(row) if row and row.phone_sealed else ""


def looks_at(person_id: UUID, *, after: str = "", limit: int = LOOKS_SHOWN) -> Page[LookView]:
    """Return a page of who looked at a person's data, newest first (P-16); none is ever cut off."""
    rows = Look.objects.filter(person=person_id).select_related("user")
    return pages.newest(rows, "at", after=after, limit=limit).as_(_look)


def prefill(person_id: UUID, organisation_id: UUID | None = None) -> dict[str, str]:
    """Return what a form is filled with before anybody types: the person's and organisation's own.

    Choices as the codes that forms take. In clear, so only for whoever ``may_act_for`` lets act
    for them.
    """
    row = _person(person_id)
    known = {
        "person.name": row.name,
        "person.id_type": row.id_type,
        "person.id_number": _number(row),
        "person.sex": row.sex if row.sex != Sex.UNKNOWN else "",
        "person.born": row.born.isoformat() if row.born else "",
        "person.phone": _phone(row),
        "person.address": row.address,
    }
    return known | (_prefill_organisation(_person(organisation_id)) if organisation_id else {})


def may_act_for(
    actor: UUID, applicant: UUID, base_code: str, action: Action | str, *, on: date
) -> Acting:
    """Return in which capacity a person acts for an applicant on a day.

    Raises Unlawful with clause L3.11 when nothing carries it; an unknown person looks the same.
    """
    wanted = Action(action)
    return mandates.acting(ties(actor, applicant), base_code, wanted, on)


def applicants_for(actor: UUID, on: date) -> list[PersonView]:
    """Return for whom else a person may do something on a day, organisations first."""
    views = persons(principals(actor, on)).values()
    return sorted(views, key=lambda view: (view.kind is Applicant.NATURAL, view.name_masked))


def mandates_of(person_id: UUID) -> list[MandateView]:
    """Return the mandates that a person gave or holds, newest first."""
    rows = Mandate.objects.select_related("principal", "agent").order_by("-created_at")
    mine = rows.filter(principal=person_id) | rows.filter(agent=person_id)
    return [
        MandateView(
            id=row.pk,
            principal=_view(row.principal),
            agent=_view(row.agent),
            items=tuple(row.items),
            actions=tuple(word for word in Action if word.value in row.actions),
            since=row.since,
            until=row.until,
            revoked_at=row.revoked_at,
            evidence=row.evidence_text,
        )
        for row in mine
    ]


def bearer(token_text: str, at: datetime) -> Bearer | None:
    """Return who holds a token now, in one indexed statement; None for a dead or unknown one."""
    row = prepared.row(BEARER, (seals.digest(token_text), at))
    return Bearer(row[0], row[1], row[2], frozenset(row[3]), row[4]) if row else None


def person_of(user_id: int) -> UUID | None:
    """Return the person behind a login; None for an ordinary user."""
    found = User.objects.filter(pk=user_id, is_active=True)
    return found.values_list("person_id", flat=True).first()


def _person(person_id: UUID) -> Person:
    """Return the row of a person; raises NotFound."""
    row = Person.objects.filter(pk=person_id).first()
    if row is None:
        raise _nobody()
    return row


def _nobody() -> NotFound:
    """Return the refusal for a person who is not there."""
    return NotFound("没有找到这个人", clause="W2.1", remedy="请核对后再试")


def _view(row: Person) -> PersonView:
    """Return the masked view of a row."""
    kind = Applicant(row.kind)
    return PersonView(
        id=row.pk,
        kind=kind,
        name_masked=mask_name(row.name, kind),
        id_type=IdType(row.id_type),
        id_masked=row.id_masked,
        phone_masked=row.phone_masked,
        assurance=Assurance(row.assurance),
        representative_masked=mask_name(row.representative) if row.representative else "",
        demo=row.demo,
    )


def _look(row: Look) -> LookView:
    """Return a look as the person reads it."""
    return LookView(at=row.at, who=row.user.name, what=row.what, reason=row.reason)


def _number(row: Person) -> str:
    """Return the number of a row in clear."""
    return seals.unseal(row.id_sealed, str(row.pk))


def _phone(row: Person) -> str:
    """Return the phone of a row in clear."""
    return seals.unseal(row.phone_sealed, str(row.pk))


def _prefill_organisation(row: Person) -> dict[str, str]:
    """Return what a form is filled with of an organisation."""
    return {
        "org.name": row.name,
        "org.uscc": _number(row),
        "org.legal_representative": row.representative,
        "org.address": row.address,
        "org.phone": _phone(row),
    }
