"""A small map, one authority and two people to post."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from yizhan.accounts.models import User
from yizhan.places import map as maps
from yizhan.places import queries, services, shelf
from yizhan.places.queries import AuthorityView

from .samples import AT, BUREAU, MAP_DAY, write_map


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Let no test see what another one kept in the process."""
    shelf.forget()
    yield
    shelf.forget()


@pytest.fixture
def small_map(db: None, tmp_path: Path) -> None:
    """Load the county 水城县 with its city, two townships and three villages."""
    maps.load(write_map(tmp_path), as_of=MAP_DAY)


@pytest.fixture
def bureau(db: None) -> AuthorityView:
    """Return an authority of 修文县."""
    services.save_authorities([BUREAU])
    return queries.authority_by_code(BUREAU.code)


@pytest.fixture
def people(db: None) -> list[int]:
    """Return the ids of two members of staff: 王示例 and 李示例."""
    return [
        User.objects.create(login=login, name=name, created_at=AT, is_staff_member=True).pk
        for login, name in [("wang", "王示例"), ("li", "李示例")]
    ]
