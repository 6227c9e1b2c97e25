"""Signing (签发): the draft must have been opened, and the signer proves who signs (CHF-02).

A token says that this login saw exactly this draft of this version of the case; it is made by
the page that shows the draft and checked when it is signed.
"""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import auth
from django.core import signing as tokens
from django.http import HttpRequest, QueryDict
from django_otp import match_token

from yizhan.accounts import sessions
from yizhan.cases.queries import CaseView
from yizhan.desk.forms import DeskForm
from yizhan.desk.panel import Act
from yizhan.desk.stepforms import StepForm
from yizhan.desk.who import Desk
from yizhan.law.refusals import Conflict, Unlawful

SALT = "desk.draft"
AGE_S = 1800
TRIES = 5
FAILED = "pin_failed"


class WrongPin(Unlawful):
    """The password or code was wrong; the page may ask again."""


class PinForm(DeskForm):
    """The password or the code of the authenticator, once more."""

    pin = forms.CharField(
        label="登录密码或动态码",
        help_text="签发前再次确认身份",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True)
class Attempt:
    """One act about to be signed: by whom, on which case, with what said."""

    desk: Desk
    view: CaseView
    act: Act
    form: StepForm

    @property
    def seen(self) -> list[Any]:
        """Return what a token stands for."""
        words = json.dumps(self.form.said(), sort_keys=True, default=str)
        version = self.form.sent_seen
        who = [self.desk.user_id, self.desk.held.id]
        return [*who, self.view.ref, self.act.name, version, words]

    @property
    def token(self) -> str:
        """Return the proof that the draft was shown to this login."""
        return tokens.dumps(self.seen, salt=SALT)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return every value that was sent, to be sent once more with the signature."""
        sent = self.form.data
        if not isinstance(sent, QueryDict):
            return []
        return [(name, value) for name in self.form.fields for value in sent.getlist(name)]

    def check_seen(self, token: str) -> None:
        """Refuse to sign what was not shown as it stands (CHF-02)."""
        try:
            seen = tokens.loads(token, salt=SALT, max_age=AGE_S)
        except tokens.BadSignature:
            seen = None
        if seen != self.seen:
            raise Conflict(
                "签发前须先查看文书草稿；草稿或办件已有变化",
                clause="L3.10",
                remedy="请重新查看草稿后签发",
            )


def check_pin(request: HttpRequest, pin: str) -> None:
    """Refuse a wrong password or code; after five the session ends (T55)."""
    user = sessions.signed_in(request)
    if user is not None and _right(user, pin):
        request.session.pop(FAILED, None)
        return
    failed = request.session[FAILED] = request.session.get(FAILED, 0) + 1
    if failed >= TRIES:
        auth.logout(request)
        raise Unlawful("连续5次没有通过身份确认，已退出登录", clause="L3.2", remedy="请重新登录")
    raise WrongPin(
        f"密码或动态码不对，还可以试{TRIES - failed}次",
        clause="L3.2",
        remedy="动态码每30秒更换一次，用过的不能再用",
    )


def _right(user: Any, pin: str) -> bool:
    """Return whether it is the code of the authenticator or else the password."""
    if pin.isdigit() and len(pin) == 6:  # noqa: PLR2004 - digits of a code
        return match_token(user, pin) is not None
    return bool(user.check_password(pin))
