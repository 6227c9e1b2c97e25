"""How a person is reminded, and what became of each reminder (W2.3, T52)."""

from uuid import uuid4

from django.test import Client
from django.utils import timezone

from yizhan.accounts.models import User
from yizhan.outbox import queries
from yizhan.outbox import services as outbox
from yizhan.outbox.models import Delivery, Message
from yizhan.outbox.services import Reminder

CONTACT = {"phone": "13800000000", "address": "修文县示例路1号"}


def test_a_person_says_how_to_be_reminded_and_sees_it_again(citizen: Client, zhang: User) -> None:
    """Text messages until somebody says otherwise; mail only with an address."""
    assert zhang.person_id
    assert queries.reach(zhang.person_id) == queries.Reach(by_sms=True, email="")
    said = {**CONTACT, "email": "zhang@example.org"}
    assert citizen.post("/my/profile/", said).status_code == 302
    assert queries.reach(zhang.person_id) == queries.Reach(by_sms=False, email="zhang@example.org")
    assert "zhang@example.org" in citizen.get("/my/profile/").content.decode()


def test_a_wrong_address_is_refused_and_nothing_is_kept(citizen: Client, zhang: User) -> None:
    """G-05: said beside the field; the phone stays too."""
    assert zhang.person_id
    answer = citizen.post("/my/profile/", {**CONTACT, "email": "zhang"})
    assert answer.status_code == 422
    assert "邮箱地址不对" in answer.content.decode()
    assert queries.reach(zhang.person_id).by_sms


def test_a_message_shows_what_became_of_its_letters(citizen: Client, zhang: User) -> None:
    """Channel and state in words."""
    at = timezone.now()
    told = Message(
        division=520123,
        id=uuid4(),
        topic="case.step",
        recipient=zhang.person_id,
        payload={"step": "accept", "ref": "x", "number": "1"},
        created_at=at,
        available_at=at,
    )
    told.save(force_insert=True)
    Delivery.objects.create(
        division=520123,
        message_id=told.id,
        channel="sms",
        state="undelivered",
        next_at=at,
        ends_at=at,
    )
    assert "短信未送达" in citizen.get("/my/messages/").content.decode()


def test_what_was_agreed_with_a_station_is_told_in_its_own_words(
    citizen: Client, zhang: User
) -> None:
    """VIL-06: where and when, without a case to open."""
    assert zhang.person_id
    now = timezone.now()
    agreed = Reminder(about=uuid4(), division=520123, words="陪同办理：3月8日 10:00", due=now)
    outbox.remind(agreed, zhang.person_id, at=now)
    assert "陪同办理：3月8日 10:00" in citizen.get("/my/messages/").content.decode()
