"""Filing (代为提交): an errand becomes a case at the one door, all of it or nothing (H7.2 to H7.5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from yizhan.accounts import powers
from yizhan.accounts import queries as people
from yizhan.accounts import services as accounts
from yizhan.accounts.powers import Terms
from yizhan.accounts.registry import Details
from yizhan.cases import services as cases
from yizhan.cases.actors import Actor
from yizhan.cases.answers import Answer
from yizhan.cases.opening import Application, File
from yizhan.cases.services import Request
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law import village
from yizhan.law.clocks import local
from yizhan.law.mandates import Action
from yizhan.law.refusals import NotFound
from yizhan.law.village import Mode
from yizhan.law.words import Channel
from yizhan.materials import queries as materials
from yizhan.materials.queries import Owner
from yizhan.places import queries as places
from yizhan.stations.members import Member
from yizhan.stations.records import Entrusted, Named, Record


@dataclass(frozen=True, kw_only=True)
class Filed:
    """What filing left behind: the person, the mandate if there is one, the case if there is."""

    person: UUID
    mandate: UUID | None = None
    answer: Answer | None = None


def version_for(member: Member, code: str, at: datetime) -> VersionView:
    """Return the version in force of an item of the station or of whoever is above it.

    Raises NotFound for any other, as if it were missing.
    """
    item_id = items.item_by_code(code)
    found = items.published(item_id, local(at).date()) if item_id else None
    here = member.authority.division
    if found is None or found.division not in {here, *places.ancestors(here)}:
        raise NotFound("没有找到这个事项", clause="W1.2", remedy="请从事项列表中选择")
    return found


def check(member: Member, record: Record, version: VersionView) -> None:
    """Refuse a way that is not for this item, or whose condition is missing (H7.2 to H7.5)."""
    village.Errand(
        mode=record.mode,
        own=version.authority_id == member.held.authority_id,
        online=version.content.online,
        entrusted=record.mandate is not None,
        booked=record.hour is not None,
        asked_home=record.hour is not None,
    ).check()


def known(member: Member, record: Record, at: datetime) -> UUID:
    """Return the person of an errand, entered on the card that the member saw (W2.2)."""
    return accounts.enrol(_details(record.principal), member.user_id, at=at)


def file(member: Member, record: Record, version: VersionView, *, at: datetime) -> Filed:
    """Return the case of an errand, with its mandate on record; village items are concluded.

    Raises Refusal, and then nothing has happened.
    """
    person = known(member, record, at)
    giver = person
    if record.guardian:
        giver = accounts.enrol(_details(record.guardian), member.user_id, at=at)
    mandate, actor = None, member.at_station(giver)
    if record.mode is Mode.WHOLE and record.mandate:
        mandate = _mandate(member, giver, person, record.mandate, version, at)
        actor = member.on_behalf()
    answer = _submitted(member, record, version, actor, person, at)
    if mandate and record.mandate:
        answer = _entrusted(member, record, version, answer, giver, at)
    if record.mode is Mode.INSTANT:
        finish = Request(ref=answer.ref, step="finish")
        answer = cases.take(finish, member.staff, key=_key(record, "finish"), at=at)
    return Filed(person=person, mandate=mandate, answer=answer)


def _details(named: Named) -> Details:
    """Return what a card says, as the register takes it."""
    return Details(name=named.name, number=named.number, phone=named.phone, demo=settings.DEMO)


def _key(record: Record, step: str) -> str:
    """Return the key under which the door takes one step of an errand, once."""
    return f"station-{record.id}-{step}"


def _mandate(  # noqa: PLR0913 - the two sides, what is signed, the item, the moment
    member: Member,
    giver: UUID,
    person: UUID,
    signed: Entrusted,
    version: VersionView,
    at: datetime,
) -> UUID:
    """Return the mandate of the person, or of the guardian, for this item alone (L3.11)."""
    terms = Terms(
        principal=person,
        agent=member.person,
        actions=tuple(Action(one) for one in signed.actions),
        since=signed.since,
        until=signed.until,
        items=(version.content.base_code,),
        evidence_text=f"{member.authority.name}委托书",
        evidence_digest=signed.signature,
    )
    return powers.give_mandate(giver, terms, at=at)


def _submitted(  # noqa: PLR0913 - what an application is made of
    member: Member,
    record: Record,
    version: VersionView,
    actor: Actor,
    person: UUID,
    at: datetime,
) -> Answer:
    """Return the case that the application has become."""
    owner = Owner(user_id=member.user_id, person_id=person)
    materials.check_own(owner, [sheet.digest for sheet in record.files])
    application = Application(
        version_id=version.id,
        applicant=person,
        channel=Channel.VILLAGE.value,
        materials=record.materials,
        files=tuple(
            File(material=sheet.material, digest=sheet.digest, name=sheet.name)
            for sheet in record.files
        ),
        answers=record.answers,
        situation=record.situation,
        way=record.way,
    )
    return cases.submit(application, actor, key=_key(record, "submit"), at=at)


def _entrusted(  # noqa: PLR0913 - the two sides, what is signed, the case, the moment
    member: Member,
    record: Record,
    version: VersionView,
    answer: Answer,
    giver: UUID,
    at: datetime,
) -> Answer:
    """Return the case with the mandate on record and its paper issued (H7.3, L4.16)."""
    signed = record.mandate
    said = {
        "principal": people.legal_name(giver),
        "agent": member.name,
        "items": [version.name],
        "actions": list(signed.actions) if signed else [],
        "since": str(signed.since) if signed else "",
        "until": str(signed.until) if signed else "",
        "read_aloud": bool(signed and signed.read_aloud),
        "signature": signed.signature if signed else "",
    }
    asked = Request(ref=answer.ref, step="entrust", said=said)
    return cases.take(asked, member.on_behalf(), key=_key(record, "entrust"), at=at)
