"""The jobs of the worker: each takes the time and returns how many things it did."""

from datetime import datetime

from yizhan.adjustments import services as adjustments
from yizhan.cases import held, used_files
from yizhan.cases import tasks as cases
from yizhan.items import rollouts
from yizhan.materials import tasks as materials
from yizhan.papers import tasks as papers

PAPERS_A_TURN = 20


def settle_cases(at: datetime) -> int:
    """Return how many cases were written down as time has left them."""
    return cases.settle_due(at)


def publish_decisions(at: datetime) -> int:
    """Return how many decisions were published (L2.11)."""
    return cases.publish_due(at)


def take_held_acts(at: datetime) -> int:
    """Return how many acts of the desk were taken after their time to undo (CNT-11)."""
    return held.take_due(at)


def seal_papers(at: datetime) -> int:
    """Return how many issued papers were drawn, signed and stored."""
    return papers.render_due(PAPERS_A_TURN, at=at)


def roll_out(at: datetime) -> int:
    """Return how many divisions a standard item was brought to."""
    return rollouts.advance(at)


def adjust_divisions(at: datetime) -> int:
    """Return how many approved changes of divisions were carried out on their day."""
    return adjustments.carry_due(at)


def sweep_unused_files(at: datetime) -> int:
    """Return how many uploads were forgotten that no application ever used (T26)."""
    return materials.sweep_unused(at, used_files.in_use)
