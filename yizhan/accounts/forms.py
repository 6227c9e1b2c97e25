"""The forms of logging in and registering: labels, hints, what the browser may fill in (G-09)."""

from typing import Any

from django import forms

from yizhan.accounts.registry import Details
from yizhan.law.identities import IdType
from yizhan.law.refusals import Refusal

OF_PEOPLE = [word for word in IdType if word is not IdType.CREDIT]


class PlainForm(forms.Form):
    """A form whose faults are said with the name of the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fault of every empty field."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}"

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or above the form when it has none here."""
        field = refusal.field if refusal.field in self.fields else None
        words = "。".join(part for part in (refusal.message, refusal.remedy) if part)
        self.add_error(field, words)


def text(label: str, complete: str, *, longest: int = 60, **said: Any) -> forms.CharField:
    """Return a text field with its label and what the browser may fill in."""
    mode = said.pop("mode", "text")
    widget = forms.TextInput(attrs={"autocomplete": complete, "inputmode": mode})
    return forms.CharField(label=label, max_length=longest, widget=widget, **said)


def _password(label: str, complete: str, **said: Any) -> forms.CharField:
    """Return a password field that a password manager understands; blanks count."""
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **said)


class LoginForm(PlainForm):
    """Login name and password."""

    login = text("登录名", "username")
    password = _password("密码", "current-password")


class CodeForm(PlainForm):
    """The six digits of the authenticator."""

    code = text("动态码", "one-time-code", mode="numeric", longest=6, help_text="验证器上的6位数字")


class IdentityForm(PlainForm):
    """What the real-name check wants (W2.2)."""

    name = text("姓名", "name", help_text="与证件上的姓名一致")
    id_type = forms.ChoiceField(
        label="证件类型", choices=[(word.value, word.label) for word in OF_PEOPLE]
    )
    id_number = text("证件号码", "off", longest=30)
    phone = text("手机号", "tel", mode="tel", longest=30, help_text="用于接收办件通知")

    def details(self, *, demo: bool) -> Details:
        """Return what was typed, for the register."""
        said = self.cleaned_data
        return Details(
            name=said["name"],
            number=said["id_number"],
            kind=IdType(said["id_type"]),
            phone=said["phone"],
            demo=demo,
        )


class AccountForm(PlainForm):
    """A new login: name, and the password twice."""

    login = text("登录名", "username", help_text="4至60位字母、数字或 . _ - @ +")
    password = _password("密码", "new-password", help_text="至少10位，不要用常见的密码")
    again = _password("再输入一次密码", "new-password")

    def clean(self) -> dict[str, Any]:
        """Return what was typed; both passwords must be the same."""
        said = super().clean() or {}
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", "两次输入的密码不一致")
        return said


class RegisterForm(AccountForm, IdentityForm):
    """A new login with its real name (W2.1)."""

    field_order = ("login", "password", "again", "name", "id_type", "id_number", "phone")


class PasswordForm(PlainForm):
    """The old password and the new one twice."""

    old = _password("原密码", "current-password")
    new = _password("新密码", "new-password", help_text="至少10位，不要用常见的密码")
    again = _password("再输入一次新密码", "new-password")

    def clean(self) -> dict[str, Any]:
        """Return what was typed; both new passwords must be the same."""
        said = super().clean() or {}
        if said.get("new") and said.get("again") and said["new"] != said["again"]:
            self.add_error("again", "两次输入的密码不一致")
        return said
