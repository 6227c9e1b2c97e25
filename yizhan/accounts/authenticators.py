"""The second factor of staff (T55): offering an authenticator, adopting it once it shows codes."""

import base64
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from yizhan.accounts.models import User
from yizhan.accounts.services import new_secret, normal_login
from yizhan.law.refusals import Invalid, NotFound, Unlawful

ISSUER = "一站"
SALT = "accounts.reset"
ASKED_FOR = timedelta(minutes=15)
log = logging.getLogger(__name__)


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


def ask_reset(login: str, by: int, *, at: datetime) -> str:
    """Return the proof that somebody asked for a new authenticator for staff who lost theirs.

    It is good for a quarter of an hour, once, and only in the hands of a third person. Raises
    NotFound, Unlawful for one's own.
    """
    user = _staff(login)
    if user.pk == by:
        raise _not_alone()
    until = int((at + ASKED_FOR).timestamp())
    return signing.Signer(salt=SALT).sign_object([user.pk, by, _in_force(user.pk), until])


def asked_reset(proof: str, *, at: datetime) -> User:
    """Return whose authenticator a living proof is about; raises NotFound."""
    return User.objects.get(pk=_read(proof, at)[0])


@transaction.atomic
def confirm_reset(proof: str, by: int, *, at: datetime) -> Offer:
    """Return the new authenticator after a second person agreed; the old one is dead at once.

    Raises NotFound for a proof that is spent, Unlawful for who asked or whom it is about.
    """
    user_id, asked_by = _read(proof, at)
    if by in {user_id, asked_by}:
        raise _not_alone()
    user = User.objects.select_for_update().get(pk=user_id)
    secret = new_secret(user)
    log.warning("登录名 %s 的验证器由 %s 申请、%s 确认重置", user_id, asked_by, by)
    return Offer(secret, TOTPDevice.objects.get(user=user).config_url)


def _read(proof: str, at: datetime) -> tuple[int, int]:
    """Return whose authenticator a proof is about and who asked; raises NotFound once spent."""
    try:
        user_id, by, device, until = signing.Signer(salt=SALT).unsign_object(proof)
    except (signing.BadSignature, ValueError) as fault:
        raise _spent() from fault
    if at.timestamp() > until or device != _in_force(user_id):
        raise _spent()
    return user_id, by


def _in_force(user_id: int) -> int:
    """Return the id of the authenticator in force, which a reset ends; 0 for none."""
    found = TOTPDevice.objects.filter(user=user_id, confirmed=True).values_list("pk", flat=True)
    return found.first() or 0


def _staff(login: str) -> User:
    """Return the member of staff of a login name; raises NotFound."""
    user = User.objects.filter(login=normal_login(login), is_staff_member=True).first()
    if user is None:
        raise NotFound("没有这个工作人员", clause="W2.1", remedy="请核对登录名", field="login")
    return user


def _not_alone() -> Unlawful:
    """Return the refusal of somebody who would reset an authenticator alone."""
    return Unlawful(
        "重置验证器须由本人以外的两个人办理", clause="T55", remedy="请另一位负责人或者督查员确认"
    )


def _spent() -> NotFound:
    """Return the refusal of a proof that is worth nothing (any more)."""
    return NotFound("重置申请已失效", clause="T55", remedy="请重新申请")


def reset(login: str) -> str:
    """Return a fresh secret (base32) for staff who lost theirs; the old one is dead at once.

    Sessions that were opened with the old one end with their next request. Raises NotFound.
    """
    return new_secret(_staff(login))


def _pending(user: User) -> TOTPDevice:
    """Return the authenticator that was offered and is not adopted yet."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, name=ISSUER, confirmed=False)
    return device
