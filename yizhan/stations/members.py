"""Who works at a station (帮办代办员): the front desk of a township or village, known by name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yizhan.accounts import queries as accounts
from yizhan.cases import actors
from yizhan.cases.actors import Actor
from yizhan.law.refusals import Unlawful, WrongPost
from yizhan.law.words import Level, Post
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView, Held

LEVELS = frozenset({Level.TOWNSHIP, Level.VILLAGE})


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of a station in the posts held today; ``held`` is the one at the station itself."""

    user_id: int
    name: str
    held: Held
    others: tuple[Held, ...] = ()  # the village committee, the township government

    @property
    def authority(self) -> AuthorityView:
        """Return the station."""
        return places.authority(self.held.authority_id)

    def serves(self, authority_id: int) -> bool:
        """Return whether the member is the front desk of an authority, beside the station."""
        return any(held.authority_id == authority_id for held in (self.held, *self.others))

    def staff(self, authority_id: int) -> Actor:
        """Return the actor for what an authority of the place does in its own right."""
        posts = {held.authority_id: held for held in (*self.others, self.held)}
        return actors.staff(posts.get(authority_id, self.held), self.name)

    @property
    def person(self) -> UUID:
        """Return who the member is as a person, whom a mandate can name (L3.11).

        Raises Unlawful where that is not known.
        """
        found = accounts.person_of(self.user_id)
        if found is None:
            raise Unlawful(
                "代办员还没有登记本人身份，不能作为代理人",
                clause="L3.11",
                remedy="请由管理员登记代办员的身份证件后再代办",
            )
        return found

    def at_station(self, person: UUID) -> Actor:
        """Return the person who is at the station, or at whose home the member is."""
        return actors.at_window(actors.staff(self.held, self.name), person)

    def on_behalf(self) -> Actor:
        """Return the member as the agent of whoever gave the mandate (H7.3)."""
        return actors.citizen(self.user_id, self.person, name=self.name)


def member(user_id: int, name: str, on: date, *, posting: int | None = None) -> Member:
    """Return the station's member that a login is today; raises WrongPost for anybody else.

    With a posting, as a token names one: only the member of that very station.
    """
    fronts = [held for held in places.postings_of(user_id, on) if held.post is Post.FRONT]
    here = {held: places.authority(held.authority_id) for held in fronts}
    near = [held for held in fronts if here[held].level in LEVELS]
    if posting is not None:
        place = {held.division for held in near if held.id == posting}
        near = [held for held in near if held.division in place]
    own = min(near, key=lambda held: (not here[held].is_centre, held.id), default=None)
    if own and posting in {None, own.id}:
        others = tuple(one for one in near if one.division == own.division and one is not own)
        return Member(user_id=user_id, name=name, held=own, others=others)
    raise WrongPost(
        "只有乡镇、村（社区）便民服务站的工作人员可以帮办代办",
        clause="H2.7",
        remedy="请用站点工作人员的账号登录",
    )


def month_of(at: datetime | date) -> date:
    """Return the first day of a month."""
    return date(at.year, at.month, 1)
