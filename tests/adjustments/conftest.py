"""What the tests of division changes stand on: a small map, an office, a running case."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cases.world import ITEM, World, moment
from tests.places.samples import ROWS, write_map
from yizhan.accounts.models import User
from yizhan.adjustments import carrying
from yizhan.adjustments.carrying import Wanted
from yizhan.cases.actors import Actor, staff
from yizhan.items.versions import SHELF
from yizhan.law.mandates import Period
from yizhan.law.words import Level, Post
from yizhan.places import map as maps
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places import shelf
from yizhan.places.plans import Shift
from yizhan.places.queries import AuthorityView
from yizhan.replay.cast import cast
from yizhan.replay.scenario import parse

COUNTY, TOWN = "520221000000", "520221102000"
VILLAGE, NEXT = "520221102200", "520221102201"
ON = date(2026, 3, 9)
EVE, THAT_DAY = "2026-03-06 17:00", "2026-03-09 09:00"
ZHONGSHAN = ("520201000000", "钟山区", "4", "520200000000", "市辖区")


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Let no test see what another one kept in the process."""
    shelf.forget()
    SHELF.clear()
    yield
    shelf.forget()


@dataclass
class Office:
    """An office of a division with a clerk, and a case that runs there."""

    world: World
    clerk: int
    ref: str

    @property
    def view(self) -> AuthorityView:
        """Return the office as it stands."""
        return places.authority(self.world.cast.version.authority_id)

    def actor(self, at: str) -> Actor:
        """Return the clerk in the post held at a moment; raises IndexError without any."""
        held = places.postings_of(self.clerk, moment(at).date())
        return staff(held[0], "示例")

    def carry_out(self, *shifts: Shift, on: date = ON, at: str = THAT_DAY) -> dict[str, Any]:
        """Carry a plan out and return its report."""
        wanted = Wanted(shifts=shifts, on=on, basis="示例批复", by=9)
        return carrying.carry_out(wanted, moment(at))


@pytest.fixture
def _map(db: None, tmp_path: Path) -> None:
    """Load the small map, with a second county."""
    maps.load(write_map(tmp_path, [*ROWS, ZHONGSHAN]), as_of=date(2020, 6, 30))


def open_office(division: str) -> Office:
    """Return an office of a division where a case was accepted on 2 March 2026."""
    world = World(cast(parse(ITEM.format(quota="null"), division=division)))
    office = world.cast.version.authority_id
    user = User.objects.create(
        login="wang", name="王示例", created_at=moment(THAT_DAY), is_staff_member=True
    )
    founding.appoint(user.pk, office, Post.FRONT, Period(date(2026, 1, 1)))
    ref = world.submit().ref
    world.take(ref, "accept", "front")
    return Office(world, user.pk, ref)


@pytest.fixture
def county(_map: None) -> Office:
    """Return the office of 水城县."""
    return open_office(COUNTY)


@pytest.fixture
def village(_map: None) -> Office:
    """Return the office of a village, and its like in the village beside it."""
    office = open_office(VILLAGE)
    twin = replace(
        office.view,
        code="next",
        division=NEXT,
        level=Level.VILLAGE,
        name="法土村政务服务局",
        window="777",
        paper_word="法服",
    )
    founding.save_authorities([twin])
    return office
