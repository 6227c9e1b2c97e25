"""The shipped map and the shipped authorities are what they claim to be."""

from collections import Counter
from pathlib import Path

import pytest

from yizhan.law.identities import credit_code
from yizhan.law.words import Level
from yizhan.places import codes
from yizhan.places import map as maps
from yizhan.places.management.commands.load_authorities import read
from yizhan.places.queries import AuthorityView


@pytest.fixture(scope="module")
def rows(repository: Path) -> list[tuple[str, ...]]:
    """Return the rows of the shipped map."""
    return list(maps.read(repository / "data/map/guizhou.csv.gz"))


@pytest.fixture(scope="module")
def shipped(repository: Path) -> list[AuthorityView]:
    """Return the shipped authorities."""
    return list(read(repository / "data/authorities.csv"))


def test_the_map_holds_all_divisions_of_guizhou(rows: list[tuple[str, ...]]) -> None:
    """The bureau's list of 2023-06-30: 19,572 divisions."""
    counts = Counter(row[2] for row in rows)
    assert counts == {"2": 1, "3": 9, "4": 88, "5": 1510, "6": 17964}


def test_every_level_and_parent_follows_from_the_code(rows: list[tuple[str, ...]]) -> None:
    """So the arithmetic of codes may replace the table."""
    for code, _, level, parent, _ in rows:
        assert codes.level(code).value == level
        assert (codes.ancestors(code) or [""])[0] == parent


def test_every_authority_sits_in_a_division_of_its_level(
    shipped: list[AuthorityView], rows: list[tuple[str, ...]]
) -> None:
    """No authority stands outside the map."""
    known = {row[0] for row in rows}
    assert all(one.division in known for one in shipped)
    assert all(codes.level(one.division) is one.level for one in shipped)


def test_credit_codes_hold_and_belong_to_nobody(shipped: list[AuthorityView]) -> None:
    """L5: right check characters, an organisation part that is plainly an example."""
    numbers = [credit_code(one.uscc).number for one in shipped]
    assert all(number[8:10] == "XX" for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_every_paper_can_name_its_remedies(shipped: list[AuthorityView]) -> None:
    """L3.3: body for reconsideration and court."""
    assert all(one.reconsideration and one.court.endswith("法院") for one in shipped)


def test_asking_and_complaining_have_different_numbers(shipped: list[AuthorityView]) -> None:
    """A rule of the national list; the numbers are no real ones."""
    assert all(one.phone != one.complaint_phone for one in shipped)
    assert all(one.phone.startswith("0851-0000") for one in shipped)


def test_the_demo_county_has_one_service_centre(shipped: list[AuthorityView]) -> None:
    """The hall that the demo begins in."""
    county = [one for one in shipped if one.level is Level.COUNTY and one.is_centre]
    assert [one.name for one in county] == ["修文县政务服务中心"]
