"""Changes of users: registering by real name, window checks, staff, logins (W2, T55)."""

import base64
import re
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from yizhan.accounts import registry, seals
from yizhan.accounts.models import Look, Membership, Person, User
from yizhan.accounts.registry import Details
from yizhan.law.identities import IdType, identify
from yizhan.law.mandates import Role
from yizhan.law.masking import find_numbers
from yizhan.law.refusals import Conflict, Invalid, NotFound, Unlawful, WrongPost
from yizhan.law.words import Assurance

LOGIN = re.compile(r"[a-z0-9._@+\-]{4,60}")
ISSUER = "一站"
WEAK = {
    "password_too_short": "太短，至少10位",
    "password_too_common": "太常见，容易被猜到",
    "": "不符合要求",
}


def normal_login(text: str) -> str:
    """Return a login name as it is stored and counted: no blanks around, small letters."""
    return text.strip().lower()


@transaction.atomic
def register(login: str, password: str, details: Details | None = None, *, at: datetime) -> User:
    """Return a new login; with details that pass the check a registered user, else ordinary (W2.2).

    Raises Invalid, Conflict or Unlawful, and then nothing was registered.
    """
    user = _new_user(login, password, at=at)
    if details is not None:
        verify(user, details, at=at)
    return user


@transaction.atomic
def verify(user: User, details: Details, *, at: datetime) -> UUID:
    """Return the person that a login now is: an ordinary user becomes a registered one (W2.2).

    Raises Invalid for a wrong form, Unlawful with one text for every other failure, so that
    nobody learns who is registered (T55).
    """
    if user.person_id is not None:
        raise Conflict("您已完成实名登记", clause="W2.2", remedy="如信息有变，请到窗口办理")
    if details.kind is IdType.CREDIT:
        raise Invalid(
            "请先由经办人本人实名登记", clause="W2.1", remedy="登记后再登记单位", field="id_type"
        )
    checked = registry.check_form(details, at.date())
    assurance = checked.assured()
    registry.check_claim(checked)
    person = registry.keep(checked, assurance, at=at)
    _bind(user, person)
    return person.pk


@transaction.atomic
def register_organisation(user: User, details: Details, *, at: datetime) -> UUID:
    """Return the organisation that its legal representative registers (W2.1).

    Raises Unlawful for an ordinary user, and as ``register_organisation_of``.
    """
    if user.person_id is None:
        raise Unlawful("请先完成个人实名登记", clause="W2.2", remedy="请在“我的资料”中实名登记")
    return register_organisation_of(user.person_id, details, at=at)


def register_organisation_of(person_id: UUID, details: Details, *, at: datetime) -> UUID:
    """Return the organisation that a person registers as its legal representative (W2.1).

    Raises Unlawful when the person is not the representative, or the check fails.
    """
    person = Person.objects.get(pk=person_id)
    if details.representative.strip() != person.name:
        raise Unlawful(
            "只有法定代表人（负责人）本人可以登记单位",
            clause="W2.1",
            remedy="请由法定代表人登记后授权您经办，或者携带证照到窗口办理",
        )
    checked = registry.check_form(details, at.date())
    known = registry.find(checked.identity)
    if known is not None and known.representative != person.name:
        raise registry.failed()
    organisation = registry.keep(checked, checked.assured(), at=at)
    Membership.objects.get_or_create(
        person=person,
        organisation=organisation,
        role=Role.REPRESENTATIVE.value,
        until=None,
        defaults={"since": at.date()},
    )
    return organisation.pk


@transaction.atomic
def window_check(person_id: UUID, staff_id: int, *, number: str, at: datetime) -> None:
    """Raise the assurance of a person whose document was seen at a window (W2.2).

    Raises WrongPost for others than staff, Unlawful when the number is not the registered one.
    """
    _staff(staff_id)
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound("没有找到这个人", clause="W2.1", remedy="请核对后再试")
    held = identify(number, IdType(person.id_type)).number
    if seals.index(held) != person.id_index:
        raise Unlawful("证件号码与登记的不一致", clause="W2.2", remedy="请核对证件原件")
    person.assurance = Assurance.WINDOW.value
    person.save(update_fields=["assurance"])
    _look(staff_id, person, what="window_check", at=at)


@transaction.atomic
def enrol(details: Details, staff_id: int, *, at: datetime, login: str = "") -> UUID:
    """Return the person or organisation whose document lies on the counter, entered or known.

    With a login name that login becomes this person's: the way for whoever fails online (W2.2).
    Raises WrongPost for others than staff, Conflict when the number has another name.
    """
    _staff(staff_id)
    person = registry.keep(registry.check_form(details, at.date()), Assurance.WINDOW, at=at)
    _look(staff_id, person, what="window_check", at=at)
    if login:
        _bind(_ordinary(login), person)
    return person.pk


@transaction.atomic
def identify_staff(user_id: int, details: Details, by: int, *, at: datetime) -> UUID:
    """Return the person that a member of staff is, whom a mandate can then name (L3.11, H7.3).

    Raises WrongPost for others than staff, Conflict when the number has another name.
    """
    _staff(user_id)
    person = enrol(details, by, at=at)
    User.objects.filter(pk=user_id).update(person_id=person)
    return person


def change_contact(user: User, *, phone: str, address: str) -> None:
    """Change the user's own phone and address (W2.3); raises Unlawful for an ordinary user."""
    if user.person_id is None:
        raise Unlawful("请先完成实名登记", clause="W2.3", remedy="请在“我的资料”中实名登记")
    change_contact_of(user.person_id, phone=phone, address=address)


def change_contact_of(person_id: UUID, *, phone: str, address: str) -> None:
    """Change a person's phone and address (W2.3); the caller knows that they are their own."""
    registry.change_contact(Person.objects.get(pk=person_id), phone=phone, address=address)


@transaction.atomic
def create_staff(
    login: str, name: str, password: str, *, at: datetime, must_change: bool = True
) -> tuple[User, str]:
    """Return a new staff login and the secret for its authenticator (base32), shown once.

    The first password must be changed at the first login, unless told otherwise (demo staff).
    """
    user = _new_user(login, password, at=at)
    user.name = name
    user.is_staff_member = True
    user.must_change = must_change
    user.save(update_fields=["name", "is_staff_member", "must_change"])
    return user, new_secret(user)


def new_secret(user: User) -> str:
    """Return a fresh authenticator secret (base32); the one before stops working."""
    TOTPDevice.objects.filter(user=user).delete()
    device = TOTPDevice.objects.create(user=user, name=ISSUER, confirmed=True)
    return base64.b32encode(device.bin_key).decode()


def demo_code(login: str, *, at: datetime) -> str:
    """Return the code that the authenticator of demo staff would show now: six digits.

    Raises NotFound outside a demo and for an unknown login.
    """
    devices = TOTPDevice.objects.filter(user__login=normal_login(login), user__is_active=True)
    device = devices.first() if settings.DEMO else None
    if device is None:
        raise NotFound("没有这个演示工作人员", clause="W2.1", remedy="请核对登录名")
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = at.timestamp()
    return f"{clock.token():06d}"


def change_password(user: User, *, old: str, new: str) -> None:
    """Change the password; every other session of the login ends.

    Raises Unlawful for a wrong old password, Invalid for a weak new one.
    """
    if not user.check_password(old):
        raise Unlawful("原密码不对", clause="W2.1", remedy="请重新输入")
    if old == new:
        raise Invalid("新密码不能与原密码相同", clause="W2.1", remedy="请换一个", field="new")
    _set_password(user, new)
    user.must_change = False
    user.save(update_fields=["password", "must_change"])


def close_login(user_id: int) -> None:
    """Switch a login off: its sessions and tokens are dead with the next request (T6)."""
    User.objects.filter(pk=user_id).update(is_active=False)


def _new_user(login: str, password: str, *, at: datetime) -> User:
    """Return a new ordinary login; raises Invalid for a bad name or password, Conflict if taken."""
    name = normal_login(login)
    if not LOGIN.fullmatch(name) or find_numbers(name):
        raise Invalid(
            "登录名应为4至60位字母、数字或 . _ - @ +，不能是身份证号码",
            clause="W2.1",
            remedy="请换一个登录名",
            field="login",
        )
    user = User(login=name, created_at=at)
    _set_password(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            "这个登录名不能使用", clause="W2.1", remedy="请换一个登录名", field="login"
        ) from None
    return user


def _set_password(user: User, password: str) -> None:
    """Put a password on a login; raises Invalid when it is too weak (T55)."""
    try:
        password_validation.validate_password(password, user)
    except ValidationError as weak:
        faults = "、".join(WEAK.get(fault.code or "", WEAK[""]) for fault in weak.error_list)
        raise Invalid(
            f"密码{faults}", clause="W2.1", remedy="请换一个更长的密码", field="password"
        ) from None
    user.set_password(password)


def _ordinary(login: str) -> User:
    """Return the login of an ordinary user by its name; raises NotFound."""
    users = User.objects.filter(login=normal_login(login), is_staff_member=False, is_active=True)
    user = users.filter(person__isnull=True).first()
    if user is None:
        raise NotFound(
            "没有找到待实名的登录名", clause="W2.2", remedy="请核对登录名", field="login"
        )
    return user


def _bind(user: User, person: Person) -> None:
    """Make a login a person's; raises Unlawful when the person has another login already."""
    user.person = person
    user.name = person.name
    try:
        with transaction.atomic():
            user.save(update_fields=["person", "name"])
    except IntegrityError:
        raise registry.failed() from None


def _staff(staff_id: int) -> None:
    """Raise WrongPost unless the login belongs to active staff."""
    if not User.objects.filter(pk=staff_id, is_active=True, is_staff_member=True).exists():
        raise WrongPost("只有工作人员可以核验证件", clause="W2.2", remedy="请到窗口办理")


def looked(staff_id: int, person_id: UUID, what: str, reason: str, *, at: datetime) -> None:
    """Write down that staff asked for a person's data, and why (P-16)."""
    Look.objects.create(
        user_id=staff_id, person_id=person_id, what=what, reason=reason[:200], at=at
    )


def _look(staff_id: int, person: Person, *, what: str, at: datetime) -> None:
    """Write down that staff saw a person's document (P-16)."""
    Look.objects.create(user_id=staff_id, person=person, what=what, reason="窗口核验证件", at=at)
