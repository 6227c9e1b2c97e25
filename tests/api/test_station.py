"""A station's errands through the interface (H7): sent, listed, acted on, reported."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.conftest import token
from tests.stations.conftest import (  # noqa: F401 - fixtures
    ALLOWANCE,
    MARRIAGE,
    OLD,
    PROOF,
    Village,
    _nothing_kept,
    village,
)
from tests.village.conftest import picture
from yizhan.accounts import services as accounts
from yizhan.law.mandates import Period
from yizhan.law.words import Post
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner
from yizhan.places import services as founding
from yizhan.stations.models import Errand

PATH = "/station/errands"


@pytest.fixture
def station(village: Village, settings: Any, tmp_path: Any) -> SimpleNamespace:  # noqa: F811
    """Return what a machine at the station sends with, for its member and for a stranger."""
    settings.MATERIALS_DIR = tmp_path / "materials"
    at = timezone.now()
    tokens = {
        name: token(who.user_id, at, posting=who.held.id)
        for name, who in (("member", village.member), ("stranger", village.stranger))
    }
    other = village.member.others[0]
    tokens["committee"] = token(village.member.user_id, at, posting=other.id)
    client = Client(raise_request_exception=False)

    def send(method: str, path: str, data: Any = None, who: str = "member") -> Any:
        """Return the answer to a request under a fresh key."""
        headers = {"Authorization": f"Bearer {tokens[who]}", "Idempotency-Key": uuid4().hex}
        body = {} if data is None else {"data": data, "content_type": "application/json"}
        return getattr(client, method)(f"/api/v1{path}", headers=headers, **body)

    return SimpleNamespace(send=send, village=village, at=at, tokens=tokens)


@pytest.fixture
def signature(station: SimpleNamespace) -> str:
    """Return the digest of a signature that the member has brought."""
    owner = Owner(user_id=station.village.member.user_id)
    return str(materials.receive(owner, picture(), at=station.at).digest)


@pytest.fixture
def said(station: SimpleNamespace, signature: str) -> Callable[..., dict[str, Any]]:
    """Return a way to word an errand."""

    def worded(mode: str, item: str, **changes: Any) -> dict[str, Any]:
        """Return an errand as a device holds it."""
        on = station.at.date()
        mandate = {
            "since": str(on),
            "until": str(on + timedelta(days=90)),
            "read_aloud": True,
            "signature": signature,
        }
        away = {"place": "村口", "at": (station.at + timedelta(days=2)).isoformat()}
        return {
            "id": str(uuid4()),
            "mode": mode,
            "code": station.village.codes[item],
            "principal": {"name": OLD.name, "number": OLD.number, "phone": OLD.phone},
            "recorded_at": station.at.isoformat(),
            "materials": ["id", "form", "disabled", "household"],
            "mandate": mandate if mode == "whole" else None,
            "hour": away if mode in {"home", "companion"} else None,
            **changes,
        }

    return worded


@pytest.fixture
def begun(station: SimpleNamespace, said: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to send an errand, and what came of it."""

    def sent(*args: Any, **changes: Any) -> Any:
        """Return the receipt."""
        answer = station.send("post", PATH, said(*args, **changes))
        assert answer.status_code == 201, answer.content
        return answer.json()

    return sent


def opened(station: SimpleNamespace, errand: str) -> Any:
    """Return one errand as the station reads it."""
    return station.send("get", f"{PATH}/{errand}").json()


def acted(station: SimpleNamespace, errand: str, what: str, data: Any = None) -> int:
    """Return the status of an act."""
    return int(station.send("post", f"{PATH}/{errand}/{what}", data).status_code)


def test_what_the_village_decides_is_filed_handed_over_and_asked_after(
    station: SimpleNamespace, begun: Callable[..., Any], signature: str
):
    """H7.2, L4.12: one errand from the record to the visit afterwards."""
    errand = begun("instant", PROOF)
    assert (errand["state"], opened(station, errand["id"])["may_hand"]) == ("filed", True)
    assert acted(station, errand["id"], "handover", {"signature": signature}) == 204
    assert acted(station, errand["id"], "revisit", {"answers": ["办成了", "满意", "没有"]}) == 204
    found = opened(station, errand["id"])
    assert [one["milestone"] for one in found["reached"] if one["at"] is None] == ["reported"]


def test_the_same_record_sent_twice_is_one_errand(
    station: SimpleNamespace, said: Callable[..., Any]
):
    """VIL-02: under whatever key it comes again."""
    record = said("whole", ALLOWANCE)
    first, again = (station.send("post", PATH, record).json() for _ in range(2))
    assert first == again
    assert Errand.objects.count() == 1


def test_a_foreign_errand_looks_missing_whatever_is_asked_of_it(
    station: SimpleNamespace, begun: Callable[..., Any]
):
    """T1: another township's station learns nothing."""
    errand = begun("whole", ALLOWANCE)["id"]
    for path in (f"{PATH}/{errand}", f"{PATH}/{uuid4()}"):
        assert station.send("get", path, who="stranger").status_code == 404
    answer = station.send("post", f"{PATH}/{errand}/revocation", who="stranger")
    assert answer.status_code == 404
    assert station.send("get", PATH, who="stranger").json()["errands"] == []


def test_the_number_of_the_person_is_in_no_answer(
    station: SimpleNamespace, begun: Callable[..., Any]
):
    """G-18: the name is masked, the number is not told."""
    errand = begun("whole", ALLOWANCE)["id"]
    told = station.send("get", f"{PATH}/{errand}").content.decode()
    assert OLD.number not in told
    assert OLD.name not in told


def test_a_visit_is_on_the_round_and_ends_after_the_arrival(
    station: SimpleNamespace, begun: Callable[..., Any]
):
    """H7.5: arrival before the end."""
    errand = begun("home", ALLOWANCE, ready=False)["id"]
    rounds = station.send("get", "/station/rounds").json()["errands"]
    assert [one["id"] for one in rounds] == [errand]
    acts = ("finish", "arrival", "finish")
    assert [acted(station, errand, what) for what in acts] == [409, 204, 204]
    assert station.send("get", "/station/rounds").json()["errands"] == []


def test_a_case_of_nobody_is_tied_to_no_errand(station: SimpleNamespace, begun: Callable[..., Any]):
    """H7.4: only what the accompanied person applied for."""
    errand = begun("companion", MARRIAGE)["id"]
    assert acted(station, errand, "case", {"number": "529901Z9920261009000001"}) == 404


def test_two_versions_are_kept_until_somebody_chooses(
    station: SimpleNamespace, said: Callable[..., Any]
):
    """VIL-02: the device that knew nothing of the other one."""
    record = said("home", ALLOWANCE, ready=False)
    station.send("post", PATH, record)
    other = {**record, "principal": {**record["principal"], "phone": "13900000002"}}
    assert station.send("post", PATH, other).json()["state"] == "conflict"
    assert opened(station, record["id"])["conflict"]
    answer = station.send("post", f"{PATH}/{record['id']}/resolution", {"keep": "mine"})
    assert (answer.status_code, opened(station, record["id"])["conflict"]) == (201, False)


def test_a_mandate_ends_at_the_word_of_the_person(
    station: SimpleNamespace, begun: Callable[..., Any]
):
    """L3.11: at any time; what never had one is not found."""
    whole, home = begun("whole", ALLOWANCE), begun("home", ALLOWANCE, confirmed=True)
    ends = [acted(station, one["id"], "revocation") for one in (whole, home)]
    assert ends == [204, 404]


@pytest.mark.parametrize("what", ["mandate", "handover"])
def test_a_signature_that_the_member_has_not_brought_is_not_found(
    station: SimpleNamespace, said: Callable[..., Any], begun: Callable[..., Any], what: str
):
    """L3.11: who knows a digest has no right to the file."""
    foreign = "ab" * 32
    if what == "handover":
        status = acted(station, begun("instant", PROOF)["id"], what, {"signature": foreign})
    else:
        record = said("whole", ALLOWANCE)
        record["mandate"]["signature"] = foreign
        status = station.send("post", PATH, record).status_code
    assert status == 404


@pytest.mark.parametrize(
    ("month", "status"), [("2026-13", 422), ("9999-12", 422), ("2026-01", 200)]
)
def test_a_month_is_a_month(station: SimpleNamespace, month: str, status: int):
    """L5: nonsense is refused with its field."""
    assert station.send("get", f"{PATH}?month={month}").status_code == status


def test_a_month_is_reported_once_and_only_when_it_is_over(
    station: SimpleNamespace, begun: Callable[..., Any]
):
    """VIL-09: by number of lines; the ledger of the month says so."""
    begun("instant", PROOF, recorded_at="2026-01-05T02:00:00+00:00")
    now = f"{timezone.localdate():%Y-%m}"
    answers = [
        station.send("post", "/station/reports", {"month": month})
        for month in (now, "2026-01", "2026-01")
    ]
    assert [one.status_code for one in answers] == [409, 201, 409]
    assert answers[1].json() == {"lines": 1}


def test_a_township_reads_what_its_stations_have_reported(station: SimpleNamespace):
    """VIL-09: the village's own hall, not the one next to it."""
    assert station.send("post", "/station/reports", {"month": "2026-01"}).status_code == 201
    centre = station.village.stranger
    (row,) = station.send("get", "/station/reports", who="stranger").json()
    assert (row["month"], row["lines"]) == ("2026-01-01", 0)
    assert centre.authority.is_centre


def test_what_waits_is_counted(station: SimpleNamespace, begun: Callable[..., Any]):
    """The first page of the station, in numbers."""
    begun("home", ALLOWANCE, ready=False)
    assert set(station.send("get", "/station").json()) == {
        "unfinished",
        "conflicts",
        "to_hand_over",
        "to_revisit",
        "rounds",
    }


def test_a_token_of_another_post_is_none_of_the_station(station: SimpleNamespace):
    """H2.7: the committee's own token does not open the station's ledger, nor does a county's."""
    assert station.send("get", "/station", who="committee").status_code == 403
    user, _ = accounts.create_staff("county", "示例", "a-long-password-1", at=station.at)
    office = station.village.member.held.authority_id
    held = founding.appoint(user.pk, office, Post.CHIEF, Period(station.at.date()))
    station.tokens["chief"] = token(user.pk, station.at, posting=held.id)
    assert station.send("get", "/station", who="chief").status_code == 403
