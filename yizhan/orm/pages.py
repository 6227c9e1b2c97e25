"""Pages (分页): a list from the newest on, each page beginning where the last one was cut."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from yizhan.orm import marks
from yizhan.orm.marks import Mark

Row = TypeVar("Row")
Shown = TypeVar("Shown")
Kept = TypeVar("Kept", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; ``after`` asks for the next one, empty at the end."""

    rows: list[Row]
    after: str = ""

    def as_(self, shown: Callable[[Row], Shown]) -> "Page[Shown]":
        """Return the page with each row as it is shown."""
        return Page([shown(row) for row in self.rows], self.after)


def newest(found: QuerySet[Kept], moment: str, *, after: str, limit: int) -> Page[Kept]:
    """Return a page of rows by a moment, the newest first; ``after`` is the mark of the last one.

    A text that no page has given begins anew. No row is counted.
    """
    mark = marks.read(after)
    if mark:
        seen = Q(**{f"{moment}__lt": mark.at}) | Q(**{moment: mark.at, "pk__lt": mark.id})
        found = found.filter(seen)
    rows = list(found.order_by(f"-{moment}", "-pk")[: limit + 1])
    return Page(rows[:limit], _mark(rows[limit - 1], moment) if len(rows) > limit else "")


def _mark(row: Model, moment: str) -> str:
    """Return the mark of a row; an id that is a number is written as a UUID, and read as one."""
    key: Any = row.pk
    return str(Mark(getattr(row, moment), key if isinstance(key, UUID) else UUID(int=key)))
