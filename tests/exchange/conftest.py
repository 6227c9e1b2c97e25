"""What the tests of the exchange stand on: an authority, a small item, a case, staff."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from yizhan.cases import services as door
from yizhan.cases.actors import Actor
from yizhan.cases.opening import Application
from yizhan.cases.services import Request
from yizhan.exchange.services import Sender
from yizhan.items.versions import SHELF
from yizhan.law.clocks import ZONE
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places import shelf
from yizhan.places.queries import AuthorityView
from yizhan.replay.cast import Cast, cast
from yizhan.replay.scenario import parse

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
ITEM = """title: 交换
item:
  name: 小餐饮登记
  promised: 10
  materials:
    - {id: form, name: 申请表}
    - {id: licence, name: 营业执照, source: government}
steps:
  - {at: 2026-03-02 09:00, do: pass}
"""


@pytest.fixture(autouse=True)
def _nothing_kept(settings, tmp_path) -> Iterator[None]:
    """Let no test see what another one kept."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.PAPERS_DIR = tmp_path / "papers"
    settings.MATERIALS_DIR = tmp_path / "materials"
    settings.DEMO = True
    shelf.forget()
    SHELF.clear()
    yield
    shelf.forget()
    SHELF.clear()


@dataclass
class Hall:
    """The cast, and short ways to a case."""

    cast: Cast
    keys: int = 0

    @property
    def authority(self) -> AuthorityView:
        """Return the authority of the item."""
        return places.authority(self.cast.version.authority_id)

    @property
    def sender(self) -> Sender:
        """Return for whom rows come in."""
        return Sender(
            authority=self.authority, user_id=self.actor(Post.BACK).posting_id, at=MORNING
        )

    def actor(self, post: Post, **changes: Any) -> Actor:
        """Return whoever holds a post."""
        return replace(self.cast.actor(post.value, "", None), **changes)

    def key(self) -> str:
        """Return a fresh key."""
        self.keys += 1
        return f"k{self.keys}"

    def case(self) -> str:
        """Return the address of a case that was handed in."""
        application = Application(
            version_id=self.cast.version.id,
            applicant=self.cast.applicant,
            channel="window",
            materials=("form",),
        )
        return door.submit(application, self.actor(Post.APPLICANT), key=self.key(), at=MORNING).ref

    def take(self, ref: str, step: str, post: Post, **said: Any) -> None:
        """Take a step."""
        request = Request(ref=ref, step=step, said=said)
        door.take(request, self.actor(post), key=self.key(), at=MORNING)

    def granted(self) -> str:
        """Return the address of a case that was granted."""
        ref = self.case()
        self.take(ref, "accept", Post.FRONT)
        self.take(ref, "review", Post.BACK, finding="符合条件")
        self.take(ref, "decide", Post.CHIEF, grant=True)
        return ref


@pytest.fixture
def hall(db) -> Hall:
    """Return a hall with one item."""
    return Hall(cast(parse(ITEM, division="520123000000")))
