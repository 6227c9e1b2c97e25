"""The papers that wait for their seal: which of them are due, how many failed or were refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from yizhan.papers.models import Paper, PaperStatus, SealOutcome, SealUse

FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)
DOUBLED = 6  # rests, each twice the one before; then the longest


def unsealed() -> QuerySet[Paper]:
    """Return the papers that wait for their file: ``refused`` by the seal, ``failures`` so far."""
    uses = SealUse.objects.filter(division=OuterRef("division"), paper_id=OuterRef("id"))
    failed = uses.filter(outcome=SealOutcome.DELAYED.value).values("paper_id")
    return Paper.objects.filter(rendered_at__isnull=True, status=PaperStatus.VALID.value).annotate(
        refused=Exists(uses.filter(outcome=SealOutcome.REFUSED.value)),
        failures=Subquery(failed.annotate(n=Count("id")).values("n")),
        failed_at=Subquery(failed.annotate(last=Max("at")).values("last")),
    )


def due(at: datetime) -> Q:
    """Return the condition that a paper may be sealed now.

    Refused ones are left to people. A failed one rests a minute, then twice as long, an hour at
    most.
    """
    fit = Q(refused=False, issued_at__lte=at)
    steps = range(DOUBLED)
    again = [Q(failures=n + 1, failed_at__lte=at - FIRST_REST * 2**n) for n in steps]
    longest = Q(failures__gt=DOUBLED, failed_at__lte=at - LONGEST_REST)
    return fit & (reduce(or_, again, Q(failures__isnull=True)) | longest)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many papers wait for their seal; those that failed and those refused among them."""

    all: int
    failed: int
    refused: int


def waiting() -> Waiting:
    """Return how many papers wait for their seal, for whoever looks after the system."""
    rows = unsealed()
    failed, refused = Q(failures__gt=0), Q(refused=True)
    return Waiting(
        all=rows.count(), failed=rows.filter(failed).count(), refused=rows.filter(refused).count()
    )
