"""A county with its departments and one published service: what a visitor can look at."""

import csv
import gzip
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from yizhan.items import catalogue
from yizhan.items.catalogue import Desk
from yizhan.places import map as maps
from yizhan.places import shelf

FOOD = "11520123XX000002724000102001001"
AT = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
ROWS = [
    ("520000000000", "贵州省", "2", "", "省"),
    ("520100000000", "贵阳市", "3", "520000000000", "地级市"),
    ("520123000000", "修文县", "4", "520100000000", "县"),
    ("520123001000", "龙场街道", "5", "520123000000", "街道"),
    ("520123001001", "龙场社区居民委员会", "6", "520123001000", "居委会"),
]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Let no test see what another one kept in the process."""
    shelf.forget()
    yield
    shelf.forget()


@pytest.fixture
def county(db: None, tmp_path: Path) -> None:
    """Load 修文县 down to one village, with its departments."""
    path = tmp_path / "map.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("code", "name", "level", "parent", "kind"), *ROWS])
    maps.load(path, as_of=date(2020, 6, 30))
    call_command("load_authorities", stdout=StringIO())


@pytest.fixture
def food(county: None, tmp_path: Path, repository: Path) -> str:
    """Return the code of the food licence, published by two people."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    shutil.copy(repository / "data/catalogue/001-food-business.json", folder)
    desk = Desk(drafter=1, approver=2, at=AT, since=date(2026, 1, 1), county="520123")
    for outcome in catalogue.load(folder, desk):
        assert not outcome.faults
    return FOOD
