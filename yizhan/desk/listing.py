"""The list beside the case: tabs by post with counts, a page of rows, the neighbours (J and K)."""

from dataclasses import dataclass

from django.utils.http import urlencode

from yizhan.cases import claims, inbox
from yizhan.cases.claims import Claim
from yizhan.cases.inbox import ALL, Sieve
from yizhan.cases.queries import CaseView
from yizhan.desk import sieves
from yizhan.desk.owed import owed
from yizhan.desk.who import Desk
from yizhan.law.words import Channel, Post

TABS = {
    Post.FRONT: ("received", "correction", "decided", "ended"),
    Post.BACK: ("accepted", "review", "special", "joint", "decided", "ended"),
    Post.CHIEF: ("review", "accepted", "special", "joint", "decided", "ended"),
}
EVERY = tuple(inbox.TABS)
CAPPED = f"{inbox.MOST - 1}+"


@dataclass(frozen=True)
class Tab:
    """One tab with how many cases wait under it."""

    code: str
    word: str
    count: str
    on: bool


@dataclass(frozen=True)
class Line:
    """One row of the list: the case, who holds it, whether it is the one shown."""

    view: CaseView
    claim: Claim | None
    mine: bool
    on: bool

    @property
    def channel(self) -> str:
        """Return how the application came in."""
        return Channel(self.view.case.channel).label

    @property
    def owed(self) -> str:
        """Return what the window owes first: the pre-review, or the word within five days."""
        return owed(self.view)

    @property
    def instant(self) -> bool:
        """Return whether it may be signed together with others (CHF-04)."""
        return self.view.docket.rules.instant

    @property
    def visits(self) -> str:
        """Return how often the person came, of how often at most (L3.9)."""
        return f"{self.view.standing.course.visits}/{self.view.visits_allowed}"


@dataclass(frozen=True)
class Listing:
    """A page of the inbox of a post."""

    tabs: tuple[Tab, ...]
    tab: str
    lines: tuple[Line, ...]
    after: str
    before: str = ""
    query: str = ""

    @property
    def place(self) -> str:
        """Return the query of this page of the list: tab, filter, where it begins."""
        return f"{self.query}&{urlencode({'after': self.before})}" if self.before else self.query

    def beside(self, step: int) -> str:
        """Return the address of the neighbour of the case shown; empty at the ends."""
        at = next((n for n, line in enumerate(self.lines) if line.on), None)
        if at is None:
            return self.lines[0].view.ref if self.lines and step > 0 else ""
        there = at + step
        return self.lines[there].view.ref if 0 <= there < len(self.lines) else ""

    @property
    def previous(self) -> str:
        """Return the case before the one shown."""
        return self.beside(-1)

    @property
    def next(self) -> str:
        """Return the case after the one shown."""
        return self.beside(1)


def tab_of(desk: Desk, wanted: str, view: CaseView | None = None) -> str:
    """Return the tab to show: the one wanted, else that of the case shown, else the first."""
    open_to = TABS.get(desk.post, EVERY)
    if wanted in inbox.TABS:
        return wanted
    if view is not None:
        stage = view.stage
        return next((code for code in open_to if stage in inbox.TABS[code][1]), open_to[0])
    return open_to[0]


def listing(  # noqa: PLR0913 - which page of which inbox
    desk: Desk,
    tab: str,
    *,
    after: str = "",
    limit: int = inbox.PAGE,
    shown: str = "",
    sieve: Sieve = ALL,
) -> Listing:
    """Return a page of the inbox under a tab; ``shown`` is the case beside it."""
    found = inbox.page(desk.actor, tab, desk.at, after=after, limit=limit, sieve=sieve)
    held = claims.holders([row.case for row in found.rows], desk.at)
    lines = tuple(_line(row, held.get(row.case.id), desk, shown) for row in found.rows)
    return Listing(_tabs(desk, tab), tab, lines, found.after, after, sieves.query(tab, sieve))


def _line(row: CaseView, claim: Claim | None, desk: Desk, shown: str) -> Line:
    """Return one row."""
    mine = claim is not None and claim.by(desk.actor)
    return Line(row, claim, mine=mine, on=row.ref == shown)


def _tabs(desk: Desk, tab: str) -> tuple[Tab, ...]:
    """Return the tabs of a post with their counts, the one shown among them."""
    counts = inbox.counts(desk.actor)
    codes = TABS.get(desk.post, EVERY)
    codes = codes if tab in codes else (*codes, tab)
    return tuple(
        Tab(code, inbox.TABS[code][0], _counted(counts[code]), on=code == tab) for code in codes
    )


def _counted(count: int) -> str:
    """Return a count, or that there are more than anybody counts."""
    return CAPPED if count >= inbox.MOST else str(count)
