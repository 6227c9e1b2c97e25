"""How a person wants to be reached (消息提醒)."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yizhan.accounts import seals
from yizhan.law.refusals import Invalid
from yizhan.outbox.models import Contact


def prefer(person: UUID, *, by_sms: bool, email: str = "") -> None:
    """Keep how a person wants to be reached; an empty ``email`` is none. Raises Invalid."""
    try:
        if email:
            validate_email(email)
    except ValidationError as fault:
        raise Invalid(
            "邮箱地址不对", clause="W2.3", remedy="请核对后再填", field="email"
        ) from fault
    sealed = seals.seal(email, str(person)) if email else b""
    values = {"by_sms": by_sms, "email_sealed": sealed}
    Contact.objects.update_or_create(person_id=person, defaults=values)
