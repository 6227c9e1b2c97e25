"""Many items in one file: all become drafts or none, each mistake at its place (ADM-08)."""

from typing import Any

import msgspec
import pytest

from tests.items.conftest import APPROVER, AT, DRAFTER, TODAY, content
from yizhan.items import catalogue_files, exchange, queries, services
from yizhan.items.content import Content
from yizhan.items.mistakes import BadImport
from yizhan.items.models import Item, Version
from yizhan.law.words import ItemState
from yizhan.places import queries as places
from yizhan.places.models import Authority

pytestmark = pytest.mark.django_db
FORMS = {"xlsx": exchange.to_xlsx, "json": exchange.to_json}
CODES = tuple(f"00010100100{serial}" for serial in range(1, 6))
MANY = [content(name=f"小餐饮登记{code[-1]}", base_code=code) for code in CODES]


@pytest.fixture(params=list(FORMS))
def written(request: pytest.FixtureRequest) -> Any:
    """Return a writer of files, once for each form of file."""
    return FORMS[request.param]


def take_in(authority: Authority, data: bytes) -> int:
    """Take a file in at the back office of the authority."""
    return catalogue_files.take_in(places.authority(authority.pk), data, by=DRAFTER, at=AT)


def mistakes(authority: Authority, data: bytes) -> list[tuple[int, str, str]]:
    """Return row, column and words of each mistake of a file; nothing may have been taken in."""
    before = Item.objects.count(), Version.objects.count()
    with pytest.raises(BadImport) as refused:
        take_in(authority, data)
    assert (Item.objects.count(), Version.objects.count()) == before
    return [(one.row, one.column, one.message) for one in refused.value.mistakes]


def test_every_item_of_a_file_becomes_a_draft(authority: Authority, written: Any) -> None:
    """Five in, five drafts; none is in force."""
    assert take_in(authority, written(MANY)) == len(MANY)
    assert set(Item.objects.values_list("base_code", flat=True)) == set(CODES)
    assert set(Version.objects.values_list("state", flat=True)) == {ItemState.DRAFT.value}


def test_a_file_of_new_and_known_items_drafts_both(authority: Authority, written: Any) -> None:
    """What is in force gets a second version, what is new its first."""
    view = services.publish_first(authority.pk, MANY[0], by=(DRAFTER, APPROVER), at=AT, since=TODAY)
    assert take_in(authority, written(MANY)) == len(MANY)
    assert [one.number for one in queries.history(view.item_id)] == [2, 1]


def test_items_with_an_open_draft_are_all_named(authority: Authority, written: Any) -> None:
    """Not only the first: whoever mends the file sees each, with its row."""
    take_in(authority, written(MANY[1:3]))
    found = mistakes(authority, written(MANY))
    assert [row - found[0][0] for row, _, _ in found] == [0, 1]
    assert all("已有未发布的版本" in words for _, _, words in found)


def test_an_item_that_is_in_the_file_twice_is_named(authority: Authority, written: Any) -> None:
    """The second of the two, in its column."""
    found = mistakes(authority, written([*MANY, MANY[0]]))
    assert "文件里有两个相同的事项" in {words for _, _, words in found}


def test_an_item_of_another_department_is_named_at_its_row(
    authority: Authority, written: Any
) -> None:
    """An office takes in its own; what belongs to others is a mistake of that row alone."""
    strange = content(base_code="000101001009", department="民政局")
    found = mistakes(authority, written([*MANY[:2], strange]))
    assert {(column, words) for _, column, words in found} in (
        {("department", "这个事项由民政局实施，请由该部门导入")},
        {("实施部门", "这个事项由民政局实施，请由该部门导入")},
    )


def test_mistakes_of_several_items_are_all_told_at_once(authority: Authority, written: Any) -> None:
    """A fault in the second and one in the fourth; the sound ones are not taken in either."""
    bad = [_with(MANY[n], promised=60) if n in {1, 3} else MANY[n] for n in range(len(MANY))]
    rows = [row for row, _, _ in mistakes(authority, written(bad))]
    assert len(set(rows)) == 2


def _with(one: Content, *, promised: int) -> Content:
    """Return a content that promises too much."""
    return msgspec.structs.replace(one, promised=msgspec.structs.replace(one.promised, n=promised))
