"""What colleagues do about a case beside its steps, through the interface."""

import pytest

from tests.api.conftest import Hall
from yizhan.cases.colleagues import Ask, Check


@pytest.fixture
def ref(hall: Hall) -> str:
    """Return a case that was accepted and that the back office works on."""
    ref = str(hall.submit().json()["ref"])
    assert hall.step(ref, "accept", "front").status_code == 200
    assert hall.send("post", f"/cases/{ref}/claim", "back").status_code == 204
    return ref


def test_an_extension_is_asked_for_once_and_hand_over_is_answered_by_the_holder(
    hall: Hall, ref: str
):
    """BCK-03: the second ask of a kind is a conflict; a no without words is incomplete."""
    said = {"kind": "handover", "reason": "请转给我"}
    answers = [hall.send("post", f"/cases/{ref}/asks", "chief", said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 409]
    reply = {"kind": "handover", "granted": False}
    bare = hall.send("post", f"/cases/{ref}/replies", "back", reply)
    assert (bare.status_code, bare.json()["field"]) == (422, "words")
    full = {**reply, "words": "快办完了"}
    assert hall.send("post", f"/cases/{ref}/replies", "back", full).status_code == 204
    assert Ask.objects.get().answer == "快办完了"


@pytest.mark.parametrize(("meets", "status"), [(True, 204), (False, 422)])
def test_a_conclusion_on_a_material_is_kept_and_a_no_needs_a_reason(
    hall: Hall, ref: str, meets: bool, status: int
):
    """BCK-04: the same rule as on the screen."""
    said = {"material": hall.materials[0], "meets": meets}
    assert hall.send("post", f"/cases/{ref}/checks", "back", said).status_code == status
    assert Check.objects.exists() == meets


def test_the_front_desk_asks_no_colleague(hall: Hall, ref: str):
    """H2.4: whose post it is not is told so."""
    said = {"kind": "handover", "reason": "请转给我"}
    answer = hall.send("post", f"/cases/{ref}/asks", "front", said)
    assert (answer.status_code, answer.json()["clause"]) == (403, "H2.4")


def test_a_material_that_may_not_be_fetched_is_refused_with_its_clause(hall: Hall, ref: str):
    """L3.5: only what a government body has issued."""
    said = {"material": "layout", "reason": "核对"}
    answer = hall.send("post", f"/cases/{ref}/enquiries", "front", said)
    assert (answer.status_code, answer.json()["clause"]) == (422, "L3.5")


def test_an_item_is_suspended_and_resumed_by_who_approves(hall: Hall):
    """ADM-03: with a reason; the back office may not."""
    address = f"/catalogue/{hall.version}/state"
    said = {"what": "suspend", "note": "系统升级"}
    assert hall.send("post", address, "back", said).status_code == 403
    assert hall.send("post", address, "chief", said).json()["state"] == "suspended"
    again = {"what": "resume", "note": "升级完成"}
    assert hall.send("post", address, "chief", again).json()["state"] == "published"


def test_an_organisation_is_registered_and_its_people_come_and_go(hall: Hall):
    """W2.1: by its representative alone."""
    said = {"name": "示例公司", "number": "91529901MA00000010", "representative": "示例甲"}
    made = hall.send("post", "/organisations", "applicant", said)
    assert made.status_code == 201, made.content
    stranger = hall.send("get", "/me", "stranger").json()["person"]
    members = f"/organisations/{made.json()['id']}/members"
    assert hall.send("post", members, "stranger", {"person": stranger}).status_code == 422
    assert hall.send("post", members, "applicant", {"person": stranger}).status_code == 204
    (one,) = hall.send("get", "/organisations", "stranger").json()
    assert one["role"] == "authorised"
    assert hall.send("delete", f"{members}/{stranger}", "applicant").status_code == 204
    assert hall.send("get", "/organisations", "stranger").json() == []
