"""JSON taken for an item: everything that is wrong with its shape, in Chinese, by path (ADM-08)."""

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import msgspec

from yizhan.items.faults import Fault

SAYS = (
    (re.compile(r"Expected `(.+)`, got `(.+)`"), r"应为 \1，实为 \2"),
    (re.compile(r"Object missing required field `(.+)`"), r"缺少字段“\1”"),
    (re.compile(r"Object contains unknown field `(.+)`"), r"没有字段“\1”"),
    (re.compile(r"Invalid enum value (.+)"), r"没有这个代码：\1"),
    (re.compile(r"Expected `str` matching regex (.+)"), r"须符合格式 \1"),
    (re.compile(r"Expected `(\w+)` of length (.+)"), r"长度须 \2"),
    (re.compile(r"Expected `(\w+)` (.+)"), r"须 \2"),
)


def misshapen(value: Any, kind: Any, path: str = "") -> Iterator[Fault]:
    """Yield what keeps a value from being one of a kind, each with its own path."""
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _object(value, kind, path)
    elif isinstance(value, list) and get_origin(kind) is list:
        (inner,) = get_args(kind)
        for at, one in enumerate(value):
            yield from misshapen(one, inner, f"{path}[{at}]")
    else:
        yield from _plain(value, kind, path)


def _object(value: dict[str, Any], kind: type[msgspec.Struct], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the fields of an object: strange, missing, or of another kind."""
    within = f"{path}." if path else ""
    fields = {one.encode_name: one for one in msgspec.structs.fields(kind)}
    for name in value.keys() - fields.keys():
        yield Fault(f"{within}{name}", "没有这个字段")
    for name, one in fields.items():
        if name in value:
            yield from misshapen(value[name], one.type, f"{within}{name}")
        elif one.required:
            yield Fault(f"{within}{name}", "必填")


def _plain(value: Any, kind: Any, path: str) -> Iterator[Fault]:
    """Yield why a value is none of a kind."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message, _, inner = str(error).partition(" - at ")
        yield Fault(path + inner.strip("`").removeprefix("$"), _chinese(message))


def _chinese(message: str) -> str:
    """Return what a converter says, as the person who made the file reads it."""
    for pattern, words in SAYS:
        if pattern.match(message):
            return pattern.sub(words, message)
    return "格式不正确"
