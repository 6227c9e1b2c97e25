"""How many originals and copies came over the counter: on the record and on the receipt (L4.1)."""

import pytest
from django.urls import reverse

from tests.desk.conftest import number, publish
from yizhan.cases import queries
from yizhan.papers.models import Paper

MATERIALS = [
    {"id": "plan", "name": "场所平面图", "basis": "示例法第一条", "originals": 1, "copies": 2},
    {"id": "photo", "name": "门头照片", "basis": "示例法第一条", "originals": 0, "copies": 1},
    {"id": "card", "name": "身份证", "basis": "示例法第一条", "originals": 0, "copies": 0},
]
BOTH = ["plan", "photo"]


@pytest.fixture
def address(desk):
    """Return where an application for an item with numbers is received."""
    item = publish(
        desk.item.item.authority_id,
        name="份数登记",
        base_code="000101001008",
        materials=MATERIALS,
    )
    return reverse("desk:receive", args=[item.item.code])


def received(desk, address, **typed):
    """Return the answer to an application whose papers were counted."""
    sent = {
        "id_number": number(5),
        "name": "示例甲",
        "materials": BOTH,
        "receive": "1",
        **typed,
    }
    return desk.front.post(address, sent)


def counts(answer):
    """Return what was counted of the case that came of it."""
    ref = answer["Location"].rstrip("/").rpartition("/")[2]
    found = queries.stored_case(ref).course.counts
    return {one.material: (one.originals, one.copies) for one in found}


def test_numbers_are_asked_where_the_item_asks_for_them(desk, address):
    """The page begins with the item's own numbers, so that nothing has to be typed."""
    rows = desk.front.get(address).context["rows"]
    shown = {row.material.id: [(kind, one.value()) for kind, one in row.counts] for row in rows}
    assert shown == {"plan": [("原件", 1), ("复印件", 2)], "photo": [("复印件", 1)], "card": []}


def test_what_nobody_changes_is_recorded_as_the_item_asks(desk, address):
    """CNT-01: no more keys than before."""
    assert counts(received(desk, address)) == {"plan": (1, 2), "photo": (0, 1)}


def test_what_the_clerk_counts_is_recorded(desk, address):
    """Full-width digits too (G-06)."""
    answer = received(desk, address, original_plan="０", copy_plan="３", copy_photo="4")
    assert counts(answer) == {"plan": (0, 3), "photo": (0, 4)}


def test_what_was_not_handed_in_is_not_counted(desk, address):
    """A number beside an empty tick counts nothing."""
    answer = received(desk, address, materials=["photo"], copy_plan="3")
    assert counts(answer) == {"photo": (0, 1)}


@pytest.mark.parametrize(
    "typed", [{"copy_photo": "0"}, {"copy_photo": "一"}, {"copy_photo": "100"}]
)
def test_a_wrong_number_is_named_at_its_field_and_receives_nothing(desk, address, typed):
    """G-05: 422 with the words beside the field."""
    page = received(desk, address, **typed)
    assert page.status_code == 422
    assert 'href="#id_copy_photo"' in page.content.decode()
    assert not Paper.objects.exists()


def test_the_receipt_says_what_was_counted_and_not_what_the_item_asks(desk, address, work):
    """L4.1: name, original or copy, count."""
    url = received(desk, address, original_plan="2", copy_plan="0", copy_photo="3")["Location"]
    work.press(desk.front, url, "receipt")
    (table,) = Paper.objects.get(kind="L4.1").content["tables"]
    assert table["rows"] == [["1", "场所平面图", "原件", "2"], ["2", "门头照片", "复印件", "3"]]
