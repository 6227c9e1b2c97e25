"""What an applicant wrote the last times (上次申请), so that nobody asks for it again (G-08)."""

from typing import Any
from uuid import UUID

from yizhan.cases.models import Case

LOOKED_AT = 10


def last_answers(applicant: UUID) -> dict[str, Any]:
    """Return the answers of an applicant's last cases, the newest answer to each question."""
    rows = Case.objects.filter(applicant=applicant).order_by("-received_at")
    known: dict[str, Any] = {}
    for answers in rows.values_list("answers", flat=True)[:LOOKED_AT]:
        known = {**answers, **known}
    return known
