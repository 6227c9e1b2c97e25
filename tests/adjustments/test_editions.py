"""Every change of 2020 to 2023, not one county's only: forwards and backwards give one history."""

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest

from tests.places.samples import write_map
from yizhan.law.words import Level
from yizhan.places import changes, codes, plans
from yizhan.places import map as maps
from yizhan.places import queries as places
from yizhan.places.changes import FIRST, Change
from yizhan.places.heirs import now
from yizhan.places.models import Division
from yizhan.places.plans import Kind

CITY = "5202"
LAST = date(2023, 6, 30)
COLUMNS = ("code", "since", "until", "name", "parent", "kind", "formerly", "heir")


@pytest.fixture(scope="module")
def listed(repository: Path) -> list[Change]:
    """Return every change of one prefecture, the one 水城 lies in."""
    found = changes.read(repository / "data/map/changes.csv.gz")
    return [row for row in found if row.code.startswith(CITY)]


@pytest.fixture
def today(db: None, repository: Path, tmp_path: Path) -> None:
    """Load the prefecture as the shipped map has it."""
    with gzip.open(repository / "data/map/guizhou.csv.gz", "rt", encoding="utf-8") as text:
        rows = [row for row in csv.reader(text) if row[0].startswith((CITY, "520000"))]
    maps.load(write_map(tmp_path, [tuple(row) for row in rows]), as_of=LAST)


def history() -> list[tuple[object, ...]]:
    """Return what every code has meant."""
    return list(Division.objects.order_by("code", "since").values_list(*COLUMNS))


def forget_all_but_the_first() -> None:
    """Leave only the map of the first day, as it stood then."""
    Division.objects.exclude(since=FIRST).delete()
    Division.objects.update(until=None, heir="", formerly="")


def test_carrying_every_change_out_gives_the_history_that_is_shipped(
    today: None, listed: list[Change]
) -> None:
    """Each edition on its own day, from the map of 2020 to that of 2023."""
    changes.remember(listed)
    written = history()
    forget_all_but_the_first()
    for on, found in changes.editions(listed):
        plans.write(plans.plan(changes.shifts(found), on))
    assert history() == written


def test_the_county_of_the_example_became_a_district_with_its_children(
    today: None, listed: list[Change]
) -> None:
    """水城县 520221 → 水城区 520204, and 木果镇 with it."""
    changes.remember(listed)
    assert now("520221000000") == "520204000000"
    assert places.division("520221000000", date(2021, 10, 30)).name == "水城县"


def test_most_places_of_the_old_county_have_an_heir_and_none_is_guessed(
    today: None, listed: list[Change]
) -> None:
    """Of what has ended, so much can be told by its name alone."""
    changes.remember(listed)
    ended = Division.objects.filter(code__startswith="520221", until__isnull=False)
    told = ended.exclude(heir="").count()
    assert told > ended.count() * 9 // 10


def test_a_plan_says_of_each_row_what_it_does(today: None, listed: list[Change]) -> None:
    """The county itself is recoded, and so are its townships."""
    changes.remember(listed)
    forget_all_but_the_first()
    on, found = changes.editions(listed)[0]
    made = plans.plan(changes.shifts(found), on)
    kinds = {row.old: made.kind_of(row) for row in made.shifts if row.old}
    towns = [code for code in kinds if codes.level(code) is Level.TOWNSHIP]
    assert kinds["520221000000"] is Kind.RECODED and len(towns) > 1
