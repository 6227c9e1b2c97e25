"""The left column of the front desk: what waits to take effect, what I hold, who comes next."""

from dataclasses import dataclass

from yizhan.cases import claims, held, queries
from yizhan.cases.held import HeldView
from yizhan.cases.queries import CaseView
from yizhan.desk.who import Desk
from yizhan.law.words import Post


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An act that may still be taken back, and the seconds that are left."""

    act: HeldView
    seconds: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """The acts that may still be taken back, and the cases that this clerk holds."""

    waiting: tuple[Waiting, ...]
    holds: tuple[CaseView, ...]
    shown: str


def board(desk: Desk, view: CaseView | None = None) -> Board | None:
    """Return the board of a front desk; None at other posts."""
    if desk.post is not Post.FRONT:
        return None
    mine = claims.held_cases(desk.actor, desk.at, own=True)
    return Board(
        waiting=tuple(waiting(desk)),
        holds=tuple(queries.view(row, desk.at) for row in mine),
        shown=view.ref if view else "",
    )


def waiting(desk: Desk) -> list[Waiting]:
    """Return the clerk's acts that may still be taken back, the next one due first."""
    return [
        Waiting(act=one, seconds=max(0, round((one.due_at - desk.at).total_seconds())))
        for one in held.open_of(desk.user_id)
    ]
