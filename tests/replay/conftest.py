"""What the tests of the replay stand on: a county, and nothing kept between them."""

from collections.abc import Iterator

import pytest

from yizhan.items.versions import SHELF
from yizhan.places import shelf


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Let no test see what another one kept in the process."""
    shelf.forget()
    SHELF.clear()
    yield
    shelf.forget()
