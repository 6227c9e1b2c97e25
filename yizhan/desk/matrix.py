"""The matrix of a joint case (联合审批意见表): each department, its term, its word (BCK-08)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yizhan.cases.queries import CaseView
from yizhan.law import clocks
from yizhan.law.course import Part

SHAPES = {True: ("✓", "同意"), False: ("■", "不同意")}
WAITS, LATE = ("●", "尚未提出意见"), ("▲", "逾期未提出，已升级督办")


@dataclass(frozen=True)
class Cell:
    """One department of the matrix."""

    name: str
    shape: str
    word: str
    reasons: str
    last_day: date


def matrix(view: CaseView) -> tuple[Cell, ...]:
    """Return a row for each department; nothing for a case of one authority (H5.3, L2.7)."""
    return tuple(_cells(view))


def _cells(view: CaseView) -> Iterator[Cell]:
    """Yield the rows in the order of the push."""
    for part in view.standing.course.parts:
        shape, word = _said(part, view)
        yield Cell(part.name, shape, word, part.reasons, _due(part, view).on)


def _said(part: Part, view: CaseView) -> tuple[str, str]:
    """Return the sign and the word of a department: what it said, or that it is silent."""
    if part.agree is not None:
        return SHAPES[part.agree]
    return LATE if view.at >= _due(part, view).ends else WAITS


def _due(part: Part, view: CaseView) -> clocks.Due:
    """Return the end of a department's time (L2.7)."""
    found = view.docket
    return clocks.part_due(part, found.rules, found.calendar, view.standing.course)
