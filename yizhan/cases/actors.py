"""Who acts (行为人): a person for themselves or another, or staff in a dated post."""

from dataclasses import dataclass
from uuid import UUID

from yizhan.law.words import Post

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
    delegated_by: str = ""

    @property
    def staff(self) -> bool:
        """Return whether the actor holds a post of an authority."""
        return self.posting_id is not None


CLOCK = Actor(id="clock", name="系统（法定时限）", post=Post.CLOCK)
