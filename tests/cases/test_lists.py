"""Lists that are cut: of rows of one instant none is lost and none is shown twice."""

from collections.abc import Callable
from uuid import UUID

import pytest

from yizhan.cases import inbox, queries
from yizhan.law.words import Post
from yizhan.outbox import queries as outbox
from yizhan.outbox.models import Message

from .world import AT, World, moment

LATER = moment("2026-03-03 09:00")


def walked(page: Callable[[str], tuple[list[object], str]]) -> list[object]:
    """Return every row of a list, read page by page until its end."""
    rows, after = page("")
    while after:
        more, after = page(after)
        rows += more
    return rows


@pytest.fixture
def sent(hall: World) -> list[str]:
    """Return the addresses of three cases that were received at one instant."""
    return [hall.submit().ref for _ in range(3)]


def test_own_cases_of_one_instant_are_each_listed_once(hall: World, sent: list[str]) -> None:
    """W2.3: a page of one row each, also where applicant and sender are the same person."""

    def page(after: str) -> tuple[list[object], str]:
        """Return one page of one row."""
        found = queries.mine(hall.cast.applicant, LATER, after=after, limit=1)
        return [view.ref for view in found.rows], found.after

    assert sorted(walked(page)) == sorted(sent)  # type: ignore[type-var]


def test_waiting_cases_of_one_instant_are_each_listed_once(hall: World, sent: list[str]) -> None:
    """CNT: the inbox of the window is cut by the same mark."""

    def page(after: str) -> tuple[list[object], str]:
        """Return one page of one row."""
        found = inbox.page(hall.actor(Post.FRONT), "received", LATER, after=after, limit=1)
        return [view.ref for view in found.rows], found.after

    assert sorted(walked(page)) == sorted(sent)  # type: ignore[type-var]


def test_messages_of_one_instant_are_each_listed_once(db: None) -> None:
    """P-16: whoever has many messages of one moment reads them all."""
    person = UUID(int=7)
    Message.objects.bulk_create(
        Message(
            division=520123,
            id=UUID(int=number),
            topic="step",
            recipient=person,
            payload={"number": number},
            created_at=moment(AT),
            available_at=moment(AT),
        )
        for number in range(5)
    )

    def page(after: str) -> tuple[list[object], str]:
        """Return one page of two rows."""
        found = outbox.told(person, LATER, after=after, limit=2)
        return [told.payload["number"] for told in found.rows], found.after

    assert walked(page) == [4, 3, 2, 1, 0]


@pytest.mark.parametrize("text", ["", "x", "2026-03-02T09:00:00+08:00", "2026-03-02_1"])
def test_mark_that_no_page_has_given_begins_the_list(hall: World, text: str) -> None:
    """L3.10: a text typed into the address shows the first page, never a broken one."""
    ref = hall.submit().ref
    found = queries.mine(hall.cast.applicant, LATER, after=text)
    assert [view.ref for view in found.rows] == [ref]
