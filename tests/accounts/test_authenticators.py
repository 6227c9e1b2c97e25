"""The second factor of staff (T55): changing it by QR code, replacing a lost one by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP

from tests.accounts.conftest import PASSWORD
from yizhan.accounts import authenticators
from yizhan.law.refusals import Invalid

HOME = "/account/"


def shown_by(user):
    """Return the code that the offered authenticator of a login shows now."""
    device = authenticators._pending(user)
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = timezone.now().timestamp()
    return f"{clock.token():06d}"


def test_staff_change_to_a_new_authenticator_by_its_qr_code(desk, staff):
    """T55: the old one is dead, this session goes on."""
    path = "/account/authenticator/"
    assert 'src="data:image/svg+xml' in desk.get(path).content.decode()
    assert desk.post(path, {"code": shown_by(staff[0])}).status_code == 302
    assert staff[0].totpdevice_set.count() == 1
    assert desk.post("/account/stay/").status_code == 204


def test_a_wrong_code_leaves_the_old_authenticator_in_force(desk, staff):
    """T55: nobody locks themselves out by a slip."""
    before = staff[0].totpdevice_set.get(confirmed=True).key
    assert desk.post("/account/authenticator/", {"code": "abcdef"}).status_code == 422
    assert staff[0].totpdevice_set.get(confirmed=True).key == before


def test_an_offered_authenticator_opens_nothing_before_it_is_adopted(staff):
    """T55: its code is no second factor yet."""
    authenticators.offer(staff[0])
    client = Client()
    client.post("/account/staff/", {"login": "clerk", "password": PASSWORD})
    client.post("/account/staff/code/", {"code": shown_by(staff[0])})
    assert "_auth_user_id" not in client.session


def test_citizens_are_offered_no_authenticator(mine):
    """T55: the second factor is the staff's."""
    assert mine.get("/account/authenticator/")["Location"] == HOME


def test_a_lost_authenticator_is_replaced_by_command_and_its_sessions_end(desk, staff):
    """T55: recovery in person."""
    said = StringIO()
    call_command("reset_totp", "Clerk", stdout=said)
    assert staff[1] not in said.getvalue()
    assert desk.post("/account/stay/").status_code == 403
    with pytest.raises(CommandError, match="没有这个工作人员"):
        call_command("reset_totp", "nobody")


def test_a_code_is_not_adopted_twice(staff):
    """T55: each code is good once."""
    shown = shown_by(staff[0])
    authenticators.adopt(staff[0], shown)
    with pytest.raises(Invalid):
        authenticators.adopt(staff[0], shown)
