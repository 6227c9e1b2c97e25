"""How much is on the platform, at the desk: drilled down, listed, exported, in few statements."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.places.samples import ROWS, write_map
from yizhan.items.bases import BaseRow, replace
from yizhan.law.words import ItemType, Level, Post
from yizhan.places import map as maps

MOST = 14  # statements of a coverage page, with login and post
TODAY = date(2026, 3, 2)
COUNTY = "520221000000"


@pytest.fixture
def wanted(db, tmp_path):
    """Load a small map, and a basic catalogue of two areas."""
    maps.load(write_map(tmp_path, ROWS), as_of=date(2020, 6, 30))
    replace(
        [
            BaseRow(
                base_code=f"00207009900{n}",
                name=name,
                type=ItemType.PUBLIC_SERVICE,
                level=Level.VILLAGE,
                within=["520000000000"],
                area=area,
            )
            for n, (name, area) in enumerate([("参保登记", "社会保险"), ("补贴申报", "涉农补贴")])
        ],
        on=TODAY,
    )


@pytest.fixture
def back(wanted, sit):
    """Return the browser of a back office."""
    return sit(Post.BACK)


def read(client, name, **asked):
    """Return the text of a page."""
    return client.get(reverse(f"desk:{name}"), asked).content.decode()


def test_the_province_shows_a_bar_a_county_and_the_areas_that_nobody_listed(back):
    """H3.2: what is not even in the catalogue is told as such."""
    page = read(back, "coverage")
    assert "<meter" in page and "水城县" in page
    assert page.count("基本目录未列") == 5 + 5


def test_a_village_shows_what_it_lacks_itself(back):
    """Drilled down to the end."""
    page = read(back, "coverage", **{"in": "520221102200"})
    assert "参保登记" in page and "补贴申报" in page and "<meter" not in page


def test_what_is_missing_is_listed_with_its_place(back):
    """One line a village and item, left to one area where that is asked."""
    page = read(back, "gaps", **{"in": COUNTY, "area": "涉农补贴"})
    assert page.count("补贴申报") == 3 and "参保登记" not in page


def test_the_workbook_has_every_gap_of_the_page(back):
    """Four sheets; the last one is the list."""
    data = back.get(reverse("desk:coverage_export"), {"in": COUNTY}).content
    book = load_workbook(io.BytesIO(data), read_only=True)
    assert book.sheetnames == ["层级", "类别", "下级区划", "缺少"]
    assert len(list(book["缺少"].iter_rows())) == 1 + 3 * 2


@pytest.mark.parametrize("name", ["coverage", "gaps"])
@pytest.mark.parametrize("code", ["520000000000", COUNTY, "520221102200"])
def test_no_page_of_the_coverage_costs_more_than_a_fixed_number_of_statements(back, name, code):
    """However large the division is."""
    read(back, name, **{"in": code})
    with CaptureQueriesContext(connection) as seen:
        read(back, name, **{"in": code})
    assert len(seen) <= MOST
