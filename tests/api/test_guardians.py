"""Guardianships through the interface (L3.11): recorded on both cards, looked at, ended."""

from typing import Any

import pytest

from tests.accounts.conftest import number
from tests.api.conftest import NUMBERS, Hall

CHILD = number(9, "20190101")
PATH = "/counter/guardianships"
CARD = {"number": CHILD}


@pytest.fixture
def said(settings: Any) -> dict[str, Any]:
    """Return a child and the applicant as its guardian."""
    settings.DEMO = True
    return {
        "ward": {"name": "示例小童", "number": CHILD},
        "guardian": {"name": "示例甲", "number": NUMBERS[0]},
        "ground": "minor",
        "kin": "parent",
        "document": "birth",
        "words": "示例编号1号",
        "since": "2019-01-01",
    }


def test_a_guardian_sees_the_ward_and_may_act_for_it(hall: Hall, said: dict[str, Any]):
    """L3.11: recorded by the front desk, read by the guardian."""
    made = hall.send("post", PATH, "front", said)
    assert made.status_code == 201, made.content
    (own,) = hall.send("get", "/guardianships", "applicant").json()
    assert (own["id"], own["kin"]) == (made.json()["id"], "parent")
    persons = hall.send("get", "/persons", "applicant").json()
    assert own["ward"]["id"] in {one["id"] for one in persons}


def test_a_guardianship_ends_for_whoever_has_the_card_of_the_ward(hall: Hall, said: dict[str, Any]):
    """T1: with another card it is not there."""
    made = hall.send("post", PATH, "front", said).json()["id"]
    end = {"ward": CARD, "guardianship": made, "why": "mistake", "words": "示例"}
    foreign = {**end, "ward": {"number": NUMBERS[0]}}
    answers = [hall.send("post", f"{PATH}/endings", "front", one) for one in (foreign, end)]
    assert [answer.status_code for answer in answers] == [404, 204]
    (seen,) = hall.send("post", f"{PATH}/looks", "front", CARD).json()
    assert seen["ended_why"] == "mistake"


def test_the_ward_reads_who_looked(hall: Hall, said: dict[str, Any]):
    """P-16: in 数据足迹, each look a line."""
    said["ward"], said["guardian"] = (
        {"name": "示例甲", "number": NUMBERS[0]},
        {"name": "示例甲", "number": NUMBERS[1]},
    )
    said |= {"ground": "incapacity", "document": "judgment"}
    hall.send("post", PATH, "front", said)
    hall.send("post", f"{PATH}/looks", "front", {"number": NUMBERS[0]})
    looks = hall.send("get", "/looks", "applicant").json()["looks"]
    assert "窗口查看监护登记" in [look["reason"] for look in looks]


def test_an_organisation_is_nobodys_ward(hall: Hall, said: dict[str, Any]):
    """L3.11: both are natural persons."""
    said["ward"] = {"name": "示例公司", "number": "91529901MA00000010", "kind": "credit"}
    answer = hall.send("post", PATH, "front", said)
    assert (answer.status_code, answer.json()["clause"]) == (422, "L3.11")


def test_a_card_that_nobody_has_registered_is_not_found(hall: Hall, settings: Any):
    """The field is named."""
    settings.DEMO = True
    answer = hall.send("post", f"{PATH}/looks", "front", CARD)
    assert (answer.status_code, answer.json()["field"]) == (404, "number")


@pytest.mark.parametrize("role", ["back", "applicant"])
def test_only_the_front_desk_records_and_looks(hall: Hall, said: dict[str, Any], role: str):
    """H2.4: whose post it is not is told so."""
    for path, body in ((PATH, said), (f"{PATH}/looks", CARD)):
        assert hall.send("post", path, role, body).status_code == 403
