"""Who acts (行为人): a person for themselves or another, or staff in a dated post."""

from dataclasses import dataclass
from uuid import UUID

from yizhan.law.words import Post
from yizhan.places.queries import Held

PERSONS = frozenset({Post.APPLICANT, Post.AGENT})


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The one who takes a step, as the face has authenticated them for this request.

    ``authority_id`` and ``division`` bound what staff may touch; ``person_id`` what a person may.
    """

    id: str
    name: str
    post: Post
    person_id: UUID | None = None
    posting_id: int | None = None
    authority_id: int | None = None
    division: str = ""
    mandate: str = ""  # by whom and for which days the post is delegated
    principal: str = ""  # the id of the one for whom a delegate acts
    principal_name: str = ""

    @property
    def staff(self) -> bool:
        """Return whether the actor holds a post of an authority."""
        return self.posting_id is not None

    @property
    def signed(self) -> str:
        """Return the name as it stands on record: a delegate's with whom it is for (CHF-05)."""
        return f"{self.name}（代{self.principal_name}）" if self.principal else self.name


def staff(held: Held, name: str) -> Actor:
    """Return the actor for a post that a member of staff holds today."""
    return Actor(
        id=f"u{held.user_id}",
        name=name,
        post=held.post,
        posting_id=held.id,
        authority_id=held.authority_id,
        division=held.division,
        mandate=held.mandate,
        principal=f"u{held.principal_id}" if held.principal_id else "",
        principal_name=held.delegated_by or "",
    )


def citizen(user_id: int, person_id: UUID, name: str = "申请人") -> Actor:
    """Return the actor for a person; the door finds out for whom they act."""
    return Actor(id=f"u{user_id}", name=name, post=Post.APPLICANT, person_id=person_id)


def at_window(clerk: Actor, person_id: UUID) -> Actor:
    """Return the person who stands at the window, for whom this clerk keys it in."""
    return Actor(
        id=clerk.id,
        name=f"申请人（{clerk.name}窗口代录）",
        post=Post.APPLICANT,
        person_id=person_id,
    )


CLOCK = Actor(id="clock", name="系统（法定时限）", post=Post.CLOCK)
