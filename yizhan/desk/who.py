"""Who sits at the desk: a member of staff in one of the posts held today."""

from dataclasses import dataclass
from datetime import date, datetime

from yizhan.cases import actors, hall_lists
from yizhan.cases.actors import Actor
from yizhan.law.clocks import local
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView, Held


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who sits at the desk now: the login, the post chosen, every other post held today."""

    user_id: int
    name: str
    held: Held
    others: tuple[Held, ...]
    at: datetime

    @property
    def post(self) -> Post:
        """Return the post that the person acts in."""
        return self.held.post

    @property
    def today(self) -> date:
        """Return the day of the hall."""
        return local(self.at).date()

    @property
    def actor(self) -> Actor:
        """Return the actor for the one door."""
        return actors.staff(self.held, self.name)

    @property
    def authority(self) -> AuthorityView:
        """Return the authority of the post."""
        return places.authority(self.held.authority_id)

    @property
    def receives_for_others(self) -> bool:
        """Return whether this is the front desk of a hall that takes in for others (H7.1)."""
        return bool(hall_lists.tabs(self.actor))

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Return every post held today as (id, words), for the switch in the header."""
        return [(held.id, words(held)) for held in self.others]


def words(held: Held) -> str:
    """Return a post with its authority in words."""
    authority = places.authority(held.authority_id)
    return f"{held.post.label} · {authority.short_name}（{authority.level.label}）"
