"""Limits of trying (T55, E16): windows, networks behind proxies, devices that are known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.accounts.conftest import AT, PASSWORD
from yizhan.accounts import gate, throttle
from yizhan.accounts.models import Attempt
from yizhan.accounts.networks import network

LOGIN, REGISTER = "/account/login/", "/account/register/"
QUARTER = throttle.QUARTER


def tried(key="10.0.0.1", *, at=AT, times=1):
    """Return what each of some tries was told, three being allowed."""
    return [throttle.check("test", key, limit=3, window=QUARTER, at=at) for _ in range(times)]


def asked(address, forwarded=""):
    """Return the network of a request from an address, with what a proxy wrote."""
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return network(RequestFactory().get("/", REMOTE_ADDR=address, **headers))


def guess(client, login="citizen", **meta):
    """Return the status of a wrong password."""
    said = {"login": login, "password": "wrong-password"}
    return client.post(LOGIN, said, **meta).status_code


def test_the_fourth_of_three_allowed_tries_is_refused(db):
    """T55: at most the limit in a window."""
    assert tried(times=4) == [True, True, True, False]


def test_a_new_window_starts_from_nothing_and_other_keys_count_alone(db):
    """T55: nobody is locked for ever, and nobody by another's tries."""
    tried(times=4)
    assert tried("10.0.0.2") == [True]
    assert tried(at=AT + QUARTER) == [True]


def test_a_success_is_not_counted_as_a_guess(db):
    """T55: a whole hall logs in from one address."""
    tried(times=3)
    throttle.forgive("test", "10.0.0.1", window=QUARTER, at=AT)
    assert tried(times=2) == [True, False]


def test_ended_windows_are_swept_while_others_are_counted(db):
    """A stream of made-up keys does not fill the table."""
    for serial in range(20):
        tried(f"key-{serial}")
    for serial in range(20):
        tried(f"later-{serial}", at=AT + QUARTER)
    assert Attempt.objects.count() <= 21


def test_the_table_of_tries_tells_no_address(db):
    """T57: only a keyed hash is kept."""
    tried("10.0.0.1")
    assert "10.0.0.1" not in str(Attempt.objects.values_list().get())


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted():
    """T55: no race past the limit, in any process."""

    def one(_):
        """Try once, on a connection of its own."""
        try:
            return tried("10.0.0.9")[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(12))) == 3


@pytest.mark.parametrize(
    ("address", "forwarded", "counted"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "nonsense", "unknown"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("", "198.51.100.1", "unknown"),
    ],
)
def test_only_our_own_proxies_say_from_where_somebody_asks(settings, address, forwarded, counted):
    """E16: an address in a header that anybody can write is worth nothing."""
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]
    assert asked(address, forwarded) == counted


def test_a_network_that_guesses_many_logins_is_paused(citizen, client):
    """T55: stuffing tries each login once, so logins alone do not show it."""
    answers = [guess(client, f"login-{serial}") for serial in range(gate.BY_NETWORK + 1)]
    assert answers == [422] * gate.BY_NETWORK + [429]
    assert guess(client, REMOTE_ADDR="203.0.113.7") == 422


def test_the_pause_of_a_network_says_the_same_of_known_and_unknown(citizen, other, client):
    """T55: nobody learns from the pause which logins exist."""
    for serial in range(gate.BY_NETWORK):
        guess(client, f"login-{serial}")
    assert guess(client, "citizen") == guess(client, "nobody") == 429


def test_a_hall_logs_in_all_day_from_one_address(citizen):
    """T55: successes take nothing from the network's limit."""
    for _ in range(gate.BY_NETWORK + 2):
        answer = Client().post(LOGIN, {"login": "citizen", "password": PASSWORD})
    assert answer.status_code == 302


def test_strangers_have_at_most_a_hundred_passwords_evaluated_a_day(citizen, monkeypatch):
    """E16: from however many addresses, spread over the day."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0)
    request = RequestFactory().post(LOGIN)
    allowed = 0
    for serial in range(gate.BY_DAY + 20):
        request.META["REMOTE_ADDR"] = f"203.0.113.{serial}"
        allowed += gate.password(request, "citizen", at=midnight + serial * timedelta(minutes=3))
    assert allowed == gate.BY_DAY


def test_the_owner_logs_in_from_a_known_browser_while_strangers_are_locked_out(citizen, client):
    """E16: an attack does not close the hall to the person attacked."""
    client.post(LOGIN, {"login": "citizen", "password": PASSWORD})
    client.post("/account/logout/")
    stranger = Client()
    assert [guess(stranger) for _ in range(5)][-1] == 429
    assert client.post(LOGIN, {"login": "citizen", "password": PASSWORD}).status_code == 302


def test_a_known_browser_is_no_key_to_another_login_and_no_forged_one_counts(
    citizen, other, client
):
    """E16: the cookie is signed and good for one login; it has its own five tries."""
    client.post(LOGIN, {"login": "citizen", "password": PASSWORD})
    client.post("/account/logout/")
    for _ in range(5):
        guess(Client(), "other")
    assert guess(client, "other") == 429
    assert [guess(client) for _ in range(5)] == [422] * 4 + [429]


def test_nothing_typed_as_a_login_name_is_kept_in_clear(db, client):
    """T57: people type identity numbers into the wrong field."""
    guess(client, "529901199001010014")
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(t::text, ' ') from axes_accessattempt t")
        assert "529901199001010014" not in cursor.fetchone()[0]


def test_registrations_from_one_network_are_limited(db, client, monkeypatch):
    """T55: nobody tries out names and numbers by the thousand."""
    monkeypatch.setattr(gate, "REGISTRATIONS", 0)
    said = {
        "login": "newcomer",
        "password": PASSWORD,
        "again": PASSWORD,
        "name": "示例丁",
        "id_type": "resident",
        "id_number": "529901199001010073",
        "phone": "13800000007",
    }
    answer = client.post(REGISTER, said)
    assert answer.status_code == 429
    assert "过于频繁" in answer.content.decode()
