"""What the page of a shared window shows: the roster as a calendar, a list, a workbook (H2.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yizhan.accounts import queries as accounts
from yizhan.desk.who import Desk
from yizhan.items import books
from yizhan.items import queries as items
from yizhan.items.books import Listed
from yizhan.items.queries import Facets
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places.duty import DayView, StayView, WindowView

WEEK = 7
HEAD = ("日期", "星期", "首席代表", "前台", "缺口")
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Cell:
    """One square of the calendar picture; without a day it only fills the week."""

    day: DayView | None

    @property
    def state(self) -> str:
        """Return how the square is drawn: empty, off, gap or full."""
        if self.day is None:
            return "empty"
        if not self.day.working:
            return "off"
        return "gap" if self.day.gaps else "full"


def weeks(days: Sequence[DayView]) -> list[list[Cell]]:
    """Return the days as weeks from Monday, the ends filled with empty squares."""
    before = days[0].day.weekday()
    cells = [Cell(None)] * before + [Cell(one) for one in days]
    cells += [Cell(None)] * (-len(cells) % WEEK)
    return [cells[n : n + WEEK] for n in range(0, len(cells), WEEK)]


def names(found: DayView, post: Post) -> str:
    """Return who stands at a post on a day, each with the department."""
    turns = (one for one in found.turns if one.post is post)
    return "、".join(f"{one.name}（{one.department.short_name}）" for one in turns)


def rows(days: Iterable[DayView]) -> list[tuple[DayView, str, str, str]]:
    """Return each working day, or day with somebody, as weekday, chief and front."""
    shown = (one for one in days if one.working or one.turns)
    return [
        (one, WEEKDAYS[one.day.weekday()], names(one, Post.CHIEF), names(one, Post.FRONT))
        for one in shown
    ]


def workbook(days: Iterable[DayView]) -> bytes:
    """Return the roster as a workbook."""
    lines = (
        (str(found.day), weekday, chief, front, "、".join(gap.label for gap in found.gaps))
        for found, weekday, chief, front in rows(days)
    )
    return books.workbook(Listed("值守表", HEAD, lines))


def own_items(desk: Desk) -> list[tuple[str, str]]:
    """Return the items of the desk's authority that take applications today, by id and name."""
    office = desk.authority
    facets = Facets(department=office.short_name)
    found = items.browse([office.division], facets, on=desk.today, limit=200)
    return [(str(one.item_id), one.name) for one in found if one.authority_id == office.id]


def own_people(desk: Desk) -> list[tuple[str, str]]:
    """Return the people of the desk's authority, by id and name."""
    users = {held.user_id for held in places.staff_of(desk.held.authority_id, desk.today)}
    return sorted((str(user), accounts.login_name(user)) for user in users)


def item_names(stay: StayView, on: date) -> str:
    """Return the names of the items of a stay."""
    found = (items.published(item, on) for item in stay.items)
    return "、".join(one.name for one in found if one)


def planned(desk: Desk, found: WindowView) -> tuple[StayView, ...]:
    """Return the stays whose people this desk may put on the roster: its own, the centre all."""
    if found.centre.id == desk.held.authority_id:
        return found.agreed
    return tuple(one for one in found.agreed if one.department.id == desk.held.authority_id)
