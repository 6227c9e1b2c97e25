"""Marks (翻页标记): where a list was cut, so that the next page misses and doubles nothing.

A moment alone is no mark: of two rows of one instant the second would never be shown.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, order=True)
class Mark:
    """The last row that was shown: its moment, and its id among the rows of that moment."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        """Return the text that asks for the page after this row."""
        return f"{self.at.isoformat()}_{self.id}"


def read(text: str) -> Mark | None:
    """Return the mark of a text; None for a text that no page has given."""
    moment, _, last = text.partition("_")
    try:
        at, row = datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None
    return Mark(at, row) if at.tzinfo else None
