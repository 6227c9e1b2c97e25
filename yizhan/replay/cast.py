"""The cast (推演角色): an authority, an item and people that exist for one run only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from stdnum.cn import ric, uscc
from uuid_utils.compat import uuid7

from yizhan.accounts import powers, registry
from yizhan.accounts import queries as people
from yizhan.accounts import services as accounts
from yizhan.accounts.registry import Details
from yizhan.cases.actors import CLOCK, Actor
from yizhan.items import queries as items
from yizhan.items import versions
from yizhan.items.content import Basis, Content, Department, Limit, Material, Result, Step
from yizhan.items.versions import VersionView
from yizhan.law.identities import IdType
from yizhan.law.item import Length
from yizhan.law.mandates import Action, Ground
from yizhan.law.persons import GUARDED_UNTIL, age
from yizhan.law.words import (
    Assurance,
    CaseKind,
    CertificateKind,
    ItemType,
    Levels,
    OnlineClass,
    Post,
)
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView
from yizhan.replay.offices import Offices, open_offices
from yizhan.replay.reader import Lined
from yizhan.replay.scenario import Scenario, length

STATUTORY, JOINT, PROMISED, CORRECTION, NOTICE, FORWARD = 20, 45, 10, 10, 5, 5
ORIGIN = "529901"
ADULT = date(1975, 3, 2)
YEARS = timedelta(days=3650)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everything that a run plays with."""

    version: VersionView
    applicant: UUID
    persons: Mapping[str, Actor]
    offices: Offices

    def actor(self, who: str, step: str, competent: int | None) -> Actor:
        """Return who a scenario means: a person, a post of the competent authority, an office.

        ``competent`` is the authority in whose hand the case is; None before there is a case.
        """
        found = self.persons.get(who)
        return found or self.offices.actor(who, step, competent or self.version.authority_id)


def cast(scenario: Scenario) -> Cast:
    """Return the authority, the item and the people of a scenario; made for this run."""
    at = scenario.steps[0].at
    offices, version = _stage(scenario)
    applicant, own, agent = _people(scenario, at)
    persons = {
        "applicant": Actor(id="applicant", name="申请人", post=Post.APPLICANT, person_id=own),
        "agent": Actor(id="agent", name="代理人", post=Post.AGENT, person_id=agent),
        "system": CLOCK,
    }
    return Cast(version=version, applicant=applicant, persons=persons, offices=offices)


def _stage(scenario: Scenario) -> tuple[Offices, VersionView]:
    """Return the offices of a scenario and the version played."""
    if isinstance(scenario.item, str):
        version = _catalogued(scenario.item, scenario.steps[0].at)
        return Offices(lead=places.authority(version.authority_id)), version
    offices = open_offices(scenario.division, scenario.item)
    authority = offices.lead
    content = _content(scenario.item, offices)
    version = VersionView(
        id=uuid7(),
        item_id=uuid7(),
        code=f"{authority.uscc}{authority.level.value}{content.base_code}",
        number=1,
        authority_id=authority.id,
        division=authority.division,
        level=authority.level,
        content=content,
        name=content.name,
        trial=True,
    )
    versions.SHELF.put(version)
    return offices, version


def _catalogued(code: str, at: datetime) -> VersionView:
    """Return the version of the catalogue that is in force for a code."""
    item_id = items.item_by_code(code)
    found = items.published(item_id, at.date()) if item_id else None
    if found is None:
        raise LookupError(code)
    return found


def _content(item: Lined, offices: Offices) -> Content:
    """Return the content of an item written in a scenario."""
    wanted = str(item.get("certificate", "licence"))
    kind = None if wanted == "none" else _kind(item, wanted)
    name = str(item["name"])
    return Content(
        name=name,
        base_code="009999999999",
        type=_type(item),
        level=offices.lead.level,
        department="推演部门",
        audience=["natural", "legal"],
        assurance=0,
        basis=[Basis(law="推演用法", article="1", says="推演用")],
        conditions=["符合法定条件"],
        materials=[_material(item, row) for row in item.get("materials") or ()],
        form={"type": "object", "properties": {}},
        statutory=_limit(length(item, "statutory", JOINT if offices.joint else STATUTORY)),
        promised=_limit(length(item, "promised", PROMISED)),
        notice=_count(item, "notice", NOTICE),
        correction=_count(item, "correction", CORRECTION),
        kind=CaseKind.INSTANT if item.get("instant") else CaseKind.PROMISED,
        online=_online(item),
        result=Result(
            kind=kind, name=f"{name}证" if kind else "", months=int(item.get("months", 0))
        ),
        hours=str(item.get("hours", "工作日 9:00—12:00，13:00—17:00")),
        steps=[Step(name="受理"), Step(name="审查"), Step(name="决定")],
        quota=item.get("quota"),
        **_shared(item, offices),
    )


def _shared(item: Lined, offices: Offices) -> dict[str, Any]:
    """Return what an item says of other departments, of the level above and of other halls."""
    return {
        "scope": str(item.get("scope") or "全县通办"),
        "departments": [one for office in offices.joint if (one := _department(office))],
        "levels": Levels(item.get("levels") or Levels.NONE),
        "upper": _department(offices.upper),
        "forward_days": _count(item, "forward_days", FORWARD),
    }


def _department(office: AuthorityView | None) -> Department | None:
    """Return an office as the catalogue names a department."""
    return Department(code=office.code, name=office.short_name) if office else None


def _count(item: Lined, key: str, default: int) -> int:
    """Return a number of working days."""
    return length(item, key, default).n


def _limit(found: Length) -> Limit:
    """Return a length as the catalogue writes it."""
    return Limit(n=found.n, unit=found.unit, start=found.start)


def _kind(item: Lined, wanted: str) -> CertificateKind:
    """Return the kind of certificate (H5.5)."""
    if wanted not in set(CertificateKind):
        raise item.fault("certificate", f"known are none, {', '.join(CertificateKind)}")
    return CertificateKind(wanted)


def _type(item: Lined) -> ItemType:
    """Return the type of the item (L5)."""
    code = f"{item.get('type', '01'):0>2}"
    if code not in set(ItemType):
        raise item.fault("type", f"known are {', '.join(ItemType)}")
    return ItemType(code)


def _online(item: Lined) -> OnlineClass:
    """Return the class of the item (W3)."""
    code = str(item.get("online", "3.2"))
    if code not in set(OnlineClass):
        raise item.fault("online", f"known are {', '.join(OnlineClass)}")
    return OnlineClass(code)


def _material(item: Lined, row: object) -> Material:
    """Return one material of the item."""
    if not isinstance(row, Lined) or not row.get("id"):
        raise item.fault("materials", "rows with id and name are expected")
    known = {"id", "name", "need", "source"}
    if extra := set(row) - known:
        raise row.fault(extra.pop(), f"unknown; known are {', '.join(sorted(known))}")
    written = {"name": str(row["id"]), **row, "id": str(row["id"])}
    try:
        return msgspec.convert(written, Material)
    except msgspec.ValidationError as fault:
        raise row.fault("materials", str(fault)) from None


def _people(scenario: Scenario, at: datetime) -> tuple[UUID, UUID, UUID]:
    """Return the applicant, the person who acts as ``applicant``, and the one as ``agent``."""
    agent = _person("推演代理人", ADULT, 1, at)
    if scenario.applicant.legal:
        applicant, own = _organisation(at)
    else:
        applicant = own = _person("推演申请人", scenario.applicant.born, 3, at)
    _empower(agent, applicant, own, scenario=scenario, at=at)
    return applicant, own, agent


def _empower(
    agent: UUID, applicant: UUID, giver: UUID, *, scenario: Scenario, at: datetime
) -> None:
    """Make the agent the guardian of a child, else give a mandate for every action (L3.11)."""
    since = at.date()
    who = scenario.applicant
    if not who.legal and age(who.born, since) < GUARDED_UNTIL:
        powers.record_guardianship(
            agent, applicant, Ground.MINOR, evidence="推演户口簿", since=since
        )
        return
    terms = powers.Terms(
        principal=applicant,
        agent=agent,
        actions=tuple(Action),
        since=since,
        until=since + YEARS,
        evidence_text="推演委托书",
    )
    powers.give_mandate(giver, terms, at=at)


def _person(name: str, born: date, n: int, at: datetime) -> UUID:
    """Return a person of this run, with a number of the prefix that nobody has."""
    details = Details(name=name, number=_number(born, n), demo=True)
    return registry.keep(registry.check_form(details, at.date()), Assurance.WINDOW, at=at).pk


def _number(born: date, n: int) -> str:
    """Return a resident number that fits a birthday."""
    digits = f"{ORIGIN}{born:%Y%m%d}{n:03d}"
    return digits + str(ric.calc_check_digit(digits + "0"))


def _organisation(at: datetime) -> tuple[UUID, UUID]:
    """Return an organisation and its legal representative."""
    owner = Details(name="推演法人", number=_number(ADULT, 5), phone="13800000000", demo=True)
    user = accounts.register("replay-owner", uuid7().hex, owner, at=at)
    stem = "91529901MA0REPLAY".replace("I", "1")[:17]
    details = Details(
        name="推演有限公司",
        number=stem + str(uscc.calc_check_digit(stem)),
        kind=IdType.CREDIT,
        representative="推演法人",
        demo=True,
    )
    organisation = accounts.register_organisation(user, details, at=at)
    return organisation, _behind(user.pk, user.login)


def _behind(user_id: int, login: str) -> UUID:
    """Return the person who is behind a login."""
    found = people.person_of(user_id)
    if found is None:
        raise LookupError(login)
    return found
