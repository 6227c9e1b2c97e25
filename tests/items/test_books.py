"""A workbook of what is listed: one sheet a list, and no cell that a spreadsheet would run."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from yizhan.items import books
from yizhan.items.books import Listed


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", " =1", "\t=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    """G-18: what somebody typed as a name stays words in a spreadsheet."""
    read = load_workbook(BytesIO(books.workbook(Listed("表", ("名称", "数"), [(text, 3)]))))
    cell, number = read["表"][2]
    assert (cell.data_type, cell.value) == ("s", f"'{text}")
    assert number.value == 3


def test_each_list_is_a_sheet_under_its_head() -> None:
    """In the order given."""
    made = books.workbook(Listed("甲", ("一",), []), Listed("乙", ("二",), [("三",)]))
    read = load_workbook(BytesIO(made))
    assert read.sheetnames == ["甲", "乙"]
    assert list(read["乙"].iter_rows(values_only=True)) == [("二",), ("三",)]
