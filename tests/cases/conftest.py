"""What the tests of the door stand on."""

from collections.abc import Iterator

import pytest

from yizhan.items.versions import SHELF
from yizhan.places import shelf

from .world import World, world


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Let no test see what another one kept in the process."""
    shelf.forget()
    SHELF.clear()
    yield
    shelf.forget()


@pytest.fixture
def hall(db: None) -> World:
    """Return a world for one test."""
    return world()
