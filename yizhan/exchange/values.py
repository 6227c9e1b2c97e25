"""What a value of an exchange table may be: checked, kept with its type, written as text again.

Only one spelling of each value is taken, so what comes in goes out as the same bytes.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from yizhan.exchange.tables import Field, Kind, Table

Value = str | int | bool | None
Row = Mapping[str, Any]
UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
NUMBER = re.compile(r"0|-?[1-9][0-9]*")
DAY, MOMENT = "%Y%m%d", "%Y-%m-%d %H:%M:%S"
FLAGS = {"0": False, "1": True}


class BadValueError(ValueError):
    """A value that no column of this kind may hold; the text is for people."""


def typed(field: Field, text: str) -> Value:
    """Return the value of a text, None for an empty one; raises BadValueError."""
    if not text:
        if field.must:
            raise BadValueError(f"“{field.meaning}”必填")
        return None
    if UNSEEN.search(text):
        raise BadValueError(f"“{field.meaning}”含有无法使用的字符")
    if len(text) > field.length:
        raise BadValueError(f"“{field.meaning}”有{len(text)}个字符，最多{field.length}个")
    return READ[field.kind](field, text)


def written(value: Value) -> str:
    """Return the one spelling of a value; nothing for None."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def shaped(table: Table, row: Mapping[str, Value]) -> Row:
    """Return a row with exactly the table's columns in their order."""
    return {name: row.get(name) for name in table.names}


def _number(field: Field, text: str) -> int:
    """Return a whole number in its one spelling."""
    if not NUMBER.fullmatch(text):
        raise BadValueError(f"“{field.meaning}”应为整数，不带前导零")
    return int(text)


def _flag(field: Field, text: str) -> bool:
    """Return yes or no."""
    if text not in FLAGS:
        raise BadValueError(f"“{field.meaning}”应为0或1")
    return FLAGS[text]


def _code(field: Field, text: str) -> str:
    """Return a code of the list."""
    if text not in field.codes:
        raise BadValueError(f"“{field.meaning}”没有代码{text}")
    return text


def _moment(form: str, words: str) -> Callable[[Field, str], str]:
    """Return the reader of a day or a moment in one spelling."""

    def read(field: Field, text: str) -> str:
        """Return the text where it is a real one, spelled as it would be written."""
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - local time, as the table says
        except ValueError:
            found = None
        if found is None or f"{found:{form}}".zfill(len(text)) != text:
            raise BadValueError(f"“{field.meaning}”应为{words}")
        return text

    return read


READ: Mapping[Kind, Callable[[Field, str], Value]] = {
    Kind.TEXT: lambda _field, text: text,
    Kind.NUMBER: _number,
    Kind.DATE: _moment(DAY, "YYYYMMDD 格式的日期"),
    Kind.DATETIME: _moment(MOMENT, "YYYY-MM-DD HH:MM:SS 格式的时间"),
    Kind.FLAG: _flag,
    Kind.CODE: _code,
}
