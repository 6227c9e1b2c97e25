"""What a token opens, what the channel may be, and that the same is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from tests.api.conftest import ANSWERS, Hall
from yizhan.accounts.models import Person
from yizhan.cases.models import Case

SOON = timedelta(minutes=30)


def test_a_person_may_not_say_that_they_stood_at_the_window(hall: Hall):
    """Only who sits there may: else nobody would need a verified name online (W2.2)."""
    said = {"version": hall.version, "channel": "window", "answers": ANSWERS}
    answer = hall.send("post", "/cases", "applicant", said)
    assert (answer.status_code, answer.json()["clause"]) == (403, "W2.2")


def test_the_front_desk_hands_in_for_who_stands_at_the_window(hall: Hall):
    """The case is the person's, keyed in by the clerk."""
    person = Person.objects.values_list("pk", flat=True).first()
    said = {"version": hall.version, "channel": "window", "applicant": str(person)}
    answer = hall.send("post", "/cases", "front", said)
    assert answer.status_code == 201


@pytest.mark.parametrize(("role", "status"), [("front", 201), ("applicant", 403)])
def test_only_the_window_counts_what_is_handed_in(hall: Hall, role: str, status: int):
    """L4.1: how many originals and copies there are, nobody can say from afar."""
    person = str(Person.objects.values_list("pk", flat=True).first())
    first = hall.materials[0]
    said = {
        "version": hall.version,
        "channel": "window" if role == "front" else "online",
        "applicant": person,
        "answers": ANSWERS,
        "materials": hall.materials,
        "counts": {first: {"originals": 2, "copies": 1}},
    }
    assert hall.send("post", "/cases", role, said).status_code == status
    found = [one.course["counts"] for one in Case.objects.all()]
    assert found == ([[{"material": first, "originals": 2, "copies": 1}]] if status == 201 else [])


def test_each_fault_of_the_form_is_named_by_its_question(hall: Hall):
    """The interface asks what the page asks (P-12)."""
    answer = hall.send("post", "/cases", "applicant", {"version": hall.version})
    assert answer.json()["clause"] == "P-12"
    assert {"shop", "phone"} <= {fault["field"] for fault in answer.json()["faults"]}


def test_a_derived_token_opens_no_more_and_dies_when_it_is_ended(hall: Hall):
    """More is refused; an ended one is dead with the next request."""
    until = (timezone.now() + SOON).isoformat()
    said = {"scopes": ["cases:read"], "expires": until}
    text = hall.send("post", "/tokens", "applicant", said, "t").json()["token"]
    assert hall.send("get", "/me", text).status_code == 200
    assert hall.send("post", "/tokens", text, said).status_code == 403
    newest = hall.send("get", "/tokens", "applicant").json()[0]["id"]
    assert hall.send("delete", f"/tokens/{newest}", "applicant").status_code == 204
    assert hall.send("get", "/me", text).status_code == 401


def test_a_token_is_made_once_and_shown_once(hall: Hall):
    """The second answer under a key has no text, and there is no second token."""
    until = (timezone.now() + SOON).isoformat()
    said = {"scopes": ["cases:read"], "expires": until}
    answers = [hall.send("post", "/tokens", "applicant", said, "t").json() for _ in range(2)]
    assert answers[0]["token"] and not answers[1]["token"]
    assert len(hall.send("get", "/tokens", "applicant").json()) == 2


def test_a_stale_if_match_is_a_conflict(hall: Hall):
    """The ETag of a case is what If-Match names: who comes second is told (L3.10)."""
    ref = hall.submit().json()["ref"]
    tag = hall.send("get", f"/cases/{ref}", "front")["ETag"]
    address, headers = f"/api/v1/cases/{ref}/steps/accept", {"If-Match": '"9"'}
    headers |= {"Authorization": f"Bearer {hall.tokens['front']}", "Idempotency-Key": "a"}
    json = "application/json"
    assert hall.client.post(address, "{}", json, headers=headers).status_code == 409
    assert (
        hall.client.post(address, "{}", json, headers={**headers, "If-Match": tag}).json()["stage"]
        == "accepted"
    )


@pytest.mark.parametrize(
    "path", ["/clauses", "/clauses/H4.6", "/divisions/520123", "/items?division=520123"]
)
def test_who_has_the_answer_already_gets_none(hall: Hall, path: str):
    """304 for the same ETag, 200 for another."""
    tag = hall.send("get", path)["ETag"]
    again = hall.client.get(f"/api/v1{path}", headers={"If-None-Match": tag})
    other = hall.client.get(f"/api/v1{path}", headers={"If-None-Match": '"x"'})
    assert (again.status_code, other.status_code, again.content) == (304, 200, b"")


@pytest.mark.django_db(transaction=True)
def test_the_same_submission_sent_three_times_at_once_makes_one_case(hall: Hall):
    """Whichever comes first, all three have its answer."""

    def send(_n: int) -> str:
        """Return the address of the case that one sending made."""
        try:
            return str(
                Hall(hall.version, hall.materials, hall.tokens).submit(key="same").json()["ref"]
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        refs = set(pool.map(send, range(3)))
    assert len(refs) == 1
    assert Case.objects.count() == 1
