"""The list of cases as a workbook (导出): what the inbox shows, persons masked (BCK-10, G-18)."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook

from yizhan.desk.listing import Line
from yizhan.law.clocks import local

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = (
    "时限",
    "截止日",
    "办件编号",
    "事项",
    "申请人",
    "来源",
    "到场",
    "阶段",
    "收件时间",
    "认领人",
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def workbook(lines: Iterable[Line]) -> bytes:
    """Return the rows of an inbox as a workbook."""
    return book_of("办件", HEAD, map(_row, lines))


def book_of(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook of one sheet; no cell is ever a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(head)
    for row in rows:
        sheet.append([_plain(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _row(line: Line) -> list[str]:
    """Return one case in the order of the head."""
    view = line.view
    return [
        view.lamp.words,
        f"{view.lamp.on:%Y-%m-%d}" if view.lamp.on else "",
        view.case.number,
        view.case.item_name,
        view.applicant_masked,
        line.channel,
        line.visits,
        view.stage.label,
        f"{local(view.case.received_at):%Y-%m-%d %H:%M}",
        line.claim.name if line.claim else "",
    ]


def _plain(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(DANGEROUS) else value
