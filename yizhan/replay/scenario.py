"""A scenario (推演剧本): who applies for what, and what everybody does when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yizhan.law.calendar import Calendar
from yizhan.law.certificates import Aim
from yizhan.law.item import Length
from yizhan.law.mandates import Action
from yizhan.law.village import Mode
from yizhan.law.words import Channel, Levels, Post, Unit, Way, Word
from yizhan.replay.grammar import (
    ALSO_DUE,
    COMMON,
    DOES,
    DUE,
    EXPECT,
    ITEM,
    LISTS,
    NAMED,
    OFFICES,
    POSTS,
    TOP,
)
from yizhan.replay.reader import Lined, read
from yizhan.replay.setting import Setting, setting
from yizhan.replay.values import day, known, moment


@dataclass(frozen=True, kw_only=True)
class _Names:
    """Whom a step can name beside the posts: people, and offices."""

    people: Sequence[str]
    offices: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Play:
    """One step of a scenario."""

    n: int
    line: int
    at: datetime
    who: str
    do: str
    case: str
    said: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who applies; a child or a legal person acts through somebody else."""

    legal: bool = False
    born: date = date(1980, 5, 1)
    incapable: date | None = None  # since when a court has found no capacity (L3.11)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One file: the item (its fields, or a code of the catalogue), the people, the steps."""

    title: str
    division: str
    item: Lined | str
    applicant: Applicant
    steps: tuple[Play, ...]
    overlay: Calendar = field(default_factory=Calendar)
    setting: Setting = field(default_factory=Setting)


def parse(text: str, *, division: str) -> Scenario:
    """Return the scenario of a YAML text; ``division`` is the default one.

    Raises NoScenario with the line and the key at fault.
    """
    top = read(text)
    known(top, TOP)
    for key in ("title", "item", "steps"):
        if not top.get(key):
            raise top.fault(key, "is missing")
    code = str(top.get("division") or division)
    if not re.fullmatch(r"\d{6}(\d{6})?", code):
        raise top.fault("division", "six or twelve digits are expected")
    around = setting(top)
    return Scenario(
        title=str(top["title"]),
        division=code.ljust(12, "0"),
        item=_item(top),
        applicant=_applicant(top),
        steps=_steps(top, around),
        overlay=_overlay(top),
        setting=around,
    )


def _item(top: Lined) -> Lined | str:
    """Return the item, its keys known, or the code of one in the catalogue."""
    item = top["item"]
    if isinstance(item, str | int):
        return str(item)
    if not isinstance(item, Lined):
        raise top.fault("item", "a mapping or an item code is expected")
    known(item, ITEM)
    if not item.get("name"):
        raise item.fault("name", "is missing")
    if str(item.get("levels") or "none") not in set(Levels):
        raise item.fault("levels", f"known are {', '.join(Levels)}")
    if len(item.get("departments") or ()) > 1 and item.get("levels") not in {None, "none"}:
        raise item.fault("levels", "a joint item has one level")
    return item


def _applicant(top: Lined) -> Applicant:
    """Return who applies; an adult natural person by default."""
    said = top.get("applicant") or {}
    if not isinstance(said, dict) or said.get("kind", "natural") not in {"natural", "legal"}:
        raise top.fault("applicant", "kind natural or legal is expected")
    if isinstance(said, Lined):
        known(said, {"kind", "born", "name", "incapable"})
    days = {"born": said.get("born", Applicant.born), "incapable": said.get("incapable")}
    for key, value in days.items():
        if value is not None and not isinstance(value, date):
            raise top.fault("applicant", f"{key}: a date is expected")
    return Applicant(legal=said.get("kind") == "legal", **days)


def _overlay(top: Lined) -> Calendar:
    """Return the days that this run takes off or works."""
    said = top.get("calendar") or Lined(1)
    if not isinstance(said, Lined):
        raise top.fault("calendar", "off and work are expected")
    known(said, {"off", "work"})
    days = {}
    for key in ("off", "work"):
        days[key] = frozenset(day(said, key, one) for one in said.get(key) or ())
    return Calendar(off=days["off"], work=days["work"])


def _steps(top: Lined, around: Setting) -> tuple[Play, ...]:
    """Return the steps; time never runs backwards."""
    steps = top["steps"]
    if not isinstance(steps, list):
        raise top.fault("steps", "a list is expected")
    names = _Names(people=around.people, offices=(*_departments(top), *around.offices))
    plays: list[Play] = []
    for n, step in enumerate(steps, 1):
        if not isinstance(step, Lined):
            raise top.fault("steps", f"step {n}: a mapping is expected")
        play = _play(step, n, names)
        if plays and play.at < plays[-1].at:
            raise step.fault("at", "time runs backwards")
        plays.append(play)
    return tuple(plays)


def _departments(top: Lined) -> tuple[str, ...]:
    """Return the names of the departments of a joint item, and of the other halls."""
    item = top["item"]
    if not isinstance(item, Lined):
        return ()
    return tuple(map(str, [*(item.get("departments") or ()), *(item.get("halls") or ())]))


def _play(step: Lined, n: int, names: _Names) -> Play:
    """Return one step with its arguments checked."""
    do = str(step.get("do"))
    if do not in DOES:
        raise step.fault("do", f"unknown; known are {', '.join(DOES)}")
    default, arguments = DOES[do]
    known(step, COMMON | arguments)
    post = str(step.get("as") or default)
    others = set() if do in NAMED else {*POSTS, *OFFICES, *names.offices}
    actors = {*names.people, *others}
    if post not in actors:
        raise step.fault("as", f"unknown; known are {', '.join(sorted(actors))}")
    said = {key: _argument(step, key) for key in step if key in arguments}
    return Play(
        n=n,
        line=step.line,
        at=moment(step, "at"),
        who=post,
        do=do,
        case=str(step.get("case") or "a"),
        said=said,
        expect=_expect(step),
    )


def _argument(step: Lined, key: str) -> Any:
    """Return one argument, of the shape that its key asks for."""
    value = step[key]
    if key in LISTS and not isinstance(value, list):
        raise step.fault(key, "a list is expected")
    if key == "defects" and not all(isinstance(row, dict) for row in value):
        raise step.fault(key, "rows of material, problem and remedy are expected")
    if allowed := WORDS.get(key):
        _check_words(step, key, allowed)
    return TIMES[key](step, key) if key in TIMES else value


def _check_words(step: Lined, key: str, allowed: type[Word]) -> None:
    """Refuse a word that is none of those allowed, alone or in a list."""
    value = step[key]
    if not {*(value if isinstance(value, list) else [value])} <= set(allowed):
        raise step.fault(key, f"unknown; known are {', '.join(allowed)}")


def _days(step: Lined, key: str) -> Any:
    """Return one day, or each of a list."""
    value = step[key]
    several = isinstance(value, list)
    return [day(step, key, one) for one in value] if several else day(step, key, value)


WORDS: Mapping[str, type[Word]] = {
    "channel": Channel,
    "way": Way,
    "aim": Aim,
    "mode": Mode,
    "post": Post,
    "actions": Action,
}
TIMES = {"hour": moment, **dict.fromkeys(("since", "until", "month", "on"), _days)}


def _expect(step: Lined) -> Mapping[str, Any]:
    """Return what a step is expected to show."""
    expect = step.get("expect") or {}
    if not isinstance(expect, dict):
        raise step.fault("expect", "a mapping is expected")
    if isinstance(expect, Lined):
        known(expect, EXPECT)
    due = expect.get("due")
    if due is not None and not isinstance(due, dict):
        raise step.fault("expect", "due: a mapping is expected")
    if isinstance(due, Lined):
        known(due, DUE | ALSO_DUE)
    return expect


def length(item: Lined, key: str, default: int) -> Length:
    """Return a limit of an item: a number of working days, or n with its unit."""
    value: object = item.get(key, default)
    if isinstance(value, dict):
        unit = str(value.get("unit", "working"))
        if unit not in set(Unit) or not _natural(value.get("n")):
            raise item.fault(key, "n and a unit are expected")
        return Length(int(value["n"]), Unit(unit))
    if not _natural(value):
        raise item.fault(key, "a number of working days is expected")
    return Length(int(str(value)))


def _natural(value: object) -> bool:
    """Return whether a value is a whole number, zero or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
