"""The offices of a run (推演机关): the authorities that have a part in it, and their staff."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from stdnum.cn import uscc

from yizhan.cases.actors import Actor
from yizhan.law.refusals import Invalid
from yizhan.law.steps import STEPS
from yizhan.law.words import Level, Post
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places.queries import AuthorityView
from yizhan.replay.reader import Lined
from yizhan.replay.scenario import Scenario
from yizhan.replay.setting import Setting

PREFIX = "推演"
TAIL = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9}
CENTRE, STATION, PLACES = 20, 21, 30  # serials of offices
STAFF = (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD, Post.GOVERNMENT, Post.SUPERVISOR)


@dataclass(frozen=True, kw_only=True)
class Offices:
    """The authority that leads or is below; departments, the one above, and others by name."""

    lead: AuthorityView
    joint: tuple[AuthorityView, ...] = ()
    upper: AuthorityView | None = None
    more: dict[str, AuthorityView] = field(default_factory=dict)  # halls, centre, station, places

    def named(self, name: str) -> AuthorityView:
        """Return an office by its name in the scenario, or its part; raises Invalid."""
        parts = {"lead": self.lead, "lower": self.lead, "upper": self.upper or self.lead}
        own = {one.short_name.removeprefix(PREFIX): one for one in (self.lead, *self.joint)}
        if found := {**own, **self.more, **parts}.get(name):
            return found
        raise Invalid(f"没有“{name}”这个机关或者大厅", clause="H7.1", remedy="请写在剧本里")

    def actor(self, who: str, step: str, competent: int) -> Actor:
        """Return the staff that a scenario means by a post, a department or a level."""
        if who in set(Post):
            return _staff(Post(who), places.authority(competent))
        posts = STEPS[step].by if step in STEPS else ()
        return _staff(next((post for post in STAFF if post in posts), Post.FRONT), self.named(who))


def open_offices(scenario: Scenario, item: Lined) -> Offices:
    """Return the offices that a scenario needs, founded for this run."""
    division = scenario.division
    names: Sequence[str] = [str(one) for one in item.get("departments") or ["政务服务局"]]
    founded = tuple(_authority(division, name, n) for n, name in enumerate(names))
    shared = item.get("levels") not in {None, "none"}
    above = places.ancestors(division)[0] if shared else ""
    return Offices(
        lead=founded[0],
        joint=founded if len(founded) > 1 else (),
        upper=_authority(above, names[0]) if shared else None,
        more={
            **_halls(division, [str(name) for name in item.get("halls") or ()]),
            **around(scenario.setting, division, names[0]),
        },
    )


def around(setting: Setting, division: str, department: str) -> dict[str, AuthorityView]:
    """Return the county's service centre, the station, and the department at other places."""
    found = {}
    if setting.centre:
        found[setting.centre] = _authority(division, setting.centre, CENTRE, centre=True)
    if setting.station:
        village = _village(division)
        found[setting.station] = _authority(village, setting.station, STATION, centre=True)
    for n, (name, code) in enumerate(setting.places.items(), PLACES):
        found[name] = _authority(code, department, 0 if code == division else n)
    return found


def _village(division: str) -> str:
    """Return the village of the station: the division itself, or the first one within it."""
    stem = division.rstrip("0")
    size = TAIL[Level.TOWNSHIP]
    town = division[:size] if len(stem) > TAIL[Level.COUNTY] else f"{division[:6]}900"
    return division if len(stem) > size else f"{town}201"


def _halls(division: str, names: Sequence[str]) -> dict[str, AuthorityView]:
    """Return other halls of the county, one for each name, in a township each (H7.1)."""
    places_of = (f"{division[:6]}{900 + n}000" for n in range(len(names)))
    return {
        name: _authority(place, name, n, centre=True)
        for n, (place, name) in enumerate(zip(places_of, names, strict=True), len(STAFF))
    }


def _staff(post: Post, authority: AuthorityView) -> Actor:
    """Return somebody who holds a post of the authority."""
    return Actor(
        id=f"{authority.code}-{post.value}",
        name=post.label,
        post=post,
        posting_id=1,
        authority_id=authority.id,
        division=authority.division,
    )


def _level(division: str) -> Level:
    """Return the level of a division by the zeros that end its code."""
    stem = division.rstrip("0")
    return next((level for level, size in TAIL.items() if len(stem) <= size), Level.VILLAGE)


def _authority(
    division: str, department: str, n: int = 0, *, centre: bool = False
) -> AuthorityView:
    """Return the n-th authority founded for this run, with its own window."""
    level = _level(division)
    stem = f"12{division[:6]}REPLAY{n}"[:17].ljust(17, "0").replace("I", "1")
    number = stem + str(uscc.calc_check_digit(stem))
    code = f"replay-{division}-{n}"
    view = AuthorityView(
        id=0,
        code=code,
        division=division,
        level=level,
        name=f"推演{department}",
        short_name=f"推演{department}",
        paper_word=f"推{n or ''}",
        uscc=number,
        window=f"T{n:02}",
        address="推演大厅",
        phone="0851-00000000",
        complaint_phone="12345",
        reconsideration="推演人民政府",
        court="推演人民法院",
        is_centre=centre,
    )
    founding.save_authorities([view])
    return places.authority_by_code(code)
