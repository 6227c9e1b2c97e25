"""The editor of an item: its content as tables of fields, the columns of the workbook (ADM-01).

Nobody writes code: a field is a line, a choice or a yes and no; each fault stands at its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yizhan.items import cells
from yizhan.items.assembly import Assembly
from yizhan.items.content import Content
from yizhan.items.exchange import rows_of
from yizhan.items.faults import Fault
from yizhan.items.sheets import MAIN, Column, Sheet, sheets
from yizhan.items.workbook import Row
from yizhan.law.refusals import Invalid
from yizhan.law.words import Word

AREA = 60
WAYS = {"up": -1, "down": 1}
MOST = 200
HINTS = {
    "audience": "每行一个：natural 自然人，legal 法人",
    "channels": "每行一个：window 窗口，online 网上，village 村居，kiosk 自助机，post 邮寄",
    "themes": "每行一个：n:代码 个人主题，l:代码 法人主题",
    "form.x-blocks": "每行一个：natural 自然人信息，legal 单位信息",
    "form": "paper 纸质，electronic 电子，both 均可",
    "colloquial": "每行一个说法",
    "conditions": "每行一条",
    "assurance": "0 未实名，1 自行填报，2 两要素核验，3 窗口核验",
    "assumed": "每行一个字段，页面上标“示例”",
    "format": "date 日期，phone 电话，name 姓名；文字不填",
    "x-source": "预填来源，如 person.name",
}


@dataclass
class Cell:
    """One field on the page: its name there, what it holds, what is wrong with it."""

    name: str
    column: Column
    value: str
    errors: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return how it is asked: choice, area or text."""
        if self.choices:
            return "choice"
        return (
            "area"
            if cells.kind_of(self.column.annotation) is list or len(self.value) > AREA
            else "text"
        )

    @property
    def choices(self) -> list[str]:
        """Return the words to choose from; empty where anything may be typed."""
        kind = cells.kind_of(self.column.annotation)
        if kind is bool:
            return [cells.YES, cells.NO]
        if isinstance(kind, type) and issubclass(kind, Word):
            return [word.label for word in kind]
        return []

    @property
    def hint(self) -> str:
        """Return how it is filled in, where its words do not say it."""
        return HINTS.get(self.column.key, "")

    @property
    def advanced(self) -> bool:
        """Return whether only few people need it."""
        return "JSON" in self.column.heading

    def read(self) -> Any:
        """Return the value as the content holds it; what is wrong is kept beside the field."""
        try:
            return cells.read(self.value.replace("\r\n", "\n"), self.column.annotation)
        except Invalid as error:
            self.errors = [error.message]
            return None


@dataclass
class Table:
    """One part of the content: the item itself, or a list with a row for each element."""

    sheet: Sheet
    at: int
    rows: list[list[Cell]]
    moved: bool = False

    @property
    def single(self) -> bool:
        """Return whether it has one row only."""
        return self.sheet.title == MAIN

    @property
    def faulty(self) -> bool:
        """Return whether anything in it is wrong."""
        return any(cell.errors for row in self.rows for cell in row)


class Editor:
    """All tables of one content, as shown and as sent."""

    def __init__(self, tables: list[Table]) -> None:
        """Keep the tables; nothing is wrong yet."""
        self.tables = tables
        self.faults: list[tuple[str, str]] = []

    @classmethod
    def of(cls, content: Content) -> "Editor":
        """Return the tables of a content, each list with an empty row at its end."""
        return cls([_table(at, sheet, list(rows_of(sheet, content))) for at, sheet in _sheets()])

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "Editor":
        """Return the tables as a page has sent them; rows without any word are left out."""
        return cls([_sent(at, sheet, data) for at, sheet in _sheets()])

    def move(self, wanted: str) -> bool:
        """Return whether a row was put one place up or down; ``wanted``: table-row-way."""
        at, _, rest = wanted.partition("-")
        n, _, way = rest.partition("-")
        if not (at.isdecimal() and n.isdecimal() and int(at) < len(self.tables) and way in WAYS):
            return False
        table, here, there = self.tables[int(at)], int(n), int(n) + WAYS[way]
        if there < 0 or max(here, there) >= len(table.rows) - 1:
            return False
        rows = table.rows
        rows[here], rows[there] = rows[there], rows[here]
        table.rows = [_renamed(line, table.at, place) for place, line in enumerate(rows)]
        table.moved = True
        return True

    def content(self) -> Content | None:
        """Return the content that was typed; None, with every fault at its field, when none."""
        assembly = self._assembly()
        if any(table.faulty for table in self.tables):
            return None
        try:
            return assembly.content()
        except Invalid as error:
            self.faults.append(("t0", error.message))
            return None

    def blame(self, faults: Sequence[Fault]) -> None:
        """Put the faults of the rules beside their fields (ADM-02)."""
        assembly = self._assembly()
        for fault in faults:
            mistake = assembly.mistake(fault)
            table = next(one for one in self.tables if one.sheet.title == mistake.sheet)
            cell = _cell(table, mistake.row, mistake.column)
            if cell is not None:
                cell.errors.append(mistake.message)
            self.faults.append((cell.name if cell else f"t{table.at}", str(mistake)))

    def _assembly(self) -> Assembly:
        """Return the rows as the workbook has them."""
        rows: dict[str, list[Row]] = {}
        for table in self.tables:
            lines = [row for row in table.rows if table.single or any(c.value for c in row)]
            rows[table.sheet.title] = [
                Row(at, "1", {cell.column.key: cell.read() for cell in line})
                for at, line in enumerate(lines, 1)
            ]
        return Assembly(rows[MAIN][0], rows)

    def typed(self) -> list[tuple[str, str]]:
        """Return each field at fault with its words, for the summary above the form."""
        return self.faults or [
            (cell.name, f"{cell.column.heading}：{words}")
            for table in self.tables
            for row in table.rows
            for cell in row
            for words in cell.errors
        ]


def _sheets() -> list[tuple[int, Sheet]]:
    """Return the sheets with their numbers."""
    return list(enumerate(sheets()))


def _table(at: int, sheet: Sheet, rows: list[dict[str, Any]]) -> Table:
    """Return a table of values, with an empty row where more may be added."""
    wanted = rows if sheet.title == MAIN else [*rows, {}]
    return Table(sheet, at, [_line(at, sheet, n, row) for n, row in enumerate(wanted)])


def _line(at: int, sheet: Sheet, n: int, row: Mapping[str, Any]) -> list[Cell]:
    """Return one row of fields."""
    found = []
    for place, column in enumerate(sheet.columns):
        value = cells.written(row[column.key]) if row.get(column.key) is not None else ""
        found.append(Cell(f"c{at}-{n}-{place}", column, str(value)))
    return found


def _sent(at: int, sheet: Sheet, data: Mapping[str, str]) -> Table:
    """Return one table as it was sent, without the rows that are empty or struck out."""
    rows: list[list[Cell]] = []
    for n in range(MOST):
        named = [(f"c{at}-{n}-{place}", one) for place, one in enumerate(sheet.columns)]
        if not any(name in data for name, _ in named):
            break
        line = [Cell(name, one, data.get(name, "").strip()) for name, one in named]
        if sheet.title == MAIN or (f"x{at}-{n}" not in data and any(c.value for c in line)):
            rows.append(_renamed(line, at, len(rows)))
    if sheet.title != MAIN:
        rows.append(_line(at, sheet, len(rows), {}))
    return Table(sheet, at, rows)


def _renamed(line: list[Cell], at: int, n: int) -> list[Cell]:
    """Return the fields of a row under the number that it has now."""
    for place, cell in enumerate(line):
        cell.name = f"c{at}-{n}-{place}"
    return line


def _cell(table: Table, row: int, heading: str) -> Cell | None:
    """Return the field that a mistake speaks of, if it speaks of one."""
    line = table.rows[max(row - 1, 0)] if len(table.rows) > max(row - 1, 0) else []
    return next((cell for cell in line if cell.column.heading == heading), None)
