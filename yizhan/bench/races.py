"""Races: two who decide one case at the same moment, each on a connection of its own (L3.10)."""

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from time import time_ns
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yizhan.accounts import queries as accounts
from yizhan.bench.lifecycle import STEPS, Plan, key
from yizhan.cases import actors, services
from yizhan.cases.actors import Actor
from yizhan.cases.codes import parse_ref
from yizhan.cases.opening import Application
from yizhan.cases.services import Request
from yizhan.law.clocks import local
from yizhan.law.refusals import Conflict, WrongStage
from yizhan.places import queries as places

SAID = {step: said for step, _, said in STEPS}
ROLE = {step: role for step, role, _ in STEPS}
WON = "won"
DECIDERS = 2


@dataclass
class Result:
    """How the races ended: how many had exactly one winner, and what the losers were told."""

    races: int
    single: int = 0
    journal: int = 0  # cases whose journal holds exactly one decision
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def fair(self) -> bool:
        """Return whether every race had exactly one winner, by its answer and by the journal."""
        return self.single == self.journal == self.races

    @property
    def line(self) -> str:
        """Return the line that a run prints."""
        told = ", ".join(f"{kind} {n}" for kind, n in sorted(self.lost.items()))
        return (
            f"races {self.races}: exactly one winner in {self.single} "
            f"(one decision in the journal of {self.journal}; losers: {told})"
        )


class Track:
    """Where the races are run: the people, the item, and a start line for two."""

    def __init__(self, plan: Plan) -> None:
        """Look up who acts."""
        self.plan = plan
        self.run = f"race{time_ns()}"
        self.actors = {role: actor_of(token) for role, token in plan.tokens.items()}
        self.start = Barrier(DECIDERS)

    def prepared(self, n: int) -> str:
        """Return the address of the n-th case, which waits for its decision."""
        applicant = UUID(self.plan.applicant)
        person = actors.at_window(self.actors[ROLE["submit"]], applicant)
        application = Application(
            version_id=UUID(self.plan.version),
            applicant=applicant,
            channel="window",
            materials=self.plan.materials,
        )
        mark = key(self.run, n, "submit")
        ref = services.submit(application, person, key=mark, at=timezone.now()).ref
        for step in ("accept", "review"):
            self._take(ref, step, key(self.run, n, step))
        return ref

    def decide(self, ref: str, lane: int) -> str:
        """Return how one of the two who decide at once fared."""
        self.start.wait()
        try:
            self._take(ref, "decide", key(f"{self.run}-{lane}", int(ref[-12:], 16), "decide"))
        except (Conflict, WrongStage) as refusal:
            return refusal.kind
        return WON

    def leave(self, _lane: int) -> None:
        """Close the connection of one of the two."""
        self.start.wait()
        connection.close()

    def _take(self, ref: str, step: str, mark: str) -> None:
        """Take a step as whoever holds its post."""
        request = Request(ref=ref, step=step, said=SAID[step])
        services.take(request, self.actors[ROLE[step]], key=mark, at=timezone.now())


def races(plan: Plan, count: int) -> Result:
    """Return how so many races ended, each on a fresh case that waits for its decision."""
    track, found = Track(plan), Result(races=count)
    with ThreadPoolExecutor(DECIDERS) as pool:
        refs = list(pool.map(track.prepared, range(count)))
        for ref in refs:
            _count(found, _race(pool, track, ref))
        list(pool.map(track.leave, range(DECIDERS)))
    found.journal = _decided_once(refs)
    return found


def _race(pool: Executor, track: Track, ref: str) -> Counter[str]:
    """Return how the two of one race fared."""
    return Counter(pool.map(track.decide, [ref] * DECIDERS, range(DECIDERS)))


def _count(found: Result, ends: Mapping[str, int]) -> None:
    """Add one race to the result."""
    found.single += ends.get(WON, 0) == 1
    found.lost.update({kind: n for kind, n in ends.items() if kind != WON})


def _decided_once(refs: list[str]) -> int:
    """Return how many of the cases have exactly one decision in their journal."""
    ids = [parse_ref(ref)[1] for ref in refs]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM cases_entry WHERE case_id = ANY(%s)"
            " AND step = 'decide' AND NOT refused GROUP BY case_id HAVING count(*) = 1) AS once",
            [ids],
        )
        return int(cursor.fetchone()[0])


def actor_of(token: str) -> Actor:
    """Return who holds a token of the plan; raises RuntimeError for a dead one."""
    at = timezone.now()
    bearer = accounts.bearer(token, at)
    if bearer is None:
        raise RuntimeError(token[:4])
    if bearer.posting_id is not None:
        return actors.staff(places.posting(bearer.posting_id, local(at).date()), bearer.name)
    return actors.citizen(bearer.user_id, bearer.person_id or UUID(int=0), bearer.name)
