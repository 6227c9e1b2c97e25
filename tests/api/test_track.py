"""Progress by number and query code: no face is a way around the limit of another (P-17, T55)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yizhan.accounts import throttle
from yizhan.cases import tracking
from yizhan.law.refusals import NotFound

NOON = timezone.now().replace(hour=4, minute=0, second=1)


@pytest.fixture(autouse=True)
def _still(monkeypatch):
    """Stop the clock, so that no window ends between two tries."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def test_guesses_at_the_interface_and_on_the_page_are_counted_together(db):
    """Five wrong pairs here, and the sixth is not looked at there; a problem document says why."""
    client = Client()
    wrong = {"number": "1", "code": "AAAAAA"}
    assert {client.get("/api/v1/track", wrong).status_code for _ in range(5)} == {404}
    answer = client.get("/api/v1/track", wrong)
    assert answer.status_code == 429
    assert answer.json()["clause"] == "P-17"
    assert client.post("/track/", wrong).status_code == 429


def guessed(serial):
    """Return whether a guess at one number, each from a network of its own, was looked at."""
    at = NOON + serial * timedelta(seconds=5)
    try:
        tracking.track("529901Z99 1", f"{serial:06}", network=f"net-{serial}", at=at)
    except NotFound:
        return True
    except tracking.TooManyTries:
        return False


def test_one_number_has_a_hundred_codes_looked_at_a_day_from_however_many_networks(db):
    """E16: the limit of a network alone would let a thousand of them guess on."""
    assert sum(guessed(serial) for serial in range(120)) == tracking.BY_DAY
    assert guessed(throttle.DAY // timedelta(seconds=5))
