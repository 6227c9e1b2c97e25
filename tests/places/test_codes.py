"""The arithmetic of the 12-digit code."""

import pytest

from yizhan.law.refusals import Invalid
from yizhan.law.words import Level
from yizhan.places import codes


def test_a_village_lies_in_township_county_city_and_province() -> None:
    """L5: who is above follows from the digits alone."""
    assert codes.ancestors("520123001001") == [
        "520123001000",
        "520123000000",
        "520100000000",
        "520000000000",
    ]


def test_a_province_has_nothing_above_it_but_the_nation() -> None:
    """The calendar begins with the nation, the tree with the province."""
    assert codes.ancestors("52") == []
    assert codes.lineage("52") == [codes.NATION, "520000000000"]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("520000000000", Level.PROVINCE),
        ("522300000000", Level.CITY),
        ("520120", Level.COUNTY),
        ("520123010000", Level.TOWNSHIP),
        ("520123010010", Level.VILLAGE),
    ],
)
def test_zeros_inside_a_code_do_not_change_its_level(code: str, level: Level) -> None:
    """Codes such as 520120 or …010 end with a zero of their own."""
    assert codes.level(code) is level


@pytest.mark.parametrize("code", ["", "5201234", "52012300000a", "５２０１２３", "5201230000000"])
def test_what_is_no_code_is_refused_with_its_clause(code: str) -> None:
    """L5: only 2, 4, 6, 9 or 12 ASCII digits."""
    with pytest.raises(Invalid) as refusal:
        codes.full(code)
    assert refusal.value.clause == "L5"


def test_the_span_of_a_county_holds_its_villages_and_no_neighbour() -> None:
    """Prefix questions become ranges over the index."""
    low, high = codes.span("520123")
    assert low <= "520123204299" <= high < "520124000000"
