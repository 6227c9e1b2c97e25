"""The cast (推演角色): an authority, an item and people that exist for one run only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from yizhan.cases import actors
from yizhan.cases.actors import CLOCK, Actor
from yizhan.items import queries as items
from yizhan.items import services as publishing
from yizhan.items import versions
from yizhan.items.faults import BadContent
from yizhan.items.versions import VersionView
from yizhan.law.steps import STEPS
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places.queries import Held
from yizhan.replay import people
from yizhan.replay.item import content
from yizhan.replay.offices import Offices, around, open_offices
from yizhan.replay.people import Login, People
from yizhan.replay.reader import Lined
from yizhan.replay.scenario import Scenario

DRAFTER, APPROVER = 1, 2


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everything that a run plays with."""

    version: VersionView
    applicant: UUID
    persons: Mapping[str, Actor]
    offices: Offices
    people: People
    staff: Mapping[str, Login] = field(default_factory=dict)

    def actor(self, who: str, step: str, competent: int | None, *, on: date | None = None) -> Actor:
        """Return who a scenario means: a person, staff by name, a post, an office.

        ``competent`` is the authority in whose hand the case is; None before there is a case.
        Staff by name act in the post that they hold ``on`` the day; raises NotFound without one.
        """
        if found := self.persons.get(who):
            return found
        if on and who in self.staff:
            return self._staff(self.staff[who], _posts(step), on)
        return self.offices.actor(who, step, competent or self.version.authority_id)

    @staticmethod
    def _staff(login: Login, posts: frozenset[Post], on: date) -> Actor:
        """Return staff in a post, or as the agent of a person in what only persons do (H7.3)."""
        if login.person and posts and posts <= actors.PERSONS:
            return actors.citizen(login.user_id, login.person, name=login.name)
        return actors.staff(_held(login, posts, on), login.name)

    def held(self, who: str, posts: frozenset[Post], on: date) -> Held:
        """Return the post that somebody acts in on a day: one that fits, or else any.

        Raises NotFound for whoever holds none (H2.1).
        """
        return _held(self.staff[who], posts, on)


def _held(login: Login, posts: frozenset[Post], on: date) -> Held:
    """Return the post that a login acts in on a day; raises NotFound without any."""
    held = places.postings_of(login.user_id, on) or [places.posting(login.posting, on)]
    return next((one for one in held if one.post in posts), held[0])


def _posts(step: str) -> frozenset[Post]:
    """Return who may take a step."""
    return STEPS[step].by if step in STEPS else frozenset()


def cast(scenario: Scenario) -> Cast:
    """Return the authority, the item and the people of a scenario; made for this run."""
    offices, version = _stage(scenario)
    found = people.people_of(scenario, version.content.base_code)
    persons = {
        "applicant": Actor(id="applicant", name="申请人", post=Post.APPLICANT, person_id=found.own),
        "agent": Actor(id="agent", name="代理人", post=Post.AGENT, person_id=found.agent),
        "guardian": Actor(id="guardian", name="监护人", post=Post.AGENT, person_id=found.guardian),
        "system": CLOCK,
    }
    return Cast(
        version=version,
        applicant=found.applicant,
        persons=persons,
        offices=offices,
        people=found,
        staff=people.staff_of(scenario, offices),
    )


def _stage(scenario: Scenario) -> tuple[Offices, VersionView]:
    """Return the offices of a scenario and the version played."""
    at = scenario.steps[0].at
    if isinstance(scenario.item, str):
        version = _catalogued(scenario.item, at)
        lead = places.authority(version.authority_id)
        more = around(scenario.setting, lead.division, lead.short_name)
        return Offices(lead=lead, more=more), version
    offices = open_offices(scenario, scenario.item)
    if scenario.setting.station or scenario.item.get("published") is False:
        return offices, _catalogued_now(scenario.item, offices, at)
    version = _on_trial(scenario.item, offices)
    versions.SHELF.put(version)
    return offices, version


def _on_trial(item: Lined, offices: Offices) -> VersionView:
    """Return a version that only this run knows."""
    said, authority = content(item, offices), offices.lead
    return VersionView(
        id=uuid7(),
        item_id=uuid7(),
        code=publishing.code_of(authority, said),
        number=1,
        authority_id=authority.id,
        division=authority.division,
        level=authority.level,
        content=said,
        name=said.name,
        trial=True,
    )


def _catalogued_now(item: Lined, offices: Offices, at: datetime) -> VersionView:
    """Return a version in the catalogue, where a station looks for it; or its mere draft (W1.2).

    Raises NoScenario for an item that may not be published.
    """
    said, office = content(item, offices), offices.lead.id
    try:
        if item.get("published") is False:
            return versions.version(publishing.draft(office, said, by=DRAFTER, at=at).id)
        by = DRAFTER, APPROVER
        version = publishing.publish_first(office, said, by=by, at=at, since=at.date())
    except BadContent as wrong:
        says = "；".join(f"{fault.path}：{fault.message}" for fault in wrong.faults)
        raise item.fault("name", says) from None
    return versions.version(version.id)


def _catalogued(code: str, at: datetime) -> VersionView:
    """Return the version of the catalogue that is in force for a code."""
    item_id = items.item_by_code(code)
    found = items.published(item_id, at.date()) if item_id else None
    if found is None:
        raise LookupError(code)
    return found
