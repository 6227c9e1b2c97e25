"""The world of a run (推演世界): its cast, its cases by name, and what stands beside them."""

from dataclasses import dataclass, field
from uuid import UUID

from yizhan.cases import queries
from yizhan.cases.actors import Actor
from yizhan.law.refusals import NotFound
from yizhan.law.words import Post
from yizhan.places.queries import Held
from yizhan.replay.cast import Cast
from yizhan.replay.scenario import Play, Scenario


@dataclass
class World:
    """The cases of one run by their names, the journal lines already shown, and the rest.

    ``errands`` of stations, with their revision, stand under the name of their case; ``windows``
    under their own; ``stays`` are the wishes to share one, by department; ``sent`` the postings
    there, by person; ``changes`` the changes of divisions that were proposed.
    """

    scenario: Scenario
    cast: Cast
    refs: dict[str, str] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    errands: dict[str, tuple[UUID, int]] = field(default_factory=dict)
    windows: dict[str, int] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    changes: list[UUID] = field(default_factory=list)

    def began(self, step: Play, ref: str) -> None:
        """Keep a new case under the name that the step gives it."""
        if self.refs.get(step.case) != ref:
            self.refs[step.case] = ref
            self.shown.pop(step.case, None)

    def ref(self, step: Play) -> str:
        """Return the address of the case of a step; raises NotFound before there is one."""
        if found := self.refs.get(step.case):
            return found
        raise NotFound("还没有提交申请", clause="L3", remedy="请先提交申请")

    def actor(self, step: Play) -> Actor:
        """Return who takes a step of a case."""
        competent = queries.stored_case(self.ref(step)).authority_id
        return self.cast.actor(step.who, step.do, competent, on=step.at.date())

    def held(self, step: Play, *posts: Post) -> Held:
        """Return the post in which somebody by name acts beside the case."""
        return self.cast.held(step.who, frozenset(posts), step.at.date())
