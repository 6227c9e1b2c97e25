"""The jobs of the worker: each takes the time and returns how many things it did."""

from datetime import datetime

from yizhan.adjustments import services as adjustments
from yizhan.cases import held, used_files
from yizhan.cases import tasks as cases
from yizhan.items import coverage, rollouts, undoing
from yizhan.law.clocks import local
from yizhan.materials import tasks as materials
from yizhan.papers import tasks as papers
from yizhan.places import rosters

PAPERS_A_TURN = 20
NIGHT = 3  # the hour in which counts are proved


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
    """Return how many divisions a standard item was brought to, or taken back from."""
    return rollouts.advance(at) + undoing.advance(at)


def prove_coverage(at: datetime) -> int:
    """Return how many tallies of the coverage were wrong, once a night (W1.2)."""
    moment = local(at)
    if moment.hour != NIGHT:
        return 0
    return coverage.prove(on=moment.date(), at=at).wrong


def adjust_divisions(at: datetime) -> int:
    """Return how many approved changes of divisions were carried out on their day."""
    return adjustments.carry_due(at)


def raise_roster_holes(at: datetime) -> int:
    """Return how many holes of the rosters ahead were raised or closed (H2.6, R23)."""
    return rosters.raise_holes(at)


def sweep_unused_files(at: datetime) -> int:
    """Return how many uploads were forgotten that no application ever used (T26)."""
    return materials.sweep_unused(at, used_files.in_use)
