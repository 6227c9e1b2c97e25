"""What the basic catalogue wants, has and lacks in every division (W1.2, H3.1, H3.2)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.places.samples import write_map
from yizhan.items import coverage, missing, rollouts, services
from yizhan.items.bases import BaseRow, replace
from yizhan.items.missing import Sieve
from yizhan.items.models import Item, Tally
from yizhan.law.words import ItemType, Level
from yizhan.places import map as maps

from .conftest import APPROVER, AT, DRAFTER, TODAY, content

PROVINCE, COUNTY, TOWN = "520000000000", "520221000000", "520221102000"
VILLAGES = ["520221102001", "520221102200", "520221102201"]
INSURANCE, SUBSIDY = "002070099001", "002070099002"
WANTED = [
    (INSURANCE, "居民养老保险参保", Level.VILLAGE, "社会保险"),
    (SUBSIDY, "耕地地力保护补贴申报", Level.VILLAGE, "涉农补贴"),
    ("002070099003", "就业登记", Level.TOWNSHIP, "就业"),
]


@pytest.fixture(autouse=True)
def _wanted(db: None, tmp_path: Path) -> None:
    """Load three villages in a town beside a street, and what they must offer."""
    maps.load(write_map(tmp_path), as_of=date(2020, 6, 30))
    rows = [
        BaseRow(
            base_code=code,
            name=name,
            type=ItemType.PUBLIC_SERVICE,
            level=level,
            within=[PROVINCE],
            area=area,
        )
        for code, name, level, area in WANTED
    ]
    replace(rows, on=TODAY)


def roll(base_code: str = INSURANCE) -> rollouts.Progress:
    """Bring one item to every village."""
    said = content(
        base_code=base_code,
        name="居民养老保险参保",
        type="20",
        level="6",
        department="村民委员会",
        result={"kind": "approval", "name": "参保证明", "sample": "样本（示例）"},
    )
    made = rollouts.propose(said, COUNTY, by=DRAFTER, at=AT, effective_from=TODAY)
    rollouts.approve(made.id, by=APPROVER, at=AT)
    while rollouts.advance(AT):
        pass
    return rollouts.progress(made.id)


def test_each_area_of_daily_life_is_told_for_townships_and_villages() -> None:
    """H3.2: seven areas; one is complete in the villages, one lacks, one nobody has listed."""
    roll()
    found = {one.label: one for one in missing.areas(coverage.shares(COUNTY))}
    states = [found[name].state for name in ("社会保险", "涉农补贴", "计划生育")]
    assert states == ["齐全", "缺少", "基本目录未列"]
    assert len(found) == 7


def test_the_six_kinds_that_every_hall_handles_are_all_asked_for() -> None:
    """H3.1: licence, confirmation, payment, levy, other powers, public service."""
    found = missing.kinds(coverage.shares(PROVINCE))
    assert [one.key for one in found] == ["01", "07", "05", "04", "10", "20"]
    assert [bool(one.whole.wanted) for one in found] == [False] * 5 + [True]


def test_where_something_is_missing_is_a_list_by_place_and_item() -> None:
    """Every gap once, in the order of codes, page by page."""
    roll()
    first = missing.gaps(COUNTY, limit=2)
    rest = missing.gaps(COUNTY, after=first[1].mark, limit=10)
    found = [(one.division, one.base_code) for one in (*first[:2], *rest)]
    towns = [("520221001000", "002070099003"), (TOWN, "002070099003")]
    assert found == [*towns, *((code, SUBSIDY) for code in VILLAGES)]


def test_the_list_of_what_is_missing_can_be_left_to_one_area() -> None:
    """Only what a person asks for; and all of it, when it is read to the end."""
    sieve = Sieve(area="就业")
    assert {one.area for one in missing.gaps(COUNTY, sieve=sieve)} == {"就业"}
    assert len(list(missing.every_gap(COUNTY, most=100))) == 3 * 2 + 2


def test_a_nightly_count_equals_what_was_kept_step_by_step() -> None:
    """Rolled out, published, withdrawn: never counted anew on the way."""
    roll()
    roll(SUBSIDY)
    item = Item.objects.filter(division=VILLAGES[0]).first()
    assert item is not None
    services.withdraw(item.versions.get().id, by=APPROVER, at=AT, on=TODAY, note="撤并")
    assert coverage.prove(on=TODAY, at=AT).wrong == 0


def test_a_count_that_has_gone_wrong_is_found_at_night_and_mended() -> None:
    """Planted: one tally too low. The night finds exactly that one, and puts it right."""
    roll()
    Tally.objects.filter(division=COUNTY, area="社会保险").update(live=0)
    assert coverage.prove(on=TODAY, at=AT).wrong == 1
    assert coverage.prove(on=TODAY + timedelta(days=1), at=AT).wrong == 0


def test_a_day_is_proved_once() -> None:
    """The worker asks every turn."""
    first, again = (coverage.prove(on=TODAY, at=AT) for _ in range(2))
    assert first == again


def test_a_page_costs_the_same_statements_for_one_gap_as_for_many() -> None:
    """The list of gaps is one statement."""
    with CaptureQueriesContext(connection) as seen:
        missing.gaps(PROVINCE)
    assert len(seen) == 1


def test_every_county_of_a_prefecture_is_in_the_picture() -> None:
    """One bar a county, with its own share."""
    [row] = coverage.counties("520200000000", on=TODAY)
    assert (row.place.code, row.share.wanted) == (COUNTY, 8)
