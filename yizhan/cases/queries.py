"""What the faces may read of cases; hidden and missing look the same.

Every view shows a case as it stands at the moment asked for: what time has done by then is in it,
even where no worker has written it down (L2).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yizhan.cases import codes, reading
from yizhan.cases.models import Entry
from yizhan.cases.stored import Standing, Stored, standing
from yizhan.items import queries as items
from yizhan.items.rules import rules
from yizhan.places import queries as places


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """What a replay shows after one step."""

    standing: Standing
    papers: list[str]
    exceptions: list[str]
    seq: int


def stored_case(ref: str) -> Stored:
    """Return a case as it was last written.

    Raises NotFound.
    """
    return reading.load(ref, "", "")[0]


def stands(case: Stored, at: datetime) -> Standing:
    """Return how a case stands at a moment."""
    version = items.version(case.version_id)
    calendar = places.calendar_for(str(case.division))
    return standing(case.course, rules(version.content), calendar, at)


def replayed(ref: str, at: datetime, *, after: int) -> Replayed:
    """Return how a case stands, and the papers and exceptions of the journal after a line."""
    case = stored_case(ref)
    lines = journal(ref, after=after)
    return Replayed(
        standing=stands(case, at),
        papers=[paper["kind"] for line in lines for paper in line["papers"]],
        exceptions=[rule for line in lines for rule in line["exceptions"]],
        seq=case.seq,
    )


def journal(ref: str, *, after: int = 0) -> list[dict[str, Any]]:
    """Return the lines of a case's journal after a number, oldest first."""
    division, case_id = codes.parse_ref(ref)
    rows = Entry.objects.filter(division=division, case_id=case_id, seq__gt=after)
    return list(rows.order_by("seq").values())
