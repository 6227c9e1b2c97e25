"""What the worker does for papers: draw, sign and store those that were issued."""

import logging
from datetime import datetime

from django.db import DatabaseError, transaction

from yizhan.law.refusals import Refusal
from yizhan.papers import sign, waiting
from yizhan.papers.models import Paper

log = logging.getLogger(__name__)


def render_due(limit: int, *, at: datetime) -> int:
    """Return how many papers were sealed, ``limit`` at most, the oldest first.

    Several workers share the work: each row is locked, locked rows are passed over. A worker
    killed in between leaves a file without a row at worst, never a row without a file. A paper
    once refused is left to people; one that failed is tried again, ever more rarely.
    """
    done = 0
    for _ in range(limit):
        if not _one(at):
            break
        done += 1
    return done


def _one(at: datetime) -> bool:
    """Return whether another paper was sealed; a refused or failed one is passed over."""
    sealed: bool | None = False
    while sealed is False:
        with transaction.atomic():
            paper = _next(at)
            sealed = None if paper is None else _sealed(paper, at)
    return bool(sealed)


def _sealed(paper: Paper, at: datetime) -> bool | None:
    """Return whether a paper was sealed; None where the division has sealed enough for now.

    A failure is written down, and the paper is tried again later.
    """
    try:
        sign.seal(paper.division, paper.id, at=at)
    except sign.TooMany:
        return None
    except Refusal:
        return False
    except Exception as fault:
        if isinstance(fault, DatabaseError):
            raise
        log.exception("文书 %s 签章失败", paper.id)
        sign.delayed(paper, f"{type(fault).__name__}: {fault}", at=at)
        return False
    return True


def _next(at: datetime) -> Paper | None:
    """Return the oldest paper that waits, its row locked; None where all is done."""
    due = waiting.unsealed().filter(waiting.due(at))
    return due.select_for_update(skip_locked=True, of=("self",)).order_by("issued_at").first()
