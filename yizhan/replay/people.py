"""The people of a run (推演人物): who applies, who acts for them, and staff by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from stdnum.cn import ric, uscc
from uuid_utils.compat import uuid7

from yizhan.accounts import guardians, powers, registry
from yizhan.accounts import queries as known
from yizhan.accounts import services as accounts
from yizhan.accounts.registry import Details
from yizhan.law.clocks import local
from yizhan.law.guardians import Evidence, Guarding, Kin
from yizhan.law.identities import IdType
from yizhan.law.mandates import Ground, Period
from yizhan.law.persons import GUARDED_UNTIL, age
from yizhan.law.refusals import Refusal
from yizhan.law.words import Assurance, Post
from yizhan.places import services as posts
from yizhan.replay.faults import NoScenario
from yizhan.replay.grammar import HELPER
from yizhan.replay.offices import Offices
from yizhan.replay.scenario import Applicant, Scenario
from yizhan.replay.setting import Limited, Staffer

ORIGIN = "529901"
ADULT = date(1975, 3, 2)
YEARS = timedelta(days=3650)
NAME, AGENT_NAME, GUARDIAN_NAME = "推演申请人", "推演代理人", "推演监护人"
APPLICANT, AGENT, GUARDIAN, OWNER, STAFF = 3, 1, 7, 5, 100  # serials of their numbers


@dataclass(frozen=True, kw_only=True)
class People:
    """The applicant, who acts as ``applicant``, ``agent`` and ``guardian``; the agent's mandate."""

    applicant: UUID
    own: UUID
    agent: UUID
    guardian: UUID
    under: bool  # the applicant acts through the guardian (L3.11)
    mandate: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Login:
    """Somebody of staff: the login, the name, the first posting of this run."""

    user_id: int
    name: str
    posting: int
    person: UUID | None = None  # where a mandate can name them (H7.3)


def people_of(scenario: Scenario, code: str) -> People:
    """Return the people of a scenario, entered for this run; ``code`` is the item's base code.

    The agent of a child, or of somebody without capacity, is the guardian, unless a mandate is
    written out: then the guardian gives it to somebody else (L3.11).
    """
    at, who, limited = scenario.steps[0].at, scenario.applicant, scenario.setting.mandate
    applicant, own = _applicant(who, at)
    agent = guardian = _person(AGENT_NAME, ADULT, AGENT, at)
    under = _guarded(who, at.date())
    if limited or any(step.who == "guardian" and not under for step in scenario.steps):
        guardian = _person(GUARDIAN_NAME, ADULT, GUARDIAN, at)
    if under:
        _guard(guardian, applicant, who, at=at)
    found = People(applicant=applicant, own=own, agent=agent, guardian=guardian, under=under)
    if under and not limited:
        return found
    limited = limited or Limited()
    terms = _terms(found, limited, scenario, code)
    with _in_the_file(limited.line, "mandate"):
        given = powers.give_mandate(guardian if under else own, terms, at=at)
    return replace(found, mandate=given)


@contextmanager
def _in_the_file(line: int, key: str) -> Iterator[None]:
    """Tell what is refused while the people are entered as a fault of the file."""
    try:
        yield
    except Refusal as refusal:
        raise NoScenario(line, key, refusal.message) from None


def _applicant(who: Applicant, at: datetime) -> tuple[UUID, UUID]:
    """Return the applicant, and the person who acts as ``applicant``."""
    if who.legal:
        return _organisation(at)
    own = _person(NAME, who.born, APPLICANT, at)
    return own, own


def _guarded(who: Applicant, on: date) -> bool:
    """Return whether the applicant cannot act alone (L3.11)."""
    young = age(who.born, on) < GUARDED_UNTIL
    return not who.legal and (young or who.incapable is not None)


def _guard(guardian: UUID, ward: UUID, who: Applicant, *, at: datetime) -> None:
    """Record the guardian of a child, or of somebody whom a court found without capacity."""
    if who.incapable:
        ground, document, words = Ground.INCAPACITY, Evidence.JUDGMENT, "推演判决书"
    else:
        ground, document, words = Ground.MINOR, Evidence.HOUSEHOLD, "推演户口簿"
    period = Period(who.incapable or local(at).date())
    said = Guarding(ground=ground, kin=Kin.PARENT, document=document, words=words, period=period)
    guardians.record(guardian, ward, said, at=at)


def _terms(found: People, limited: Limited, scenario: Scenario, code: str) -> powers.Terms:
    """Return what the mandate of the agent says; another item's name stands for another item."""
    own = scenario.item if isinstance(scenario.item, str) else str(scenario.item["name"])
    since = limited.since or scenario.steps[0].at.date()
    return powers.Terms(
        principal=found.applicant,
        agent=found.agent,
        actions=limited.actions,
        items=tuple(code if one == own else one[:40] for one in limited.items),
        since=since,
        until=limited.until or since + YEARS,
        evidence_text="推演委托书",
    )


def guardian_of(found: People) -> dict[str, str]:
    """Return the guardian's name and number, as a card says them."""
    own = found.guardian != found.agent
    name, n = (GUARDIAN_NAME, GUARDIAN) if own else (AGENT_NAME, AGENT)
    return {"name": name, "number": number(ADULT, n)}


def staff_of(scenario: Scenario, offices: Offices) -> dict[str, Login]:
    """Return the staff of a scenario by name, each with a login and dated posts (H2.1)."""
    at, around = scenario.steps[0].at, scenario.setting
    found = {one.name: _staffer(one, n, offices, at) for n, one in enumerate(around.staff)}
    if around.station:
        found[HELPER] = _helper(offices, around.station, at)
    return found


def _staffer(one: Staffer, n: int, offices: Offices, at: datetime) -> Login:
    """Return somebody of staff, appointed to each post."""
    user_id = _login(one.name, n, at)
    period = Period(one.since or at.date(), one.until)
    with _in_the_file(one.line, "staff"):
        named = [offices.named(name).id for name in one.of]
        held = [posts.appoint(user_id, office, one.post, period) for office in named]
    return Login(user_id=user_id, name=one.name, posting=held[0].id)


def _helper(offices: Offices, station: str, at: datetime) -> Login:
    """Return who works at the station: at its front desk, and at that of the place itself."""
    here, period = offices.named(station), Period(at.date())
    own = Staffer(name="推演代办员", post=Post.FRONT, of=(station,))
    login = _staffer(own, STAFF, offices, at)
    if offices.lead.division == here.division:
        posts.appoint(login.user_id, offices.lead.id, Post.FRONT, period)
    details = Details(name=own.name, number=number(ADULT, STAFF), demo=True)
    person = accounts.identify_staff(login.user_id, details, login.user_id, at=at)
    return replace(login, person=person)


def _login(name: str, n: int, at: datetime) -> int:
    """Return the id of a login of staff that nobody can use."""
    user, _ = accounts.create_staff(f"replay-staff-{n}", name, uuid7().hex, at=at)
    return int(user.pk)


def _person(name: str, born: date, n: int, at: datetime) -> UUID:
    """Return a person of this run, with a number of the prefix that nobody has."""
    details = Details(name=name, number=number(born, n), demo=True)
    return registry.keep(registry.check_form(details, at.date()), Assurance.WINDOW, at=at).pk


def number(born: date, n: int) -> str:
    """Return a resident number that fits a birthday."""
    digits = f"{ORIGIN}{born:%Y%m%d}{n:03d}"
    return digits + str(ric.calc_check_digit(digits + "0"))


def _organisation(at: datetime) -> tuple[UUID, UUID]:
    """Return an organisation and its legal representative."""
    owner = Details(name="推演法人", number=number(ADULT, OWNER), phone="13800000000", demo=True)
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
    found = known.person_of(user_id)
    if found is None:
        raise LookupError(login)
    return found
