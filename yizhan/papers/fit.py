"""At which size a paper stays on one page, reckoned from its text before it is drawn.

A reckoning, not a measurement: drawing to measure takes three times as long as drawing. The
renderer checks the pages and goes one size down where the reckoning was too hopeful.
"""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

SIZES = (16.0, 15.0, 14.0, 12.0)  # points; 16 is the habit of official papers (三号)
LONG = 14.0  # the size of a paper that takes several pages
LEADING = {16.0: 28.9, 15.0: 26.5, 14.0: 24.0, 12.0: 20.0}
WIDTH = 442.0  # 156 mm
ROOM = 652.0  # 225 mm, and the little by which the reckoning is too high
HEAD = 118.0  # title, number, the frame of the case, addressee
SIGNATURE = 114.0
SIGNS = 24.0
TABLE_HEAD = 38.0
ROW, CELL_LINE = 3.5, 17.0
NOTE, FIELD = 18.0, 1.45


def sizes(content: Mapping[str, Any]) -> tuple[float, ...]:
    """Return the sizes to try, the largest that should fit first, the last for several pages."""
    return (*(size for size in SIZES if height(content, size) <= ROOM), LONG)


def height(content: Mapping[str, Any], size: float) -> float:
    """Return about how high the paper is at a size, in points."""
    words = [*content["paragraphs"], *content["closing"]]
    return (
        HEAD
        + SIGNATURE
        + SIGNS * bool(content["signs"])
        + NOTE * len(content["notes"])
        + FIELD * size * len(content["fields"])
        + LEADING[size] * sum(_lines(text, size, WIDTH, indent=2) for text in words)
        + sum(_table(table) for table in content["tables"])
    )


def _table(table: Mapping[str, Any]) -> float:
    """Return about how high a table is."""
    columns = list(zip(*table["rows"], strict=True))
    widest = [max(map(_width, column)) for column in columns]
    shares = [min(width, 12.0) for width in widest]
    room = [max(12 * 3.0, WIDTH * share / sum(shares) - 12) for share in shares]
    return TABLE_HEAD + sum(_row(row, room) for row in table["rows"])


def _row(row: Iterable[str], room: Iterable[float]) -> float:
    """Return about how high a row is: its fullest cell decides."""
    lines = max(_lines(cell, 12.0, width) for cell, width in zip(row, room, strict=True))
    return ROW + CELL_LINE * lines


def _lines(text: str, size: float, width: float, *, indent: int = 0) -> int:
    """Return how many lines a text takes."""
    return max(1, ceil((_width(text) + indent) * size / width))


def _width(text: str) -> float:
    """Return how wide a text is in hanzi: Latin counts half."""
    return sum(0.55 if letter.isascii() else 1.0 for letter in text)
