"""Versions of codes: what a code meant on a day."""

from datetime import date
from pathlib import Path

import pytest

from yizhan.law.refusals import Conflict, Invalid, NotFound
from yizhan.places import finding, plans, queries
from yizhan.places import map as maps
from yizhan.places.plans import Shift

from .samples import MAP_DAY, ROWS, TODAY, write_map

RECODED = date(2020, 12, 18)
EVE = date(2020, 12, 17)


@pytest.fixture
def recoded(small_map: None) -> int:
    """Make 水城县 the district 水城区 with a new code; return how many divisions moved."""
    return recode(RECODED)


def recode(on: date) -> int:
    """Make 水城县 the district 水城区 on a day; return how many divisions moved."""
    shift = Shift(old="520221000000", new="520204000000", name="水城区")
    made = plans.plan([shift], on)
    plans.write(made)
    return len(made.shifts)


def test_loading_the_same_map_twice_changes_nothing(small_map: None, tmp_path: Path) -> None:
    """The start of the product may load it again and again."""
    assert maps.load(write_map(tmp_path), as_of=TODAY) == maps.Loaded(0, 0)


def test_a_later_map_closes_the_old_name_the_day_before(small_map: None, tmp_path: Path) -> None:
    """L5: the code still tells what it was called earlier."""
    renamed = [*ROWS[:3], ("520221001000", "新双水街道", "5", "520221000000", "街道"), *ROWS[4:]]
    assert maps.load(write_map(tmp_path, renamed), as_of=TODAY) == maps.Loaded(1, 1)
    assert queries.division("520221001000", date(2026, 8, 31)).name == "双水街道"
    assert queries.division("520221001000", TODAY).name == "新双水街道"


def test_a_division_that_a_later_map_omits_is_gone(small_map: None, tmp_path: Path) -> None:
    """What was abolished answers for its own days only."""
    maps.load(write_map(tmp_path, ROWS[:-1]), as_of=TODAY)
    assert queries.division("520221102201", MAP_DAY).name == "法土村民委员会"
    with pytest.raises(NotFound):
        queries.division("520221102201", TODAY)


def test_an_older_map_cannot_be_loaded_over_a_newer_one(small_map: None, tmp_path: Path) -> None:
    """Versions are opened in the order of their days."""
    with pytest.raises(Conflict):
        maps.load(write_map(tmp_path, ROWS[:2]), as_of=date(2019, 1, 1))


def test_a_code_without_meaning_on_a_day_is_not_found(small_map: None) -> None:
    """Before its first version a code meant nothing."""
    with pytest.raises(NotFound):
        queries.division("520221", date(2020, 6, 29))


def test_a_county_that_becomes_a_district_moves_with_all_within(recoded: int) -> None:
    """水城县 520221 became 水城区 520204 with every township and village."""
    assert recoded == len(ROWS) - 2
    village = queries.division("520204102200", RECODED)
    assert (village.parent, village.formerly) == ("520204102000", "520221102200")


def test_an_old_case_still_finds_the_name_of_its_own_day(recoded: int) -> None:
    """A case keeps its code together with its day."""
    assert queries.division("520221", EVE).name == "水城县"
    with pytest.raises(NotFound):
        queries.division("520221", RECODED)


def test_an_old_code_leads_to_the_code_of_today(recoded: int) -> None:
    """Who moved is found again; who did not move keeps the code."""
    assert queries.successor("520221102001", since=EVE, on=TODAY) == "520204102001"
    assert queries.successor("5202", since=EVE, on=TODAY) == "520200000000"


def test_an_abolished_place_without_heir_has_no_successor(small_map: None, tmp_path: Path) -> None:
    """Nothing is guessed: somebody has to choose."""
    maps.load(write_map(tmp_path, ROWS[:-1]), as_of=TODAY)
    with pytest.raises(NotFound):
        queries.successor("520221102201", since=MAP_DAY, on=TODAY)


def test_a_place_is_not_founded_on_a_code_that_is_in_use(small_map: None) -> None:
    """Two places never share a code on a day."""
    with pytest.raises(Invalid, match="已在使用"):
        plans.plan([Shift(new="520221102000", name="甲镇")], TODAY)


def test_a_place_cannot_change_its_level_by_a_new_code(small_map: None) -> None:
    """A county stays a county."""
    with pytest.raises(Invalid, match="层级"):
        plans.plan([Shift(old="520221000000", new="520204001000", name="甲")], TODAY)


def test_pages_of_children_join_without_gap_or_repeat(small_map: None) -> None:
    """Keyset pages: the next one begins after the last code seen."""
    first = queries.children("520221102", on=TODAY, limit=2)
    rest = queries.children("520221102", on=TODAY, after=first[-1].code, limit=2)
    assert [view.code[-3:] for view in (*first, *rest)] == ["001", "200", "201"]


def test_a_kept_page_is_dropped_when_the_map_changes(small_map: None) -> None:
    """A page read before the change is not shown after it."""
    before = queries.children("5202", on=TODAY)
    recode(TODAY)
    after = queries.children("5202", on=TODAY)
    assert [view.name for view in (*before, *after)] == ["水城县", "水城区"]


@pytest.mark.parametrize("words", ["双水街道", "ssjd", "SS"])
def test_a_place_is_found_by_name_or_initials(small_map: None, words: str) -> None:
    """Pinyin initials are typed faster than names."""
    assert finding.find(words, on=TODAY)[0].name == "双水街道"


def test_a_search_with_wildcards_finds_nothing_by_them(small_map: None) -> None:
    """The percent sign is a letter like others."""
    assert finding.find("%", on=TODAY) == []


def test_the_path_reads_from_the_province_down(small_map: None) -> None:
    """As people write an address."""
    names = [view.name for view in queries.path("520221102200", TODAY)]
    assert "".join(names) == "贵州省六盘水市水城县阿戛镇仲河村民委员会"
