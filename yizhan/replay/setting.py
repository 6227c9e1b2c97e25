"""The setting of a scenario (推演场景): who works where, what an agent may do, which places.

All of it may be left out; then everybody is a nameless holder of a post, and the agent may do all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from yizhan.law.mandates import Action
from yizhan.law.words import Post
from yizhan.replay.grammar import HELPER, POSTS
from yizhan.replay.reader import Lined
from yizhan.replay.values import day, known

POSTED = {name: post for name, post in POSTS.items() if post not in {Post.APPLICANT, Post.AGENT}}


@dataclass(frozen=True, kw_only=True)
class Staffer:
    """Somebody by name, at one post of one office or more, from when to when."""

    name: str
    post: Post
    of: tuple[str, ...] = ("lead",)
    since: date | None = None
    until: date | None = None
    line: int = 1


@dataclass(frozen=True, kw_only=True)
class Limited:
    """What the agent's mandate is limited to; what it does not say is not limited (L3.11)."""

    actions: tuple[Action, ...] = tuple(Action)
    items: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    line: int = 1


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What surrounds the case."""

    staff: tuple[Staffer, ...] = ()
    mandate: Limited | None = None
    centre: str = ""
    station: str = ""
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> tuple[str, ...]:
        """Return everybody by name, and who works at the station."""
        return (*(one.name for one in self.staff), *((HELPER,) if self.station else ()))

    @property
    def offices(self) -> tuple[str, ...]:
        """Return every office and place by name."""
        return (*(one for one in (self.centre, self.station) if one), *self.places)


def setting(top: Lined) -> Setting:
    """Return the setting that a file writes out; raises NoScenario at what makes no sense."""
    rows = _mapping(top, "staff")
    places = {str(name): str(code) for name, code in _mapping(top, "places").items()}
    for name, code in places.items():
        if not (code.isdigit() and len(code) == 12):  # noqa: PLR2004 - as in codes
            raise top.fault("places", f"{name}: twelve digits are expected")
    return Setting(
        staff=tuple(_staffer(rows, name) for name in rows),
        mandate=_limited(top) if "mandate" in top else None,
        centre=str(top.get("centre") or ""),
        station=str(top.get("station") or ""),
        places=places,
    )


def _mapping(top: Lined, key: str) -> Lined:
    """Return a mapping under a key; an empty one when nothing is said."""
    found = top.get(key) or Lined(top.line)
    if not isinstance(found, Lined):
        raise top.fault(key, "a mapping is expected")
    return found


def _staffer(rows: Lined, name: str) -> Staffer:
    """Return one person of staff."""
    said = _mapping(rows, name)
    known(said, {"post", "of", "since", "until"})
    post = POSTED.get(str(said.get("post")))
    if post is None:
        raise rows.fault(name, f"post: known are {', '.join(POSTED)}")
    named = said.get("of") or "lead"
    offices = named if isinstance(named, list) else [named]
    of = tuple(map(str, offices))
    return Staffer(name=name, post=post, of=of, line=rows.lines[name], **_span(said))


def _limited(top: Lined) -> Limited:
    """Return the limits of the agent's mandate."""
    said = _mapping(top, "mandate")
    known(said, {"actions", "items", "since", "until"})
    actions = said.get("actions") or list(Action)
    if not isinstance(actions, list) or not set(actions) <= set(Action):
        raise said.fault("actions", f"known are {', '.join(Action)}")
    items = said.get("items") or []
    if not isinstance(items, list):
        raise said.fault("items", "a list of names of items is expected")
    return Limited(
        actions=tuple(Action(one) for one in actions),
        items=tuple(map(str, items)),
        line=top.lines["mandate"],
        **_span(said),
    )


def _span(said: Lined) -> dict[str, date]:
    """Return the first and the last day, as far as they are said."""
    return {key: day(said, key, said[key]) for key in ("since", "until") if said.get(key)}
