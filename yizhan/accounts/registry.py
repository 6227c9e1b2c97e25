"""The register of persons: one row a number, found by its keyed hash, sealed in its own row."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from yizhan.accounts import seals
from yizhan.accounts.models import Person, new_id
from yizhan.law import identities
from yizhan.law.identities import Identity, IdType
from yizhan.law.masking import mask_number, mask_phone
from yizhan.law.refusals import Conflict, Invalid, Unlawful
from yizhan.law.words import Applicant, Assurance
from yizhan.links.real_name import Checker

DEFAULT_CHECKER = "yizhan.links.real_name.offline"
LONGEST_ORGANISATION = 120


@dataclass(frozen=True, kw_only=True)
class Details:
    """What somebody says of themselves, as typed; ``representative`` only of an organisation."""

    name: str
    number: str
    kind: IdType = IdType.RESIDENT
    phone: str = ""
    address: str = ""
    representative: str = ""
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Details that hold by form (L5): the name as written, the identity, the phone."""

    said: Details
    name: str
    identity: Identity
    phone: str

    def assured(self) -> Assurance:
        """Return what the real-name check gives (W2.2); raises Unlawful when it fails."""
        number, kind = self.identity.number, self.identity.kind
        outcome = checker().check(self.name, number, kind)
        if not outcome.passed:
            raise failed()
        return outcome.assurance


def checker() -> Checker:
    """Return the checker that the setting ``REAL_NAME_CHECKER`` names."""
    path = getattr(settings, "REAL_NAME_CHECKER", DEFAULT_CHECKER)
    made: Checker = import_string(path)()
    return made


def check_form(said: Details, on: date) -> Checked:
    """Return details that hold; raises Invalid with the field at fault (L5)."""
    identity = identities.identify(said.number, said.kind)
    if identity.born is not None and identity.born > on:
        raise Invalid("出生日期晚于今天", clause="L5", remedy="请按证件逐位核对", field="id_number")
    longest = LONGEST_ORGANISATION if said.kind is IdType.CREDIT else identities.LONGEST_NAME
    return Checked(
        said=said,
        name=identities.name(said.name, longest=longest),
        identity=identity,
        phone=identities.phone(said.phone) if said.phone.strip() else "",
    )


def find(identity: Identity) -> Person | None:
    """Return the person with a number, locked until the transaction ends, or None."""
    rows = Person.objects.select_for_update()
    return rows.filter(id_type=identity.kind.value, id_index=seals.index(identity.number)).first()


def check_claim(checked: Checked) -> None:
    """Raise Unlawful when a person who is known already is claimed without the known phone.

    Name and number alone are no secret: they open no file that a window has started (T55).
    """
    known = find(checked.identity)
    if known is None:
        return
    phone = seals.unseal(known.phone_sealed, str(known.pk))
    if known.name != checked.name or not phone or phone != checked.phone:
        raise failed()


def keep(checked: Checked, assurance: Assurance, *, at: datetime) -> Person:
    """Return the person of these details, entered when new, brought up to date when known.

    An assurance never falls. Raises Conflict when the number is known under another name.
    """
    known = find(checked.identity)
    if known is None:
        return _enter(checked, assurance, at=at)
    if known.name != checked.name:
        raise Conflict(
            "该证件号码已按另一个姓名登记", clause="W2.2", remedy="请携带证件原件到窗口核对"
        )
    known.assurance = max(known.assurance, assurance.value)
    known.address = checked.said.address.strip() or known.address
    known.representative = checked.said.representative.strip() or known.representative
    _keep_phone(known, checked.phone)
    known.save()
    return known


def change_contact(person: Person, *, phone: str, address: str) -> None:
    """Change phone and address, which everybody keeps up to date themselves (W2.3)."""
    _keep_phone(person, identities.phone(phone) if phone.strip() else "")
    person.address = address.strip()
    person.save(update_fields=["phone_sealed", "phone_masked", "address"])


def failed() -> Unlawful:
    """Return the one answer to every failed check: it tells nothing of who is registered (T55)."""
    return Unlawful(
        "实名核验未通过",
        clause="W2.2",
        remedy="请核对姓名和证件号码；仍未通过的，请携带证件原件到窗口核验",
    )


def _enter(checked: Checked, assurance: Assurance, *, at: datetime) -> Person:
    """Return a new person with the number sealed in its row."""
    identity, said = checked.identity, checked.said
    legal = identity.kind is IdType.CREDIT
    person = Person(
        id=new_id(),
        kind=(Applicant.LEGAL if legal else Applicant.NATURAL).value,
        name=checked.name,
        id_type=identity.kind.value,
        id_index=seals.index(identity.number),
        id_masked=mask_number(identity.number, identity.kind),
        born=identity.born,
        sex=identity.sex.value,
        address=said.address.strip(),
        assurance=assurance.value,
        representative=said.representative.strip(),
        created_at=at,
        demo=said.demo,
    )
    person.id_sealed = seals.seal(identity.number, str(person.pk))
    _keep_phone(person, checked.phone)
    person.save(force_insert=True)
    return person


def _keep_phone(person: Person, phone: str) -> None:
    """Put a phone on a row, sealed and masked; an empty one changes nothing."""
    if phone:
        person.phone_sealed = seals.seal(phone, str(person.pk))
        person.phone_masked = mask_phone(phone)
