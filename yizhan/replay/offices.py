"""The offices of a run (推演机关): the authorities that have a part in it, and their staff."""

from collections.abc import Sequence
from dataclasses import dataclass

from stdnum.cn import uscc

from yizhan.cases.actors import Actor
from yizhan.law.steps import STEPS
from yizhan.law.words import Level, Post
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places.queries import AuthorityView
from yizhan.replay.reader import Lined

PREFIX = "推演"
TAIL = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9}
STAFF = (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD, Post.GOVERNMENT, Post.SUPERVISOR)


@dataclass(frozen=True, kw_only=True)
class Offices:
    """The authority that leads, or that is below; with it the departments, or the one above."""

    lead: AuthorityView
    joint: tuple[AuthorityView, ...] = ()
    upper: AuthorityView | None = None

    def actor(self, who: str, step: str, competent: int) -> Actor:
        """Return the staff that a scenario means by a post, a department or a level."""
        named = {"lead": self.lead, "lower": self.lead, "upper": self.upper or self.lead}
        named |= {one.short_name.removeprefix(PREFIX): one for one in self.joint}
        office = named.get(who)
        if office is None:
            return _staff(Post(who), places.authority(competent))
        posts = STEPS[step].by if step in STEPS else ()
        return _staff(next((post for post in STAFF if post in posts), Post.FRONT), office)


def open_offices(division: str, item: Lined) -> Offices:
    """Return the offices that a scenario's item needs, founded for this run."""
    names: Sequence[str] = [str(one) for one in item.get("departments") or ["政务服务局"]]
    founded = tuple(_authority(division, name, n) for n, name in enumerate(names))
    shared = item.get("levels") not in {None, "none"}
    above = places.ancestors(division)[0] if shared else ""
    return Offices(
        lead=founded[0],
        joint=founded if len(founded) > 1 else (),
        upper=_authority(above, names[0]) if shared else None,
    )


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


def _authority(division: str, department: str, n: int = 0) -> AuthorityView:
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
        window=f"TY{n}",
        address="推演大厅",
        phone="0851-00000000",
        complaint_phone="12345",
        reconsideration="推演人民政府",
        court="推演人民法院",
        is_centre=False,
    )
    founding.save_authorities([view])
    return places.authority_by_code(code)
