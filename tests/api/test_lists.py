"""Lists by pages: nothing lost, nothing twice, no more statements for more rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Hall
from yizhan.api import cases, mine
from yizhan.cases.models import Case

FEW, MANY = 2, 7
LISTS = ("/cases", "/messages", "/drafts", "/looks")


@pytest.mark.parametrize("size", [1, 2, 3, 50])
@pytest.mark.parametrize("role", ["applicant", "front"])
def test_the_pages_of_a_list_join_to_the_whole(hall: Hall, monkeypatch: Any, role: str, size: int):
    """Whoever follows ``after`` sees each case once, however small the pages."""
    made = {hall.submit().json()["ref"] for _ in range(MANY)}
    monkeypatch.setattr(cases, "PAGE", size)
    found = [row["ref"] for row in _whole(hall, "/cases", role, "cases")]
    assert sorted(found) == sorted(made)


def test_the_pages_of_the_messages_join_to_the_whole(hall: Hall, monkeypatch: Any):
    """Several messages of one moment are told apart."""
    made = sorted(hall.submit().json()["number"] for _ in range(MANY))
    monkeypatch.setattr(mine, "PAGE", 2)
    assert (
        sorted(row["number"] for row in _whole(hall, "/messages", "applicant", "messages")) == made
    )


@pytest.mark.parametrize("address", LISTS)
def test_a_longer_list_takes_no_more_statements(hall: Hall, address: str):
    """The number of statements is that of the list, not of its rows."""
    counts = []
    for more in (FEW, MANY):
        for _ in range(more):
            hall.submit()
        hall.send("get", address, "applicant")
        with CaptureQueriesContext(connection) as taken:
            assert hall.send("get", address, "applicant").status_code == 200
        counts.append(len(taken))
    assert counts[0] == counts[1]


def _whole(hall: Hall, address: str, role: str, name: str) -> list[Any]:
    """Return the rows of every page of a list."""
    rows, after = [], ""
    while True:
        page = hall.send("get", f"{address}?after={after.replace('+', '%2B')}", role).json()
        rows += page[name]
        after = page["after"]
        if not after:
            return rows


@pytest.fixture
def owed(hall: Hall) -> list[str]:
    """Return cases to which the authority of the hall owes an opinion."""
    made = [hall.submit().json()["ref"] for _ in range(MANY)]
    Case.objects.update(awaited=[Case.objects.values_list("authority_id", flat=True)[0]])
    return sorted(made)


@pytest.mark.parametrize("size", [2, 50])
def test_the_pages_of_the_opinions_owed_join_to_the_whole(
    hall: Hall, owed: list[str], monkeypatch: Any, size: int
):
    """H5.3: as on the desk, what is due first before the rest."""
    monkeypatch.setattr(cases, "PAGE", size)
    assert sorted(row["ref"] for row in _whole(hall, "/shared", "back", "cases")) == owed
    assert hall.send("get", "/shared?tab=below", "back").json()["cases"] == []


@pytest.mark.parametrize(
    ("query", "role", "status"),
    [("?tab=none", "back", 422), ("?after=none", "back", 422), ("", "applicant", 403)],
)
def test_the_opinions_owed_are_for_staff_and_by_their_own_marks(
    hall: Hall, query: str, role: str, status: int
):
    """H2.4, L5: nonsense is refused, and a person owes no opinion."""
    assert hall.send("get", f"/shared{query}", role).status_code == status
