"""Plans of division changes as they are read: of one's own division and below."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yizhan.adjustments.models import Adjustment
from yizhan.adjustments.services import missing
from yizhan.places import codes
from yizhan.places.plans import Kind

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class View:
    """One plan as a page shows it."""

    id: UUID
    on: date
    basis: str
    rows: list[dict[str, Any]]
    report: dict[str, Any]
    proposed_by: int
    proposed_at: datetime
    approved_at: datetime | None
    carried_at: datetime | None
    cancelled_at: datetime | None
    fault: str

    @property
    def state(self) -> str:
        """Return in words how it stands."""
        marks = {
            "已取消": self.cancelled_at,
            "已施行": self.carried_at,
            "未能施行": self.fault,
            "待施行": self.approved_at,
        }
        return next((word for word, mark in marks.items() if mark), "待批准")

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many rows do what."""
        return [(Kind(key).label, n) for key, n in self.report["counts"].items()]


def listed(division: str) -> list[View]:
    """Return the plans within a division, the newest first."""
    low, high = codes.span(division)
    rows = Adjustment.objects.filter(division__gte=low, division__lte=high).order_by("-id")
    return [view(row) for row in rows[:PAGE]]


def one(division: str, adjustment_id: UUID) -> View:
    """Return a plan within a division; raises NotFound for one elsewhere, as for none."""
    row = Adjustment.objects.filter(id=adjustment_id).first()
    low, high = codes.span(division)
    if row is None or not low <= row.division <= high:
        raise missing()
    return view(row)


def view(row: Adjustment) -> View:
    """Return a row as others see it."""
    names = View.__dataclass_fields__
    return View(**{name: getattr(row, name) for name in names})
