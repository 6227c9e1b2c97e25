"""Filters of the inbox (筛选), and those that a post has saved in its own browser (BCK-01).

Saved filters are no record of the hall: a signed cookie keeps them, a few for each post.
"""

from dataclasses import asdict

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from yizhan.cases.inbox import Sieve
from yizhan.desk.forms import DeskForm, text
from yizhan.desk.who import Desk
from yizhan.law.words import Channel

COOKIE = "desk_filters"
SALT = "desk.filters"
YEAR_S = 365 * 24 * 3600
MOST = 8
DUES = [("", "不限"), ("over", "已超期"), ("soon", "三日内到期")]
HELDS = [("", "不限"), ("mine", "我认领的"), ("free", "未认领")]


class SieveForm(DeskForm):
    """What is left of an inbox."""

    words = text("事项名称", required=False, longest=60)
    channel = forms.ChoiceField(
        label="来源", choices=[("", "不限"), *Channel.choices()], required=False
    )
    due = forms.ChoiceField(label="到期", choices=DUES, required=False)
    held = forms.ChoiceField(label="认领", choices=HELDS, required=False)

    @property
    def sieve(self) -> Sieve:
        """Return the filter as sent; nothing is left out where a value is none."""
        return Sieve(**self.cleaned_data) if self.is_valid() else Sieve()


class SaveForm(DeskForm):
    """Under which name a filter is kept."""

    name = text("筛选名称", longest=12)


def query(tab: str, sieve: Sieve) -> str:
    """Return a tab and a filter as the query of an address."""
    return urlencode({"tab": tab, **{name: one for name, one in asdict(sieve).items() if one}})


def saved(request: HttpRequest, desk: Desk) -> dict[str, str]:
    """Return the saved filters of the post, each query under its name."""
    return dict(_all(request).get(str(desk.held.id), {}))


def _all(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Return every filter of this browser, by post; none where the cookie is not ours."""
    try:
        found: dict[str, dict[str, str]] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return {}
    return found


def changed(request: HttpRequest, desk: Desk, name: str, found: str) -> str:
    """Return the cookie with a filter of the post under a name; without a query it is dropped."""
    everything, post = _all(request), str(desk.held.id)
    rest = {one: kept for one, kept in everything.get(post, {}).items() if one != name}
    mine = rest | ({name: found} if found else {})
    return signing.dumps({**everything, post: dict(list(mine.items())[-MOST:])}, salt=SALT)


def keep(response: HttpResponse, cookie: str) -> None:
    """Write the filters into the answer's cookie."""
    response.set_cookie(COOKIE, cookie, max_age=YEAR_S, httponly=True, samesite="Lax")
