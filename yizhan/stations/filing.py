"""Filing (代为提交): an errand becomes a case at the one door, all of it or nothing (H7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
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
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law import village
from yizhan.law.clocks import local
from yizhan.law.refusals import NotFound
from yizhan.law.village import Mode
from yizhan.law.words import Channel
from yizhan.materials import queries as materials
from yizhan.materials.queries import Owner
from yizhan.places import queries as places
from yizhan.stations.members import Member
from yizhan.stations.records import Entrusted, Named, Record

Said = Mapping[str, Any]


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


def concludes(member: Member, version: VersionView) -> bool:
    """Return whether the place itself concludes an item at once (H7.2)."""
    instant = version.content.village_mode in {"", Mode.INSTANT.label}
    return instant and member.serves(version.authority_id)


def check(member: Member, record: Record, version: VersionView) -> None:
    """Refuse a way that is not for this item, or whose condition is missing (H7.2 to H7.5)."""
    village.Errand(
        mode=record.mode,
        own=concludes(member, version),
        online=version.content.online,
        entrusted=record.mandate is not None,
        booked=record.hour is not None,
        asked_home=record.hour is not None,
    ).check()


def known(member: Member, named: Named, at: datetime) -> UUID:
    """Return the person whose card the member saw, entered or known already (W2.2)."""
    details = Details(name=named.name, number=named.number, phone=named.phone, demo=settings.DEMO)
    return accounts.enrol(details, member.user_id, at=at)


def brought(record: Record, version: VersionView) -> tuple[str, ...]:
    """Return the materials seen, those photographed, and those that come by themselves (L3.5)."""
    photographed = (sheet.material for sheet in record.files)
    own = forms.supplied(version.content, record.situation)
    return tuple(dict.fromkeys((*record.materials, *photographed, *own)))


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One errand on its way to the door: who files it, what the device sent, for which item."""

    member: Member
    record: Record
    version: VersionView
    at: datetime

    def done(self) -> Filed:
        """Return the case of the errand, its mandate on record; village items are concluded.

        Raises Refusal, and then nothing has happened.
        """
        record, person = self.record, known(self.member, self.record.principal, self.at)
        giver = known(self.member, record.guardian, self.at) if record.guardian else person
        if record.mode is Mode.WHOLE and record.mandate:
            mandate = self._mandate(giver, person, record.mandate)
            ref = self._submitted(self.member.on_behalf(), person).ref
            answer = self._entrusted(giver, record.mandate, ref)
            return Filed(person=person, mandate=mandate, answer=answer)
        answer = self._submitted(self.member.at_station(giver), person)
        if record.mode is Mode.INSTANT:
            deciding = self.member.staff(self.version.authority_id)
            answer = self._take("finish", deciding, answer.ref)
        return Filed(person=person, answer=answer)

    def _mandate(self, giver: UUID, person: UUID, signed: Entrusted) -> UUID:
        """Return the mandate of the person, or of the guardian, for this item alone (L3.11)."""
        terms = Terms(
            principal=person,
            agent=self.member.person,
            actions=signed.actions,
            since=signed.since,
            until=signed.until,
            items=(self.version.content.base_code,),
            evidence_text=f"{self.member.authority.name}委托书",
            evidence_digest=signed.signature,
        )
        return powers.give_mandate(giver, terms, at=self.at)

    def _submitted(self, actor: Actor, person: UUID) -> Answer:
        """Return the case that the application has become."""
        record = self.record
        owner = Owner(user_id=self.member.user_id, person_id=person)
        materials.check_own(owner, [sheet.digest for sheet in record.files])
        application = Application(
            version_id=self.version.id,
            applicant=person,
            channel=Channel.VILLAGE.value,
            materials=brought(record, self.version),
            files=tuple(
                File(material=sheet.material, digest=sheet.digest, name=sheet.name)
                for sheet in record.files
            ),
            answers=record.answers,
            situation=record.situation,
            way=record.way,
        )
        return cases.submit(application, actor, key=self._key("submit"), at=self.at)

    def _entrusted(self, giver: UUID, signed: Entrusted, ref: str) -> Answer:
        """Return the case with the mandate on record and its paper issued (H7.3, L4.16)."""
        said = {
            "principal": people.legal_name(giver),
            "agent": self.member.name,
            "items": [self.version.name],
            "actions": list(signed.actions),
            "since": str(signed.since),
            "until": str(signed.until),
            "read_aloud": signed.read_aloud,
            "signature": signed.signature,
        }
        return self._take("entrust", self.member.on_behalf(), ref, said)

    def _take(self, step: str, actor: Actor, ref: str, said: Said | None = None) -> Answer:
        """Return what a step of the case did."""
        asked = Request(ref=ref, step=step, said=said or {})
        return cases.take(asked, actor, key=self._key(step), at=self.at)

    def _key(self, step: str) -> str:
        """Return the key under which the door takes one step of an errand, once."""
        return f"station-{self.record.id}-{step}"
