"""The rows of a workbook put together to contents, and a fault traced back to its cell."""

import re
from collections import defaultdict
from typing import Any

import msgspec

from yizhan.items import questionrows
from yizhan.items.content import Content
from yizhan.items.faults import Fault
from yizhan.items.mistakes import Mistake
from yizhan.items.sheets import MAIN, NUMBER, QUESTIONS, SITUATIONS, Sheet, plain_sheets, sheets
from yizhan.items.workbook import Row
from yizhan.law.refusals import Invalid

Rows = dict[str, list[Row]]
STEP = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(.+))?")


class Assembly:
    """The rows of one item, by sheet."""

    def __init__(self, main: Row, rows: Rows) -> None:
        """Keep the row of the item and the rows that belong to it."""
        self.main = main
        self.rows = rows

    def content(self) -> Content:
        """Return the content that the rows make; raises Invalid when they make none."""
        data: dict[str, Any] = {}
        for key, value in self.main.values.items():
            _put(data, key, value)
        blocks = data.pop("form", {})
        data["situations"] = [situation for situation, _ in self.situations()]
        for sheet in plain_sheets():
            data[sheet.field] = [row.values for row in self.rows[sheet.title]]
        data["form"] = questionrows.form(
            [row.values for row in self.rows[QUESTIONS]],
            blocks.get("x-blocks", []),
            blocks.get("other", ""),
        )
        try:
            return msgspec.convert(data, type=Content)
        except msgspec.ValidationError as error:
            raise Invalid(f"内容不完整：{error}", clause="ADM-08") from error

    def situations(self) -> list[tuple[dict[str, Any], list[Row]]]:
        """Return the situations with their rows; neighbouring rows of one id are one situation."""
        found: list[tuple[dict[str, Any], list[Row]]] = []
        for row in self.rows[SITUATIONS]:
            choice = {k[7:]: v for k, v in row.values.items() if k.startswith("choice.")}
            head = {k: v for k, v in row.values.items() if not k.startswith("choice.")}
            if not found or found[-1][0]["id"] != head["id"]:
                found.append(({**head, "choices": []}, []))
            found[-1][0]["choices"].append(choice)
            found[-1][1].append(row)
        return found

    def mistake(self, fault: Fault) -> Mistake:
        """Return where in the workbook a fault of the content stands."""
        step = STEP.match(fault.path)
        field, index, rest = step.groups() if step else ("", None, None)
        sheet = next((one for one in sheets() if one.field == field), sheets()[0])
        if sheet.title == MAIN:
            return Mistake(MAIN, self.main.at, _heading(sheet, fault.path), fault.message)
        row = self._row(sheet, int(index or 0), rest or "")
        return Mistake(sheet.title, row, _heading(sheet, rest or ""), fault.message)

    def _row(self, sheet: Sheet, index: int, rest: str) -> int:
        """Return the line of an element of a list; 0 when it cannot be told."""
        rows = self.rows[sheet.title]
        if sheet.title == QUESTIONS:
            return next((r.at for r in rows if f"properties.{r.values['key']}" in rest), 0)
        if sheet.title == SITUATIONS:
            groups = self.situations()
            rows = groups[index][1] if index < len(groups) else []
            choice = re.search(r"choices\[(\d+)\]", rest)
            index = int(choice[1]) if choice else 0
        return rows[index].at if index < len(rows) else 0


def assembled(found: Rows, mistakes: list[Mistake]) -> list[Assembly]:
    """Return the items of a workbook; rows that belong to none are mistakes."""
    groups: dict[str, Rows] = defaultdict(lambda: defaultdict(list))
    heads: dict[str, Row] = {}
    for row in found[MAIN]:
        if not row.serial or row.serial in heads:
            mistakes.append(Mistake(MAIN, row.at, NUMBER, "序号须填写且不重复"))
        heads.setdefault(row.serial, row)
    for title, rows in found.items():
        for row in rows if title != MAIN else ():
            if row.serial not in heads:
                mistakes.append(Mistake(title, row.at, NUMBER, "没有这个序号的事项"))
            groups[row.serial][title].append(row)
    return [Assembly(head, groups[serial]) for serial, head in heads.items()]


def _put(data: dict[str, Any], key: str, value: Any) -> None:
    """Put a value under a key like ``statutory.n``."""
    *path, last = key.split(".")
    for one in path:
        data = data.setdefault(one, {})
    data[last] = value


def _heading(sheet: Sheet, path: str) -> str:
    """Return the heading of the column that a path ends in; empty when no one column is meant."""
    plain = re.sub(r"\[\d+\]", "", path)
    ends = {plain, plain.rpartition(".")[2]}
    return next((column.heading for column in sheet.columns if column.key in ends), "")
