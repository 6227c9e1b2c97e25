"""What happens beside a case (推演旁事): mandates ended, data fetched, windows, posts, divisions.

Each is the service that the screens call; what a law refuses is a result as it is there.
"""

from collections.abc import Callable, Mapping
from datetime import date

from yizhan.accounts import powers
from yizhan.adjustments import services as adjustments
from yizhan.adjustments.carrying import Wanted
from yizhan.exchange import sharing
from yizhan.exchange.sharing import Wish
from yizhan.law.mandates import Period
from yizhan.law.refusals import NotFound
from yizhan.law.windows import ASKERS
from yizhan.law.words import Level, Post
from yizhan.places import codes, delegations, plans, rosters, stays
from yizhan.places import queries as places
from yizhan.places.delegations import Deputy
from yizhan.places.plans import Shift
from yizhan.replay import errands
from yizhan.replay.grammar import HELPER
from yizhan.replay.scenario import Play
from yizhan.replay.world import World

FOUNDED = date(2000, 1, 1)


def _end_mandate(step: Play, world: World) -> str:
    """Return the clause under which a mandate was ended, at the station or by a person (L3.11)."""
    if step.who == HELPER:
        return errands.revoke(step, world)
    mandate, actor = world.cast.people.mandate, world.cast.persons.get(step.who)
    person = actor.person_id if actor else None
    if mandate is None or person is None:
        raise NotFound("没有委托书", clause="L4.16", remedy="请核对后再试")
    powers.revoke_mandate(mandate, person, at=step.at)
    return "L3.11"


def _fetch(step: Play, world: World) -> str:
    """Return the clause under which the registries were asked for materials (H7.1, L3.5)."""
    ref, actor = world.ref(step), world.actor(step)
    reason = str(step.said.get("reason", "审查本件"))
    for n, material in enumerate(step.said.get("materials", ())):
        wish = Wish(ref=ref, material=str(material), reason=reason)
        sharing.enquire(wish, actor, key=f"{step.case}-{step.n}-{n}", at=step.at)
    return "H7.1"


def _open_window(step: Play, world: World) -> str:
    """Return the clause under which a shared window was opened (H2.5)."""
    name = str(step.said.get("window", ""))
    found = stays.open_window(world.held(step, Post.HEAD), name, on=step.at.date())
    world.windows[name] = found.id
    world.cast.offices.more[name] = found.authority
    return "H2.5"


def _window(step: Play, world: World) -> int:
    """Return the window that a step names, or the one opened last; 0 for none."""
    named = world.windows.get(str(step.said.get("window", "")))
    return named or next(reversed(world.windows.values()), 0)


def _ask_stay(step: Play, world: World) -> str:
    """Return the clause under which a department has asked to share a window (H2.5)."""
    held = world.held(step, *ASKERS)
    items = [world.cast.version.item_id]
    reason = str(step.said.get("reason", "办件量少"))
    stay = stays.ask(_window(step, world), held, items, reason=reason, on=step.at.date())
    world.stays[_office(held.authority_id)] = stay
    return "H2.5"


def _office(authority_id: int) -> str:
    """Return the short name of an office."""
    return places.authority(authority_id).short_name


def _answer_stay(step: Play, world: World) -> str:
    """Return the clause under which the service centre has answered a wish (H2.5)."""
    wanted = world.cast.offices.named(str(step.said.get("of", "lead")))
    stays.answer(
        world.stays.get(wanted.short_name, 0),
        world.held(step, Post.HEAD),
        agree=step.said.get("agree", True) is True,
        says=str(step.said.get("reason", "")),
        on=step.at.date(),
    )
    return "H2.5"


def _send(step: Play, world: World) -> str:
    """Return the clause under which a department has sent somebody to the window (H2.6)."""
    held, person = world.held(step, *ASKERS), str(step.said.get("person", ""))
    stay = world.stays.get(_office(held.authority_id), 0)
    post = Post(str(step.said.get("post", Post.FRONT)))
    user, period = _login(person, world), Period(step.at.date())
    world.sent[person] = stays.send(stay, held, user, post=post, period=period)
    return "H2.6"


def _login(person: str, world: World) -> int:
    """Return the login of somebody by name; raises NotFound."""
    if found := world.cast.staff.get(person):
        return found.user_id
    raise NotFound(f"没有“{person}”这名工作人员", clause="H2.6", remedy="请写在 staff 里")


def _roster(step: Play, world: World) -> str:
    """Return the clause under which somebody was put on the roster for some days (H2.6)."""
    held, window = world.held(step, *ASKERS), _window(step, world)
    posting = world.sent.get(str(step.said.get("person", "")), 0)
    for day in _days(step):
        rosters.put(window, held, posting, day, today=step.at.date())
    return "H2.6"


def _days(step: Play) -> list[date]:
    """Return the day or the days that a step names, or its own."""
    said = step.said.get("on") or step.at.date()
    return said if isinstance(said, list) else [said]


def _arrange(step: Play, world: World) -> str:
    """Return the clause under which the county has set the time of handing over (H7.1)."""
    days = int(step.said.get("days", 0))
    stays.arrange(world.held(step, Post.HEAD), days, on=step.at.date())
    return "H7.1"


def _delegate(step: Play, world: World) -> str:
    """Return the clause under which a post was delegated for a time (L3.2)."""
    period = Period(step.said.get("since") or step.at.date(), step.said.get("until"))
    to = _login(str(step.said.get("to", "")), world)
    held = world.held(step, Post.CHIEF)
    deputy = Deputy(user_id=to, period=period, reason=str(step.said.get("reason", "外出")))
    delegations.delegate(held.id, deputy, held, on=step.at.date())
    return "L3.2"


def _propose(step: Play, world: World) -> str:
    """Return the clause under which a merger of two places was proposed (L5)."""
    old, new = (_place(step, world, key) for key in ("merge", "into"))
    _draw_map([old, new], world, step.at.date())
    held = world.held(step, Post.HEAD)
    wanted = Wanted(
        shifts=[Shift(old=old, new=new)],
        on=_days(step)[0],
        basis=str(step.said.get("basis", "")),
        by=held.user_id,
    )
    county = codes.head(new, Level.COUNTY)
    world.changes.append(adjustments.propose(wanted, county, at=step.at).id)
    return "L5"


def _place(step: Play, world: World, key: str) -> str:
    """Return the code of a place that a step names; raises NotFound."""
    name = str(step.said.get(key, ""))
    if found := world.scenario.setting.places.get(name):
        return found
    raise NotFound(f"没有“{name}”这个地方", clause="L5", remedy="请写在 places 里")


def _draw_map(wanted: list[str], world: World, on: date) -> None:
    """Draw the places of a scenario, and what is above them, where the map has none."""
    names = {code: name for name, code in world.scenario.setting.places.items()}
    whole = dict.fromkeys(code for one in wanted for code in codes.lineage(one)[1:])
    missing = [one for one in whole if not _known(one, on)]
    rows = [Shift(new=one, name=names.get(one, "推演地方")) for one in missing]
    if rows:
        plans.write(plans.plan(rows, FOUNDED))


def _known(code: str, on: date) -> bool:
    """Return whether the map has a place on a day."""
    try:
        return bool(places.division(code, on))
    except NotFound:
        return False


def _approve(step: Play, world: World) -> str:
    """Return the clause under which a second person has approved the change (L5)."""
    held = world.held(step, Post.HEAD)
    if not world.changes:
        raise adjustments.missing()
    adjustments.approve(world.changes[-1], by=held.user_id, at=step.at)
    return "L5"


STEPS: Mapping[str, Callable[[Play, World], str]] = {
    **errands.STEPS,
    "end_mandate": _end_mandate,
    "fetch": _fetch,
    "open_window": _open_window,
    "ask_stay": _ask_stay,
    "answer_stay": _answer_stay,
    "send": _send,
    "roster": _roster,
    "arrange": _arrange,
    "delegate": _delegate,
    "propose_change": _propose,
    "approve_change": _approve,
}
