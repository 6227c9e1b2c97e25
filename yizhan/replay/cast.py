"""The cast (推演角色): an authority, an item and people that exist for one run only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from yizhan.items.content import Basis, Content, Limit, Material, Result, Step
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
    Level,
    OnlineClass,
    Post,
)
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places.queries import AuthorityView
from yizhan.replay.reader import Lined
from yizhan.replay.scenario import Scenario, length

STATUTORY, PROMISED, CORRECTION, NOTICE = 20, 10, 10, 5
TAIL = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9}
ORIGIN = "529901"
ADULT = date(1975, 3, 2)
YEARS = timedelta(days=3650)
STAFF = (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD, Post.GOVERNMENT, Post.SUPERVISOR)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everything that a run plays with."""

    version: VersionView
    applicant: UUID
    actors: Mapping[Post, Actor]


def cast(scenario: Scenario) -> Cast:
    """Return the authority, the item and the people of a scenario; made for this run."""
    at = scenario.steps[0].at
    version, authority = _stage(scenario)
    applicant, own, agent = _people(scenario, at)
    actors = {post: _staff(post, authority) for post in STAFF}
    actors[Post.APPLICANT] = Actor(
        id="applicant", name="申请人", post=Post.APPLICANT, person_id=own
    )
    actors[Post.AGENT] = Actor(id="agent", name="代理人", post=Post.AGENT, person_id=agent)
    actors[Post.CLOCK] = CLOCK
    return Cast(version=version, applicant=applicant, actors=actors)


def _stage(scenario: Scenario) -> tuple[VersionView, AuthorityView]:
    """Return the version played and its authority."""
    if isinstance(scenario.item, str):
        version = _catalogued(scenario.item, scenario.steps[0].at)
        return version, places.authority(version.authority_id)
    departments = scenario.item.get("departments") or ["政务服务局"]
    authority = _authority(scenario.division, str(departments[0]))
    content = _content(scenario.item, _level(scenario.division))
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
    return version, authority


def _catalogued(code: str, at: datetime) -> VersionView:
    """Return the version of the catalogue that is in force for a code."""
    item_id = items.item_by_code(code)
    found = items.published(item_id, at.date()) if item_id else None
    if found is None:
        raise LookupError(code)
    return found


def _level(division: str) -> Level:
    """Return the level of a division by the zeros that end its code."""
    stem = division.rstrip("0")
    return next((level for level, size in TAIL.items() if len(stem) <= size), Level.VILLAGE)


def _authority(division: str, department: str) -> AuthorityView:
    """Return an authority founded for this run, with its own window."""
    level = _level(division)
    stem = f"12{division[:6]}REPLAY"[:17].ljust(17, "0").replace("I", "1")
    number = stem + str(uscc.calc_check_digit(stem))
    code = f"replay-{division}"
    view = AuthorityView(
        id=0,
        code=code,
        division=division,
        level=level,
        name=f"推演{department}",
        short_name=f"推演{department}",
        paper_word="推",
        uscc=number,
        window="TY0",
        address="推演大厅",
        phone="0851-00000000",
        complaint_phone="12345",
        reconsideration="推演人民政府",
        court="推演人民法院",
        is_centre=False,
    )
    founding.save_authorities([view])
    return places.authority_by_code(code)


def _content(item: Lined, level: Level) -> Content:
    """Return the content of an item written in a scenario."""
    wanted = str(item.get("certificate", "licence"))
    kind = None if wanted == "none" else _kind(item, wanted)
    name = str(item["name"])
    return Content(
        name=name,
        base_code="009999999999",
        type=_type(item),
        level=level,
        department="推演部门",
        audience=["natural", "legal"],
        assurance=0,
        basis=[Basis(law="推演用法", article="1", says="推演用")],
        conditions=["符合法定条件"],
        materials=[_material(item, row) for row in item.get("materials") or ()],
        form={"type": "object", "properties": {}},
        statutory=_limit(length(item, "statutory", STATUTORY)),
        promised=_limit(length(item, "promised", PROMISED)),
        notice=_count(item, "notice", NOTICE),
        correction=_count(item, "correction", CORRECTION),
        kind=CaseKind.INSTANT if item.get("instant") else CaseKind.PROMISED,
        online=_online(item),
        result=Result(kind=kind, name=f"{name}证" if kind else ""),
        steps=[Step(name="受理"), Step(name="审查"), Step(name="决定")],
        quota=item.get("quota"),
    )


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


def _staff(post: Post, authority: AuthorityView) -> Actor:
    """Return somebody who holds a post of the authority."""
    return Actor(
        id=post.value,
        name=post.label,
        post=post,
        posting_id=1,
        authority_id=authority.id,
        division=authority.division,
    )


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
