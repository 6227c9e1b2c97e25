"""The short way answers what the framework describes, and leaves every fault to it."""

import pytest
from django.test import RequestFactory

from tests.api.conftest import Hall
from yizhan.api import cases, lean, short
from yizhan.api.urls import api


def _no_framework(_request):
    """Fail where the framework is asked."""
    raise AssertionError


def test_applications_and_steps_are_answered_without_the_framework(hall: Hall, monkeypatch):
    """The two requests that every case is made of take the short way."""
    monkeypatch.setattr(lean, "_resolved", _no_framework)
    submitted = hall.submit()
    assert submitted.status_code == 201
    assert hall.step(submitted.json()["ref"], "accept", "front").json()["stage"] == "accepted"


def test_the_answer_of_the_short_way_is_that_of_the_framework(hall: Hall, monkeypatch):
    """The same request under the same key: the same bytes, the same headers."""
    quick = hall.submit(key="k")
    monkeypatch.setattr(short, "ROUTES", ())
    described = hall.submit(key="k")
    assert (quick.content, quick.headers) == (described.content, described.headers)


@pytest.mark.parametrize(
    ("address", "shape"),
    [("/api/v1/cases", "ApplicationIn"), ("/api/v1/cases/{ref}/steps/{step}", "StepIn")],
)
def test_the_shapes_of_the_short_way_are_the_ones_described(address: str, shape: str):
    """What is described is what is read: address, operation and body."""
    body = api.described["paths"][address]["post"]["requestBody"]["content"]["application/json"]
    found = [route for route in short.ROUTES if route[0].fullmatch(address)]
    assert [route[2].__name__ for route in found] == [shape]
    assert body["schema"]["$ref"].endswith(f"/{shape}")


@pytest.mark.parametrize(
    ("method", "body", "token"),
    [
        ("get", b"{}", "Bearer x"),
        ("post", b'{"materials": 3}', "Bearer x"),
        ("post", b"", "Bearer x"),
        ("post", b"{}", "Basic x"),
        ("post", b"{}", "Bearer unknown"),
    ],
)
def test_whatever_is_not_in_order_is_left_to_the_framework(db, method: str, body: bytes, token):
    """Another method, a wrong shape, no token, an unknown one: the framework says the fault."""
    headers = {"Authorization": token}
    request = RequestFactory().generic(
        method.upper(), "/api/v1/cases", body, content_type="application/json", headers=headers
    )
    assert short.answered(request) is None


def test_a_failure_on_the_short_way_is_a_problem_without_its_reason(hall: Hall, monkeypatch):
    """We failed: 500 as a problem document, and nothing of the reason in it."""
    monkeypatch.setattr(cases.services, "submit", _no_framework)
    answer = hall.submit()
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
