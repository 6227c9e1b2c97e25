"""The first page of who signs (首席代表、机关负责人): what waits, at a glance (CHF-01)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from yizhan.cases import raised
from yizhan.cases.colleagues import AskKind
from yizhan.cases.lamps import Light
from yizhan.desk import pages
from yizhan.desk.listing import Line, listing
from yizhan.desk.views_inbox import asked, signed_together
from yizhan.desk.who import Desk
from yizhan.law.words import Post
from yizhan.places import queries as places

SHOWN = 6
READ = 30
FEWEST = 2
AT_WORK = ((Post.FRONT, "前台"), (Post.BACK, "后台"), (Post.CHIEF, "首席代表"))
ALIGHT = {Light.YELLOW, Light.RED, Light.DARK}
WATCHED = ("accepted", "review", "received")


@dataclass(frozen=True)
class Manned:
    """How many hold a post today, and whether that is enough."""

    word: str
    count: int
    short: bool


def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return what waits for the signature, the lamps, what is asked, exceptions, who is there."""
    found = listing(desk, "review", limit=SHOWN)
    context = {
        "nav": "home",
        "list": found,
        "urgent": _urgent(desk),
        "asked": [one for one in asked(desk) if one.kind is AskKind.EXTENSION][:SHOWN],
        "raised": raised.recent(desk.actor, desk.at, limit=SHOWN),
        "at_work": _at_work(desk),
        "batch": signed_together(desk, found),
    }
    return pages.page(request, desk, "overview", context)


def _urgent(desk: Desk) -> list[Line]:
    """Return the cases with a yellow or red lamp, what is due first before the rest."""
    rows = [
        line
        for tab in WATCHED
        for line in listing(desk, tab, limit=READ).lines
        if line.view.lamp.light in ALIGHT
    ]
    rows.sort(key=lambda line: line.view.lamp.on or desk.today)
    return rows[:SHOWN]


def _at_work(desk: Desk) -> list[Manned]:
    """Return how many hold each post of the authority today; the counter needs two."""
    office = desk.held.authority_id
    held = [(post, word, len(places.holders(office, post, desk.today))) for post, word in AT_WORK]
    return [
        Manned(word, count, short=count < (FEWEST if post is Post.FRONT else 1))
        for post, word, count in held
    ]
