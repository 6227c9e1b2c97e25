"""Logging in (T55, T56, T6): lockout, second factor, fresh sessions, idle time."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.conftest import PASSWORD
from yizhan.accounts import services, sessions

LOGIN, STAFF, CODE = "/account/login/", "/account/staff/", "/account/staff/code/"
REGISTER, CHANGE = "/account/register/", "/account/password/"


def sign_in(client, login, password, page=LOGIN, **extra):
    """Return the answer to a name and a password."""
    return client.post(page, {"login": login, "password": password, **extra})


def said(response):
    """Return the page as text without what differs by nature: tokens and the typed name."""
    text = re.sub(r'value="[^"]*"', "", response.content.decode())
    return re.sub(r"\d{4}年\d+月\d+日 \d\d:\d\d", "", text)


def sign_in_staff(client, at=None):
    """Log the demo clerk in with both factors."""
    sign_in(client, "clerk", PASSWORD, STAFF)
    code = services.demo_code("clerk", at=at or timezone.now())
    return client.post(CODE, {"code": code})


def idle(client, length):
    """Put the last request of a session back by a length of time."""
    session = client.session
    session[sessions.SEEN] = (timezone.now() - length).isoformat()
    session.save()


def me(client):
    """Return the id of whoever is logged in."""
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("path", [LOGIN, STAFF, REGISTER])
def test_the_pages_of_strangers_open_and_are_never_stored(db, client, path):
    """T32: nothing of a login stays in a cache."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_a_citizen_logs_in_with_name_and_password(citizen, client):
    """W2.1: whatever the capitals of the name."""
    assert sign_in(client, " Citizen ", PASSWORD).status_code == 302
    assert me(client) == str(citizen.pk)


def test_a_wrong_password_and_an_unknown_name_have_the_same_answer(citizen, client):
    """T55: nobody learns which logins exist."""
    known = sign_in(client, "citizen", "wrong-password")
    unknown = sign_in(Client(), "nobody", "wrong-password")
    assert (known.status_code, said(known)) == (unknown.status_code, said(unknown))


def test_a_staff_password_on_the_page_of_citizens_looks_wrong(citizen, staff, client):
    """T55: staff are strangers there, and the answer does not tell."""
    right = sign_in(client, "clerk", PASSWORD)
    wrong = sign_in(Client(), "citizen", "wrong-password")
    assert said(right) == said(wrong)
    assert me(client) is None


@pytest.mark.parametrize("login", ["citizen", "nobody"])
def test_the_fifth_failure_locks_whether_the_login_exists_or_not(citizen, client, login):
    """T55: 5 in 15 minutes; the right password does not help any more."""
    answers = [sign_in(client, login, "wrong-password").status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert sign_in(client, login, PASSWORD).status_code == 429
    assert me(client) is None


def test_the_page_of_a_locked_login_says_so_in_chinese(citizen, client):
    """T55: what happened and when to try again."""
    for _ in range(5):
        answer = sign_in(client, "citizen", "wrong-password")
    assert "已暂停15分钟" in answer.content.decode()


def test_capitals_and_blanks_do_not_go_round_the_lock(citizen, client):
    """T55: failures are counted by the name as it is stored."""
    for name in ("citizen", "CITIZEN", " citizen", "Citizen", "citizeN "):
        answer = sign_in(client, name, "wrong-password")
    assert answer.status_code == 429


def test_another_login_from_the_same_network_is_not_locked(citizen, other, client):
    """T55: a whole hall shares one address."""
    for _ in range(5):
        sign_in(client, "citizen", "wrong-password")
    assert sign_in(client, "other", PASSWORD).status_code == 302


def test_a_success_starts_the_count_again(citizen, client):
    """T55: who knows the password is nobody who guesses."""
    for _ in range(4):
        sign_in(client, "citizen", "wrong-password")
    sign_in(client, "citizen", PASSWORD)
    assert sign_in(Client(), "citizen", "wrong-password").status_code == 422


def test_a_planted_session_key_is_worth_nothing_after_login(citizen, client):
    """T56: the key changes with the login."""
    client.get(LOGIN)
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client, "citizen", PASSWORD)
    assert client.session.session_key != planted


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_nobody_is_sent_to_another_site_after_login(citizen, client, wanted):
    """T56: only addresses of this site."""
    assert "elsewhere" not in sign_in(client, "citizen", PASSWORD, next=wanted)["Location"]
    assert "javascript" not in sign_in(client, "citizen", PASSWORD, next=wanted)["Location"]


def test_the_wanted_page_follows_the_login(citizen, client):
    """P-11: back to where the application began."""
    assert sign_in(client, "citizen", PASSWORD, next="/guide/1/")["Location"] == "/guide/1/"


def test_the_right_password_alone_does_not_log_staff_in(staff, client):
    """T55: nobody is logged in before the code."""
    assert sign_in(client, "clerk", PASSWORD, STAFF)["Location"] == CODE
    assert me(client) is None


def test_staff_log_in_with_password_and_code(staff, client):
    """T55: both factors, and the device stands in the session."""
    staff[0].must_change = False
    staff[0].save()
    assert sign_in_staff(client).status_code == 302
    assert me(client) == str(staff[0].pk)


def test_a_citizen_cannot_log_in_where_staff_do(citizen, client):
    """T55: the same words as for a wrong password."""
    assert sign_in(client, "citizen", PASSWORD, STAFF).status_code == 422
    assert "second_factor" not in client.session


def test_a_code_is_good_once(staff, client):
    """T55: a code seen over the shoulder is worth nothing."""
    at = timezone.now()
    sign_in_staff(client, at)
    thief = Client()
    sign_in_staff(thief, at)
    assert me(thief) is None


def test_the_page_of_the_code_is_closed_without_a_password(staff, client):
    """T55: the first factor comes first."""
    assert client.get(CODE)["Location"] == STAFF
    assert client.post(CODE, {"code": "123456"})["Location"] == STAFF


def test_five_wrong_codes_end_the_attempt(staff, client, settings):
    """T55: five tries, then the password again."""
    settings.OTP_TOTP_THROTTLE_FACTOR = 0
    sign_in(client, "clerk", PASSWORD, STAFF)
    answers = [client.post(CODE, {"code": "abcdef"}).status_code for _ in range(5)]
    assert answers == [422] * 5
    right = services.demo_code("clerk", at=timezone.now())
    assert client.post(CODE, {"code": right})["Location"] == STAFF


def test_the_code_must_come_within_five_minutes(staff, client):
    """T55: a password given long ago is no first factor."""
    sign_in(client, "clerk", PASSWORD, STAFF)
    session = client.session
    kept = dict(session["second_factor"])
    kept["at"] = (timezone.now() - timedelta(minutes=6)).isoformat()
    session["second_factor"] = kept
    session.save()
    assert client.get(CODE)["Location"] == STAFF


def test_a_staff_session_without_second_factor_is_ended(staff, client):
    """T55: however it came to be."""
    client.force_login(staff[0])
    client.get(LOGIN)
    assert me(client) is None


def test_staff_with_a_first_password_can_do_nothing_but_change_it(staff, client):
    """T55: the password that somebody else knows."""
    sign_in_staff(client)
    assert client.get(LOGIN)["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200


def test_a_changed_password_keeps_this_session_and_ends_the_others(citizen, client):
    """T6: sessions hang on the password."""
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser, "citizen", PASSWORD)
    new = "另一把-Long-enough-key"
    client.post(CHANGE, {"old": PASSWORD, "new": new, "again": new})
    stay = reverse("accounts:stay")
    assert [browser.post(stay).status_code for browser in (client, elsewhere)] == [204, 403]


def test_a_closed_login_is_out_with_the_next_request(citizen, client):
    """T6: rights are read per request."""
    sign_in(client, "citizen", PASSWORD)
    services.close_login(citizen.pk)
    assert client.post(reverse("accounts:stay")).status_code == 403


@pytest.mark.parametrize(("minutes", "status"), [(29, 204), (31, 403)])
def test_a_citizen_is_logged_out_after_thirty_idle_minutes(citizen, client, minutes, status):
    """G-17: portal 30 minutes."""
    sign_in(client, "citizen", PASSWORD)
    idle(client, timedelta(minutes=minutes))
    assert client.post(reverse("accounts:stay")).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(9, 204), (11, 403)])
def test_staff_are_logged_out_after_ten_idle_minutes(staff, client, minutes, status):
    """G-17: desk 10 minutes."""
    sign_in_staff(client)
    idle(client, timedelta(minutes=minutes))
    assert client.post(reverse("accounts:stay")).status_code == status


def test_a_request_is_written_down_once_a_minute_only(citizen, client, django_assert_num_queries):
    """G-20: a busy session does not write with every page."""
    sign_in(client, "citizen", PASSWORD)
    with django_assert_num_queries(2):
        client.post(reverse("accounts:stay"))


def test_logging_out_needs_a_post_and_leaves_nothing(citizen, client):
    """T56: no picture on another site logs anybody out."""
    sign_in(client, "citizen", PASSWORD)
    assert client.get("/account/logout/").status_code == 405
    client.post("/account/logout/")
    assert me(client) is None


@pytest.mark.parametrize("path", [LOGIN, STAFF, REGISTER, "/account/logout/"])
def test_a_form_from_another_site_is_refused(db, path):
    """T56: CSRF."""
    assert Client(enforce_csrf_checks=True).post(path, {}).status_code == 403
