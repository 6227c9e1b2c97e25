"""What the device asks by itself: its session, what to keep, a record sent twice (VIL-02)."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.stations.conftest import ALLOWANCE, OLD, PROOF
from yizhan.cases.models import Case
from yizhan.law.village import Mode
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner
from yizhan.stations.models import Errand

from .conftest import picture

pytestmark = pytest.mark.django_db


def whole(station, **changes):
    """Return a record whose mandate was signed today."""
    today = timezone.localdate()
    made = station.village.record(Mode.WHOLE, ALLOWANCE, **changes)
    owner = Owner(user_id=station.village.member.user_id)
    signature = materials.receive(owner, picture(), at=timezone.now()).digest
    until = today + timedelta(days=90)
    signed = replace(made.mandate, since=today, until=until, signature=signature)
    return replace(made, mandate=signed)


def send(client, body, **headers):
    """Return what the station says of a record."""
    text = body if isinstance(body, str) else body.text
    return client.post("/village/sync/", text, content_type="application/json", headers=headers)


def test_a_record_sent_three_times_is_one_case_and_one_receipt(station):
    """VIL-02: the answer was lost twice on the way."""
    record = whole(station)
    said = [send(station.client, record).json() for _ in range(3)]
    assert said[0]["state"] == "filed"
    assert said[0]["number"]
    assert said[0] == said[1] == said[2]
    assert Case.objects.count() == 1


def test_what_another_device_sent_is_a_conflict_with_both_versions_on_the_page(station):
    """VIL-02: somebody looks at both and chooses one."""
    record = whole(station, ready=False)
    send(station.client, record)
    other = replace(record, principal=replace(OLD, phone="13900000002"), ready=True)
    assert send(station.client, other).json()["state"] == "conflict"
    page = f"/village/records/{record.id}/"
    shown = station.client.get(page).content.decode()
    assert OLD.phone in shown
    assert "13900000002" in shown
    station.client.post(f"{page}resolve/", {"keep": "mine"})
    assert Errand.objects.get().state == "filed"
    assert "13900000002" not in station.client.get(page).content.decode()


def test_the_receipt_holds_nothing_of_the_person(station):
    """Least data: the device has the record already."""
    said = send(station.client, whole(station)).content.decode()
    assert OLD.number not in said
    assert OLD.name not in said


@pytest.mark.parametrize("body", ["", "[]", "{", '{"id": 7}', '"x"', "\ud7ff"])
def test_what_is_no_record_changes_nothing_and_says_so(station, body):
    """Never a 500."""
    answer = send(station.client, body)
    assert answer.status_code == 422
    assert answer.json()["message"] == "记录不完整"
    assert not Errand.objects.exists()


def test_a_foreign_errand_s_id_answers_like_a_missing_one(station):
    """T1: an id that another station has made is taken by nobody."""
    record = whole(station)
    send(station.client, record)
    other = replace(record, mandate=None, principal=replace(OLD, phone="13900000003"))
    answer = send(station.stranger, other)
    assert answer.status_code == 404
    assert OLD.number not in answer.content.decode()
    assert Errand.objects.count() == 1


def test_a_signature_that_this_member_has_not_brought_is_none(station):
    """L4.16: whoever knows a digest has no signature."""
    made = station.village.record(Mode.WHOLE, ALLOWANCE)
    answer = send(station.client, made)
    assert (answer.status_code, answer.json()["state"]) == (404, "refused")
    assert not Errand.objects.exists()


def test_a_refusal_comes_back_in_the_law_s_words_and_the_record_stays(station):
    """H7.2: what the village does not decide is not concluded there."""
    said = send(station.client, station.village.record(Mode.INSTANT, ALLOWANCE)).json()
    assert (said["state"], said["clause"]) == ("refused", "H7.2")
    assert Errand.objects.get().state == "refused"


def test_a_record_needs_the_token_of_the_session(station):
    """T31: no other site can send one."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = station.client.cookies
    record = station.village.record(Mode.INSTANT, PROOF)
    assert send(strict, record).status_code == 403
    token = strict.get("/village/session/").json()["csrf"]
    assert send(strict, record, **{"X-CSRFToken": token}).json()["state"] == "filed"


def test_nobody_is_told_the_way_to_the_login_and_nothing_else(station):
    """The device asks before it sends, so that a record never runs into a login page."""
    answer = station.nobody.get("/village/session/")
    assert answer.status_code == 401
    assert answer.json() == {"login": "/account/staff/"}
    assert send(station.nobody, station.village.record(Mode.INSTANT, PROOF)).status_code == 302


def test_everything_that_the_device_is_told_to_keep_opens_and_names_nobody(station):
    """VIL-02: the shell and the usual forms; no page of a person."""
    station.filed(ALLOWANCE, Mode.WHOLE)
    kept = station.client.get("/village/kept/").json()
    assert station.address(ALLOWANCE) in kept["pages"]
    for address in kept["pages"]:
        answer = station.client.get(address)
        assert answer.status_code == 200, address
        assert OLD.name not in answer.content.decode()


def test_the_app_can_be_installed_and_its_worker_reaches_the_station_only(station):
    """VIL-02: a manifest, a worker that may serve /village/ and is looked up each time."""
    worker = station.client.get("/village/sw.js")
    assert worker["Service-Worker-Allowed"] == "/village/"
    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-cache" in worker["Cache-Control"]
    said = json.loads(station.client.get("/village/manifest.webmanifest").content)
    assert (said["display"], said["start_url"], said["scope"]) == (
        "standalone",
        "/village/",
        "/village/",
    )
