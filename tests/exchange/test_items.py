"""Services as rows and back: every field that the tables have comes back as it was."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhan.exchange import drafts, item_rows
from yizhan.exchange.files import Form, packed, unpacked
from yizhan.exchange.item_columns import BASIC, Facts
from yizhan.exchange.item_extend import EXTEND
from yizhan.exchange.tables import TABLES
from yizhan.exchange.values import BadValueError
from yizhan.items.content import Content
from yizhan.law.words import ItemState, Level
from yizhan.places.queries import AuthorityView

from .strategies import values

CATALOGUE = sorted((Path(__file__).parents[2] / "data/catalogue").glob("*.json"))
BASIC_NAME, EXTEND_NAME = "up_task_general_basic", "up_task_general_extend"
SET = [
    (name, column)
    for name, columns in ((BASIC_NAME, BASIC), (EXTEND_NAME, EXTEND))
    for column in columns
    if column.put and column.name != "online_handle_depth"  # our W3 class says it more coarsely
]
OFFICE = AuthorityView(
    id=1,
    code="example",
    division="520123000000",
    level=Level.COUNTY,
    name="示例县示例局",
    short_name="示例局",
    paper_word="示",
    uscc="11520123XX00000272",
    window="002",
    address="示例路1号",
    phone="0851-00004002",
    complaint_phone="12345",
    reconsideration="示例县人民政府",
    court="示例县人民法院",
    is_centre=False,
)


def facts(path: Path) -> Facts:
    """Return a service of the catalogue as a version."""
    said = json.loads(path.read_text("utf-8"))["content"]
    content = msgspec.convert({**said, "department": OFFICE.short_name}, Content)
    return Facts(
        content=content,
        authority=OFFICE,
        code=f"{OFFICE.uscc}{content.level.value}{content.base_code}",
        number=1,
        state=ItemState.PUBLISHED,
        changed_at=datetime(2026, 3, 2, 1, tzinfo=UTC),
        since=date(2026, 3, 3),
    )


def sent(one: Facts) -> dict:
    """Return the rows of a version after a way through files."""
    told = item_rows.rows(one)
    return {
        name: [taken.row for taken in unpacked(table, packed(table, told[name], form), form)]
        for name, form in zip(told, (*Form, *Form, Form.CSV), strict=True)
        for table in (TABLES[name],)
    }


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda path: path.stem[:3])
def test_a_service_of_the_catalogue_comes_back_as_a_new_item_that_tells_the_same(path):
    """Every row of the five tables, from nothing but the rows."""
    one = facts(path)
    told = sent(one)
    blank = replace(one, content=drafts._blank(told[BASIC_NAME][0], OFFICE))
    again = replace(one, content=item_rows.content(told, blank))
    assert item_rows.rows(again) == item_rows.rows(one) == told


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda path: path.stem[:3])
def test_rows_that_say_nothing_new_leave_a_service_whole(path):
    """What the tables cannot say (form, situations, W3 class) is not lost by an import."""
    one = facts(path)
    assert item_rows.content(sent(one), one) == one.content


@pytest.mark.parametrize(("table", "column"), SET, ids=lambda one: getattr(one, "name", one))
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_column_that_says_something_else_is_told_again_as_it_was_said(table, column, data):
    """H7.1: what comes in on a line is what goes out, or the row is refused."""
    one = facts(CATALOGUE[0])
    field = next(field for field in TABLES[table].fields if field.name == column.name)
    value = data.draw(values(replace(field, must=True)))
    value = (" ".join(value.split()) or "示") if isinstance(value, str) else value
    told = item_rows.rows(one)
    told[table] = [{**told[table][0], column.name: value}]
    with suppress(BadValueError, msgspec.ValidationError):
        again = item_rows.content(told, one)
        assert column.get(replace(one, content=again)) == value


def test_an_empty_code_among_themes_is_refused():
    """H7.1: what could not go out again as it came in does not come in."""
    one = facts(CATALOGUE[0])
    told = item_rows.rows(one)
    table = next(name for name, rows in told.items() if "user_topic_type" in rows[0])
    told[table] = [{**told[table][0], "user_topic_type": "040^"}]
    with pytest.raises(BadValueError, match="空的代码"):
        item_rows.content(told, one)


def test_a_changed_promise_changes_the_draft_and_nothing_else():
    """A planted change is seen; the rest stays."""
    one = facts(CATALOGUE[0])
    told = sent(one)
    told[BASIC_NAME] = [{**told[BASIC_NAME][0], "promise_day": 3}]
    again = item_rows.content(told, one)
    assert again.promised.n == 3
    assert msgspec.structs.replace(again, promised=one.content.promised) == one.content


def test_a_material_that_is_renamed_keeps_what_the_tables_cannot_say():
    """The certificate that satisfies it is no column, and stays."""
    one = facts(CATALOGUE[0])
    told = sent(one)
    rows = told["up_task_general_material"]
    told["up_task_general_material"] = [rows[0], {**rows[1], "material_name": "新名"}, *rows[2:]]
    after = item_rows.content(told, one).materials[1]
    assert (after.name, after.certificate) == ("新名", one.content.materials[1].certificate)


def test_a_service_that_wants_three_visits_is_refused():
    """W3: no class allows more than two."""
    one = facts(CATALOGUE[0])
    told = sent(one)
    told[BASIC_NAME] = [{**told[BASIC_NAME][0], "limit_scene_num": 3}]
    with pytest.raises(BadValueError, match="W3"):
        item_rows.content(told, one)
