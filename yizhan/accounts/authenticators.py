"""The second factor of staff (T55): offering an authenticator, adopting it once it shows codes."""

import base64
from dataclasses import dataclass

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from yizhan.accounts.models import User
from yizhan.accounts.services import new_secret, normal_login
from yizhan.law.refusals import Invalid, NotFound

ISSUER = "一站"


@dataclass(frozen=True)
class Offer:
    """What an authenticator needs: the secret (base32) and the address that its QR code holds."""

    secret: str
    address: str


def offer(user: User) -> Offer:
    """Return the authenticator that a login could change to; asking again returns the same."""
    device = _pending(user)
    return Offer(base64.b32encode(device.bin_key).decode(), device.config_url)


@transaction.atomic
def adopt(user: User, code: str) -> TOTPDevice:
    """Return the offered authenticator, now the only one, because it shows the right code.

    Raises Invalid for a wrong code; the one before then goes on working.
    """
    device = TOTPDevice.objects.select_for_update().get(pk=_pending(user).pk)
    if not device.verify_token(code):
        raise Invalid(
            "动态码不对", clause="W2.1", remedy="请核对手机时间，输入新验证器上的数字", field="code"
        )
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return device


def reset(login: str) -> str:
    """Return a fresh secret (base32) for staff who lost theirs; the old one is dead at once.

    Sessions that were opened with the old one end with their next request. Raises NotFound.
    """
    user = User.objects.filter(login=normal_login(login), is_staff_member=True).first()
    if user is None:
        raise NotFound("没有这个工作人员", clause="W2.1", remedy="请核对登录名")
    return new_secret(user)


def _pending(user: User) -> TOTPDevice:
    """Return the authenticator that was offered and is not adopted yet."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, name=ISSUER, confirmed=False)
    return device
