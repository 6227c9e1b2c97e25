"""Favourites over the interface: the same list as in one's space (P-06)."""

import pytest

from tests.api.conftest import FOOD, Hall


def test_what_is_kept_is_listed_until_it_is_let_go(hall: Hall):
    """Kept twice it is there once; the list names the version in force."""
    for _ in range(2):
        assert hall.send("put", f"/favourites/{FOOD}", "applicant", {}).status_code == 204
    (row,) = hall.send("get", "/favourites", "applicant").json()["favourites"]
    assert (row["item"], row["version"]) == (FOOD, hall.version)
    assert hall.send("delete", f"/favourites/{FOOD}", "applicant").status_code == 204
    assert hall.send("get", "/favourites", "applicant").json() == {"favourites": [], "after": ""}


@pytest.mark.parametrize("role", ["stranger", "front"])
def test_nobody_else_sees_the_list_of_a_person(hall: Hall, role: str):
    """A post has no list of its own, another person has another."""
    hall.send("put", f"/favourites/{FOOD}", "applicant", {})
    answer = hall.send("get", "/favourites", role)
    assert FOOD not in answer.content.decode()


def test_unknown_service_is_refused_with_its_clause(hall: Hall):
    """The problem names the clause of the catalogue."""
    answer = hall.send("put", "/favourites/1", "applicant", {})
    assert (answer.status_code, answer.json()["clause"]) == (404, "W1.2")
