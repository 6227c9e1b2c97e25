"""The docket (案卷): a case with the version, authority and calendar that it runs under."""

from collections import OrderedDict
from dataclasses import dataclass
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
        """Return the working days of the competent authority's division (L1.7)."""
        return places.calendar_for(str(self.case.division))

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
            **stored.hints(course, self.rules, self.calendar),
        }


def docket(case: Stored) -> Docket:
    """Return the docket of a case."""
    return Docket(case, items.version(case.version_id))
