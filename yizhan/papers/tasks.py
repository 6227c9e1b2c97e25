"""What the worker does for papers: draw, sign and store those that were issued."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from yizhan.law.refusals import Refusal
from yizhan.papers import sign
from yizhan.papers.models import Paper, PaperStatus, SealOutcome, SealUse


def render_due(limit: int, *, at: datetime) -> int:
    """Return how many papers were sealed, ``limit`` at most, the oldest first.

    Several workers share the work: each row is locked, locked rows are passed over. A worker
    killed in between leaves a file without a row at worst, never a row without a file. A paper
    once refused is left to people.
    """
    done = 0
    for _ in range(limit):
        if not _one(at):
            break
        done += 1
    return done


def _one(at: datetime) -> bool:
    """Return whether another paper was sealed; a refused one is passed over."""
    while True:
        with transaction.atomic():
            paper = _next(at)
            if paper is None:
                return False
            try:
                sign.seal(paper.division, paper.id, at=at)
            except sign.TooMany:
                return False
            except Refusal:
                continue
            return True


def _next(at: datetime) -> Paper | None:
    """Return the oldest paper that waits, its row locked; None where all is done."""
    refused = SealUse.objects.filter(
        division=OuterRef("division"),
        paper_id=OuterRef("id"),
        outcome=SealOutcome.REFUSED.value,
    )
    waiting = Paper.objects.filter(
        ~Exists(refused),
        rendered_at__isnull=True,
        status=PaperStatus.VALID.value,
        issued_at__lte=at,
    )
    return waiting.select_for_update(skip_locked=True, of=("self",)).order_by("issued_at").first()
