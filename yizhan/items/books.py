"""Workbooks (表格) of what a screen lists: sheets of a head and rows; no cell is ever a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook

from yizhan.items.cells import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Listed(NamedTuple):
    """One sheet: its title, its head, its rows."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[object]]


def workbook(*sheets: Listed) -> bytes:
    """Return a workbook of sheets; raises Invalid for a text that no cell can hold."""
    book = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(one.title)
        sheet.append(list(one.head))
        for row in one.rows:
            sheet.append([written(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
