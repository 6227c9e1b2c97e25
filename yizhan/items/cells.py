"""One cell of a workbook: a value of the content as people read it, and back, without loss.

Nothing that is written can become a formula: text that looks like one begins with an apostrophe.
"""

import json
import re
from datetime import date, datetime
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import msgspec

from yizhan.law.refusals import Invalid
from yizhan.law.words import Word

DANGER = tuple("=+-@\t\r＝＋－＠'")
ODD = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|x005F_")
CODED = "json:"
LONGEST = 32_000
YES, NO = "是", "否"
ESCAPES = {"\\": "\\\\", "\n": "\\n"}
EMPTY = "\\0"


def written(value: Any) -> str | int | float | None:
    """Return a value as a cell shows it: official words, 是 and 否, one line an element."""
    if isinstance(value, Word):
        return value.label
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float | NoneType):
        return value
    return guarded(_lines(value) if isinstance(value, list) else value)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Raises Invalid for a text that no cell can hold.
    """
    if ODD.search(text) or text.startswith(CODED):
        text = CODED + json.dumps(text)
    if len(text) > LONGEST:
        raise Invalid(
            f"文字超过{LONGEST}个字，无法写入表格", clause="ADM-08", remedy="请用 JSON 导出"
        )
    return f"'{text}" if text.lstrip(" ").startswith(DANGER) else text


def _unguarded(text: str) -> str:
    """Return the text that was guarded."""
    if text.startswith("'") and text[1:].lstrip(" ").startswith(DANGER):
        text = text[1:]
    return str(json.loads(text[len(CODED) :])) if text.startswith(CODED) else text


def _lines(values: list[str]) -> str:
    """Return texts one a line."""
    return "\n".join(_escaped(value) for value in values)


def _escaped(value: str) -> str:
    """Return a text on one line; an empty one leaves a sign."""
    return "".join(ESCAPES.get(one, one) for one in value) or EMPTY


def _unescaped(line: str) -> str:
    """Return the text of one line."""
    if line == EMPTY:
        return ""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], line)


def kind_of(annotation: Any) -> Any:
    """Return the plain type of a field, without its limits and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    if kinds and get_origin(annotation) is not list:
        return kind_of(kinds[0])
    return get_origin(annotation) or annotation


def read(cell: object, annotation: Any) -> Any:
    """Return the value of a cell for a field of a type; an empty cell is None, or no text.

    Raises Invalid, in Chinese, when it is no such value.
    """
    kind = kind_of(annotation)
    value = _empty(kind) if cell is None or cell == "" else _value(cell, kind)
    try:
        return msgspec.to_builtins(msgspec.convert(value, annotation))
    except msgspec.ValidationError as error:
        raise Invalid(_why(value, annotation), clause="ADM-08") from error


def _empty(kind: Any) -> Any:
    """Return what an empty cell means."""
    return {str: "", list: []}.get(kind)


def _value(cell: object, kind: Any) -> Any:
    """Return a cell as a value of a plain type, unchecked."""
    text = _text(cell)
    if kind is list:
        return [_unescaped(line) for line in text.split("\n")]
    if kind is bool:
        return {YES: True, NO: False}.get(text, text)
    if kind in {int, float} and re.fullmatch(r"-?\d+", text):
        return int(text)
    if isinstance(kind, type) and issubclass(kind, Word):
        return next((word.value for word in kind if text in {word.label, word.value}), text)
    return text


def _text(cell: object) -> str:
    """Return a cell as text; whole numbers without a point, dates as YYYY-MM-DD."""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return _unguarded(str(cell))


def _why(value: Any, annotation: Any) -> str:
    """Return what a value should have been."""
    kind = kind_of(annotation)
    if value in (None, "", []):
        return "必填"
    if isinstance(kind, type) and issubclass(kind, Word):
        return "应为：" + "、".join(word.label for word in kind)
    return {int: "应为规定范围内的整数", bool: "应为是或否", list: "每行一项，不能为空"}.get(
        kind, "格式不正确"
    )
