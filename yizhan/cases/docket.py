"""The docket (案卷): a case with the version, authority and calendar that it runs under."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from yizhan.cases import stored
from yizhan.cases.stored import Standing, Stored
from yizhan.items import queries as items
from yizhan.items.rules import rules
from yizhan.items.versions import VersionView
from yizhan.law.act import Outcome
from yizhan.law.calendar import Calendar
from yizhan.law.course import Course
from yizhan.law.item import Rules
from yizhan.law.lapse import settle
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView

KEPT = 4096
_rules: OrderedDict[UUID, Rules] = OrderedDict()


def rules_of(version: VersionView) -> Rules:
    """Return the rules of a version; kept, as versions never change."""
    found = _rules.get(version.id)
    if found is None:
        found = _rules[version.id] = rules(version.content)
        if len(_rules) > KEPT:
            _rules.popitem(last=False)
    return found


@dataclass(frozen=True)
class Docket:
    """Everything that a step of a case is judged by."""

    case: Stored
    version: VersionView

    @property
    def rules(self) -> Rules:
        """Return the rules of the version that the case runs under."""
        return rules_of(self.version)

    @cached_property
    def calendar(self) -> Calendar:
        """Return the working days of the competent authority's division (L1.7).

        A joint case knows those of its departments in other divisions too.
        """
        region = self.authority.region
        others = {
            one.code: places.calendar_for(one.region)
            for one in self.departments
            if one.region != region
        }
        own = places.calendar_for(region)
        return replace(own, others=others) if others else own

    @property
    def departments(self) -> tuple[AuthorityView, ...]:
        """Return the departments that decide a joint case together; none for one authority."""
        return tuple(places.authority_by_code(one.unit) for one in self.rules.departments)

    @property
    def shared(self) -> bool:
        """Return whether more than one authority has a part in the case (H4.8 to H4.10, H7.1)."""
        halls = self.case.course.handover or self.case.course.pickup
        return self.rules.joint or self.rules.upper is not None or halls is not None

    @property
    def parties(self) -> frozenset[int]:
        """Return the authorities that have a part in the case now, the competent one among them.

        Departments from the push on; the lower level always, the higher one once it is sent up.
        """
        below = {self.version.authority_id} if self.rules.upper else set()
        own = {self.case.authority_id, *below}
        pushed = self.case.course.parts
        return frozenset(own | {one.id for one in self.departments if pushed})

    def halls_of(self, post: Post) -> frozenset[int]:
        """Return the halls whose front desk took the case in or hands its result out (H7.1)."""
        halls = {self.case.received_by, self.case.collect_at} if post is Post.FRONT else set()
        return frozenset(hall for hall in halls if hall)

    def unit_of(self, authority_id: int | None) -> str:
        """Return the code of an actor's authority, where the law has to know it."""
        if authority_id is None or not self.shared:
            return ""
        return places.authority(authority_id).code

    @cached_property
    def authority(self) -> AuthorityView:
        """Return the competent authority."""
        return places.authority(self.case.authority_id)

    def settled(self, at: datetime) -> tuple[Course, tuple[Outcome, ...]]:
        """Return the course at a moment and what time has done since it was written."""
        return settle(self.case.course, self.rules, self.calendar, at)

    def stands(self, at: datetime) -> Standing:
        """Return how the case stands at a moment."""
        return stored.standing(self.case.course, self.rules, self.calendar, at)

    def changed(self, course: Course, head: str, lines: int) -> dict[str, Any]:
        """Return the columns that a step changes, and the version the case must still be at."""
        return {
            "course": stored.dump(course),
            "seq": self.case.seq + lines,
            "head": head,
            "division": self.case.division,
            "id": self.case.id,
            "version": self.case.version,
            **_held(self, course),
        }


def _held(found: Docket, course: Course) -> dict[str, Any]:
    """Return the hints under the authority that is competent from here on (H4.9, H4.10)."""
    own = found
    if course.handed_up_at and not found.case.course.handed_up_at and found.rules.upper:
        upper = places.authority_by_code(found.rules.upper.unit)
        own = Docket(replace(found.case, authority_id=upper.id), found.version)
    silent = {part.unit for part in course.silent}
    pickup = course.pickup
    return {
        **stored.hints(course, found.rules, own.calendar),
        "collect_at": places.authority_by_code(pickup.unit).id
        if pickup and pickup.sent_at
        else None,
        "authority_id": own.case.authority_id,
        "awaited": [one.id for one in found.departments if one.code in silent],
    }


def docket(case: Stored) -> Docket:
    """Return the docket of a case."""
    return Docket(case, items.version(case.version_id))
