"""Letters go out once, to where a person is reached now, and say nothing of the matter (T52)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from yizhan.links import letters
from yizhan.outbox import queries, services, tasks
from yizhan.outbox.models import Delivery, Message

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PERSON = UUID("01930000-0000-7000-8000-000000000001")
SECRET = "精神障碍医疗救助"


@pytest.fixture(autouse=True)
def phones(settings, tmp_path, monkeypatch) -> dict[UUID, str]:
    """Return the phones as they are now, and send into a folder of the test."""
    found = {PERSON: "13800000001"}
    settings.OUTBOX_DIR = tmp_path / "outbox"
    monkeypatch.setattr(tasks.accounts, "phone_of", lambda person: found.get(person, ""))
    return found


def _told(recipient: UUID | None = PERSON) -> UUID:
    """Return the id of a new message about a sensitive matter."""
    payload = {"number": "52990100120261123000077A", "papers": [SECRET], "step": "accept"}
    row = Message(division=529901, id=uuid4(), topic="case.step", payload=payload)
    row.recipient, row.created_at, row.available_at = recipient, AT, AT
    row.save(force_insert=True)
    return row.id


def _written(settings) -> list[str]:
    """Return the letters in the folder."""
    return [path.read_text() for path in settings.OUTBOX_DIR.glob("*") if path.is_file()]


class Failing:
    """A provider that is down."""

    def send(self, letter: letters.Letter) -> None:
        """Hand nothing over."""
        raise OSError(f"down for {letter.key}")


def test_a_message_becomes_one_text_however_often_the_worker_runs(settings):
    """Number and words, nothing of the matter; the person sees that it was sent."""
    told = _told()
    for minute in range(3):
        tasks.deliver(AT + timedelta(minutes=minute))
    [text] = _written(settings)
    assert text.startswith("13800000001\n【一站】") and "077A" in text
    assert SECRET not in text and "5299010012026" not in text
    assert queries.sent(PERSON, [told]) == {told: [queries.Sent("短信", "已发送")]}


def test_a_letter_goes_to_the_number_of_the_moment_of_sending(settings, phones):
    """Whoever changed the number after the step is not told at the old one."""
    _told()
    phones[PERSON] = "13900000002"
    tasks.deliver(AT)
    assert _written(settings)[0].startswith("13900000002\n")


def test_a_worker_killed_after_sending_sends_no_second_letter(settings, monkeypatch):
    """The row is as before, the key is the same, and the provider knows it."""
    _told()

    def killed(*_: object, **__: object) -> None:
        """Stand for the end of the process between sending and writing."""
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Delivery, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            tasks.deliver(AT)
    before = [path.stat().st_mtime_ns for path in settings.OUTBOX_DIR.iterdir()]
    tasks.deliver(AT)
    assert [path.stat().st_mtime_ns for path in settings.OUTBOX_DIR.iterdir()] == before
    assert Delivery.objects.get().state == "sent"


def test_a_provider_that_is_down_is_tried_ever_more_rarely_and_then_given_up(monkeypatch):
    """15 s, 30 s, then every five minutes; after four hours the letter is undelivered."""
    monkeypatch.setattr(letters, "senders", lambda: {"sms": Failing()})
    told = _told()
    tasks.deliver(AT)
    assert tasks.deliver(AT + timedelta(seconds=14)) == 0
    while (row := Delivery.objects.get()).state == "waiting":
        tasks.deliver(row.next_at)
    assert 45 <= row.attempts <= 56
    assert (queries.undelivered(), queries.sent(PERSON, [told])[told][0].state) == (1, "未送达")


def test_who_wants_mail_and_no_texts_gets_mail_only(settings):
    """The address is sealed in the table, and in clear in the mail alone."""
    services.prefer(PERSON, by_sms=False, email="zhang@example.cn")
    with connection.cursor() as cursor:
        cursor.execute("select email_sealed from outbox_contact")
        assert b"zhang" not in bytes(cursor.fetchone()[0])
    _told()
    tasks.deliver(AT)
    [mail] = _written(settings)
    assert "To: zhang@example.cn" in mail


def test_what_is_meant_for_nobody_or_for_later_is_not_sent(settings):
    """A message without a person, and one whose time has not come."""
    _told(recipient=None)
    later = _told()
    Message.objects.filter(id=later).update(available_at=AT + timedelta(days=1))
    tasks.deliver(AT)
    assert not Delivery.objects.exists() and not settings.OUTBOX_DIR.exists()


def test_nobody_learns_what_became_of_another_s_letters():
    """The ids of foreign messages are worth nothing."""
    told = _told()
    tasks.deliver(AT)
    assert queries.sent(uuid4(), [told]) == {}
