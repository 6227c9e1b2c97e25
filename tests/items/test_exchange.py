"""Items out and in again: without loss, without formulas, whole or not at all (ADM-08)."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.items.conftest import BARE, content
from yizhan.items import cells, exchange
from yizhan.items.content import Content
from yizhan.items.exchange import BadImport

ODD = content(
    name="=cmd|' /C calc'!A0",
    colloquial=["", "两\n行", "反\\n斜杠", "＝1+1"],
    place="'@示例",
    quota=3,
    obligations="\x07铃 x005F_ json:",
    form={
        **BARE["form"],
        "x-note": {"a": [1, 2.5, None]},
        "properties": {
            "z": {"type": "string", "title": "选", "enum": ["a", "b"], "x-labels": ["甲", "乙"]},
            "a": {"type": "array", "title": "多选", "items": {"enum": ["x"]}, "x-mask": True},
            "landlord": {"type": "string", "title": "房东"},
            "m": {"type": "number", "title": "数", "minimum": 0.5, "maximum": 9},
        },
        "required": ["m", "z"],
    },
)


def broken(change: Callable[[Workbook], None]) -> list[tuple[str, int, str]]:
    """Return where the mistakes of a changed workbook are found."""
    book = load_workbook(io.BytesIO(exchange.to_xlsx([content(), content()])))
    change(book)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadImport) as refused:
        exchange.from_xlsx(out.getvalue())
    return [mistake[:3] for mistake in refused.value.mistakes]


def put(sheet: str, row: int, heading: str, value: Any) -> Callable[[Workbook], None]:
    """Return a change that writes a value under a heading."""

    def change(book: Workbook) -> None:
        """Write the value."""
        page = book[sheet]
        column = next(cell.column for cell in page[1] if cell.value == heading)
        page.cell(row, column).value = value

    return change


@pytest.mark.parametrize("one", [content(), ODD], ids=["sound", "odd"])
@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_what_goes_out_comes_in_again_without_loss(
    one: Content, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round trip changes nothing, the order of questions included."""
    monkeypatch.setattr(exchange, "faults", lambda _content: [])
    out = {"xlsx": exchange.to_xlsx, "json": exchange.to_json}[form]([one, one])
    back = {"xlsx": exchange.from_xlsx, "json": exchange.from_json}[form](out)
    assert back == [one, one]
    assert list(back[0].form["properties"]) == list(one.form["properties"])


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_a_cell_and_none_becomes_a_formula(text: str) -> None:
    """What looks like a formula is guarded, and the guard comes off again."""
    cell = cells.written(text)
    assert isinstance(cell, str)
    assert cell[0] not in "=+-@\t\r＝＋－＠"
    assert cells.read(cell, str) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_list_of_texts_survives_a_cell(texts: list[str]) -> None:
    """One line an element, whatever the elements hold."""
    assert cells.read(cells.written(texts), list[str]) == texts


def test_no_cell_of_an_export_is_a_formula() -> None:
    """A spreadsheet opens it without running anything."""
    book = load_workbook(io.BytesIO(exchange.to_xlsx([ODD])))
    kinds = {cell.data_type for page in book for row in page for cell in row}
    assert "f" not in kinds


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (put("材料", 3, "必要性", "也许"), ("材料", 3, "必要性")),
        (put("材料", 2, "原件份数", 99), ("材料", 2, "原件份数")),
        (put("材料", 4, "法律依据", None), ("材料", 4, "法律依据")),
        (put("材料", 4, "材料名称", "=1+1"), ("材料", 4, "材料名称")),
        (put("材料", 4, "序号", 9), ("材料", 4, "序号")),
        (put("事项", 3, "基本编码", "12"), ("事项", 3, "基本编码")),
        (put("事项", 3, "承诺时限", 30), ("事项", 3, "")),
        (put("事项", 3, "序号", 1), ("事项", 3, "序号")),
        (put("事项", 2, "支持网上支付", "是"), ("事项", 2, "支持网上支付")),
        (put("情形", 3, "增加材料", "nowhere"), ("情形", 3, "")),
        (put("表单", 4, "名称", None), ("表单", 4, "名称")),
        (put("表单", 4, "其他（JSON）", "{"), ("事项", 2, "")),
        (put("材料", 1, "材料名称", "别的"), ("材料", 1, "材料名称")),
        (lambda book: book.remove(book["问答"]), ("问答", 0, "")),
    ],
)
def test_each_mistake_names_its_sheet_row_and_column(
    change: Callable[[Workbook], None], place: tuple[str, int, str]
) -> None:
    """Who imports is led to the cell."""
    assert place in broken(change)


def test_a_sound_item_beside_a_broken_one_is_not_taken_either() -> None:
    """Nothing is half imported."""
    assert broken(put("事项", 3, "事项名称", "")) == [("事项", 3, "事项名称")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * (10 * 1024 * 1024 + 1)])
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes) -> None:
    """Garbage and giants are no reason to fall over."""
    with pytest.raises(BadImport):
        exchange.from_xlsx(data)


def test_a_json_list_names_the_item_and_the_path_of_each_mistake() -> None:
    """The second item lacks everything; the third breaks a rule."""
    data = exchange.msgspec.json.encode([BARE, {}, {**BARE, "pay_online": True}])
    with pytest.raises(BadImport) as refused:
        exchange.from_json(data)
    assert {m.row for m in refused.value.mistakes} == {2, 3}
    assert len([m for m in refused.value.mistakes if m.row == 2 and m.message == "必填"]) > 5


def test_json_names_every_mistake_of_an_item_by_its_path_in_chinese() -> None:
    """ADM-08: who mends a file sees all of it at once, nested fields included."""
    one = {
        **BARE,
        "level": "九",
        "strange": 1,
        "promised": {"n": "六"},
        "materials": [{"id": "plan"}, {**BARE["materials"][1], "need": "也许"}],
    }
    with pytest.raises(BadImport) as refused:
        exchange.from_json(exchange.msgspec.json.encode([BARE, one]))
    found = {mistake.column: mistake.message for mistake in refused.value.mistakes}
    assert found == {
        "strange": "没有这个字段",
        "level": "没有这个代码：'九'",
        "promised.n": "应为 int，实为 str",
        "materials[0].name": "必填",
        "materials[1].need": "没有这个代码：'也许'",
    }


@pytest.mark.parametrize("data", [b"{", b"{}", b"[1]", b"\xff"])
def test_json_that_is_no_list_of_items_is_refused(data: bytes) -> None:
    """A sentence, not a trace."""
    with pytest.raises(BadImport):
        exchange.from_json(data)
