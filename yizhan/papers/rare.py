"""Characters that no font at hand can draw: each is marked and told by its code, never a box.

The content that was issued stays as it is; only the drawing shows ``〓〔U+20BB7〕`` and a note.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

MARK = "〓"
NOTE = "“〓”处为字库未收录的字，其后为该字的统一编码（Unicode），以登记的电子数据为准。"
PRIVATE = "Co"
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")  # how the compiler writes what it cannot print
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')


def lacking(diagnostic: str) -> frozenset[str]:
    """Return the characters that the compiler says it could not draw."""
    said = "".join(_LACKING.findall(diagnostic))
    return frozenset(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), said))


def private(text: str) -> frozenset[str]:
    """Return the characters of a private use area: every font draws its own there."""
    return frozenset(letter for letter in text if unicodedata.category(letter) == PRIVATE)


def marked(content: Mapping[str, Any], letters: Iterable[str]) -> dict[str, Any]:
    """Return the content to draw, each of the letters as its mark and its code, and a note."""
    table = {ord(letter): f"{MARK}〔U+{ord(letter):04X}〕" for letter in letters}
    shown: dict[str, Any] = translated(dict(content), table)
    return {**shown, "notes": [*shown["notes"], NOTE]} if table else shown


def translated(value: Any, table: Mapping[int, str] | Mapping[int, int]) -> Any:
    """Return a JSON value with the characters of all its texts replaced by a table."""
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {name: translated(part, table) for name, part in value.items()}
    if isinstance(value, list):
        return [translated(part, table) for part in value]
    return value
