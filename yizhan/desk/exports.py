"""The list of cases as a workbook (导出): what the inbox shows, persons masked (BCK-10, G-18)."""

from collections.abc import Iterable

from yizhan.desk.listing import Line
from yizhan.items import books
from yizhan.items.books import Listed
from yizhan.law.clocks import local

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


def workbook(lines: Iterable[Line]) -> bytes:
    """Return the rows of an inbox as a workbook."""
    return books.workbook(Listed("办件", HEAD, map(_row, lines)))


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
