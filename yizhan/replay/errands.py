"""What a station does in a story (推演代办): the services that its screens call (H7.2 to H7.5)."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from yizhan.cases import queries as cases
from yizhan.law.mandates import Action
from yizhan.law.refusals import Conflict, NotFound, Unlawful
from yizhan.law.village import Mode
from yizhan.replay import people
from yizhan.replay.grammar import HELPER
from yizhan.replay.scenario import Play
from yizhan.replay.world import World
from yizhan.stations import acts, members, queries, services
from yizhan.stations.acts import QUESTIONS
from yizhan.stations.members import Member
from yizhan.stations.records import Entrusted, Hour, Named, Receipt, Record, State

SIGNATURE = "ab" * 32  # the digest of what the person wrote on the glass
HOME = "家中"
SEASON = timedelta(days=90)
USUAL = (Action.SUBMIT, Action.CORRECT, Action.COLLECT)


def begin(step: Play, world: World) -> str:
    """Return the clause under which an errand was filed, booked or kept (H7.2 to H7.5).

    Raises Unlawful with what the device was told of a refusal, Conflict for a warning.
    """
    mode = Mode(step.said.get("mode", Mode.WHOLE))
    record = _record(step, world, mode)
    receipt = services.begin(record, _member(step, world), at=step.at)
    world.errands[step.case] = receipt.id, receipt.revision
    if receipt.ref:
        world.began(step, receipt.ref)
    _check(receipt, mode)
    return mode.clause


def _check(receipt: Receipt, mode: Mode) -> None:
    """Tell what the receipt says of a refusal, a warning or another version, as a refusal."""
    if receipt.state == State.REFUSED:
        raise Unlawful(receipt.message, clause=receipt.clause, remedy=receipt.remedy)
    if receipt.warning:
        raise Conflict(receipt.warning, clause=mode.clause)
    if receipt.theirs:
        raise Conflict("这件代办已经提交，不能换成另一份", clause="L3.10", remedy="请在办件中补正")


def _record(step: Play, world: World, mode: Mode) -> Record:
    """Return what the device of the station sends."""
    said, who = step.said, world.scenario.applicant
    number, found = people.number(who.born, people.APPLICANT), world.cast.people
    errand, revision = world.errands.get(step.case) or (uuid7(), 0)
    return Record(
        id=errand,
        based_on=revision,
        mode=mode,
        code=world.cast.version.code,
        principal=Named(name=people.NAME, number=number),
        guardian=Named(**people.guardian_of(found)) if found.under else None,
        recorded_at=step.at,
        materials=tuple(str(one) for one in said.get("materials", ())),
        mandate=_mandate(said, step.at.date()) if mode is Mode.WHOLE else None,
        hour=Hour(place=str(said.get("place") or HOME), at=said["hour"])
        if "hour" in said
        else None,
        ready=said.get("ready", True) is True,
        confirmed=said.get("confirmed") is True,
    )


def _mandate(said: Mapping[str, Any], today: date) -> Entrusted | None:
    """Return what the person signed; nothing where it was not signed (L4.16)."""
    if said.get("signed") is False:
        return None
    return Entrusted(
        since=said.get("since") or today,
        until=said.get("until") or today + SEASON,
        read_aloud=said.get("read_aloud", True) is True,
        signature=SIGNATURE,
        actions=tuple(map(Action, said.get("actions") or USUAL)),
    )


def arrive(step: Play, world: World) -> str:
    """Return the clause under which the station has come to the home or the hall (H7.4, H7.5)."""
    errand, member = _errand(step, world), _member(step, world)
    acts.arrive(errand, member, at=step.at)
    return queries.record(member, errand, step.at).row.mode.clause


def attach(step: Play, world: World) -> str:
    """Return the clause under which the case applied for at the hall is the errand's (H7.4)."""
    number = cases.stored_case(world.ref(step)).number
    acts.attach(_errand(step, world), number, _member(step, world), at=step.at)
    return Mode.COMPANION.clause


def hand_over(step: Play, world: World) -> str:
    """Return the clause under which the person has the result in hand, and signed (H6.1)."""
    signature = "" if step.said.get("signed") is False else SIGNATURE
    acts.hand_over(_errand(step, world), signature, _member(step, world), at=step.at)
    return "H6.1"


def revisit(step: Play, world: World) -> str:
    """Return the clause under which the person was asked again (H7.3)."""
    said = step.said.get("answers", ["好"] * len(QUESTIONS))
    answers = dict(zip(QUESTIONS, map(str, said), strict=False))
    acts.revisit(_errand(step, world), answers, _member(step, world), at=step.at)
    return Mode.WHOLE.clause


def report(step: Play, world: World) -> str:
    """Return the clause under which a month's ledger was reported to the township (H7.1)."""
    month = step.said.get("month") or step.at.date()
    acts.report(month, _member(step, world), at=step.at)
    return "H7.1"


def revoke(step: Play, world: World) -> str:
    """Return the clause under which the mandate of an errand was ended (L3.11)."""
    services.revoke(_errand(step, world), _member(step, world), at=step.at)
    return "L3.11"


def ledger(step: Play, world: World) -> list[str]:
    """Return the stages of the ledger that an errand has reached, in their official words."""
    if step.case not in world.errands:
        return []
    login, (errand, _) = world.cast.staff[HELPER], world.errands[step.case]
    member = members.member(login.user_id, login.name, step.at.date())
    month = queries.record(member, errand, step.at).row.recorded_at.date()
    rows = queries.month(member, month, step.at).rows
    reached = next(row.reached for row in rows if row.id == errand)
    return [stage.label for stage, at in reached.items() if at]


def _member(step: Play, world: World) -> Member:
    """Return the member of the station that somebody is on the day; raises WrongPost."""
    login = world.cast.staff[step.who]
    return members.member(login.user_id, login.name, step.at.date())


def _errand(step: Play, world: World) -> UUID:
    """Return the errand of a case; raises NotFound where there is none."""
    if found := world.errands.get(step.case):
        return found[0]
    raise NotFound("没有这件代办", clause="H7.3", remedy="请先登记代办")


STEPS: Mapping[str, Callable[[Play, World], str]] = {
    "errand": begin,
    "arrive": arrive,
    "attach": attach,
    "hand_to_person": hand_over,
    "revisit": revisit,
    "report": report,
}
