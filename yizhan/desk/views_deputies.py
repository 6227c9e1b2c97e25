"""Delegations (委托、AB岗) at the desk: given for days, seen, taken back (L3.2, CHF-05)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yizhan.desk import pages, rosters
from yizhan.desk.acting import acting
from yizhan.desk.forms import day, text
from yizhan.desk.signing import PinForm, WrongPin, check_pin
from yizhan.desk.who import Desk
from yizhan.law.mandates import Period
from yizhan.law.refusals import Refusal
from yizhan.law.words import Post
from yizhan.places import delegations
from yizhan.places.delegations import Deputy

GIVERS = (Post.CHIEF, Post.HEAD)
FAULTY = 422


class DeputyForm(PinForm):
    """Whose post is delegated to whom, for which days, why (L3.2)."""

    since = day("开始日期")
    until = day("终止日期")
    reason = text("委托原因", hint="例如：出差、休假")
    field_order = ("posting", "user", "since", "until", "reason", "pin")

    def __init__(self, desk: Desk, *args: Any, **kwargs: Any) -> None:
        """List the posts that may be delegated and the people of the department."""
        kwargs["initial"] = {"since": desk.today}
        super().__init__(*args, **kwargs)
        people = rosters.own_people(desk)
        posts = delegations.posts(desk.held, desk.today)
        names = dict(people)
        known = [(str(one.id), f"{names[str(one.user_id)]}的首席代表岗位") for one in posts]
        self.fields["posting"] = forms.ChoiceField(label="委托的岗位", choices=known)
        self.fields["user"] = forms.ChoiceField(label="受委托人", choices=people)
        self.order_fields(self.field_order)

    @property
    def deputy(self) -> Deputy:
        """Return who is to stand in, from when to when, and why."""
        said = self.cleaned_data
        period = Period(said["since"], said["until"])
        return Deputy(user_id=int(said["user"]), period=period, reason=said["reason"])


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
@acting(*GIVERS)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the delegations and the form of a new one, or give it."""
    form = DeputyForm(desk, request.POST or None)
    if not form.is_bound:
        return _page(request, desk, form)
    if not form.is_valid():
        return _page(request, desk, form, status=FAULTY)
    try:
        check_pin(request, form.cleaned_data["pin"])
        posting = int(form.cleaned_data["posting"])
        delegations.delegate(posting, form.deputy, desk.held, on=desk.today)
    except WrongPin as refusal:
        form.add_error("pin", refusal.message)
        return _page(request, desk, form, status=FAULTY)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, desk, form, refusal=refusal, status=pages.status_of(refusal))
    messages.success(request, "已委托。受委托人签发的文书都注明代谁签发")
    return redirect("desk:deputies")


@require_POST
@acting(*GIVERS)
def revoke(request: HttpRequest, desk: Desk, posting_id: int) -> HttpResponse:
    """Take a delegation back at once; what was signed under it stands."""
    delegations.revoke(posting_id, desk.held, at=desk.at)
    messages.success(request, "委托已收回，即刻生效；此前代签的文书仍然有效")
    return redirect("desk:deputies")


def _page(
    request: HttpRequest,
    desk: Desk,
    form: DeputyForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of delegations; ``refusal`` says why the last one was not given."""
    mine = {one.id for one in delegations.posts(desk.held, desk.today)}
    context = {
        "nav": "deputies",
        "rows": [_row(desk, one) for one in delegations.listed(desk.held)],
        "form": form,
        "gives": bool(mine),
        "refusal": refusal,
        "failed": status != 200,  # noqa: PLR2004 - the status of a page as it should be
    }
    return pages.page(request, desk, "deputies", context, status=status)


def _row(desk: Desk, one: delegations.DelegationView) -> dict[str, Any]:
    """Return a delegation with where it stands, and whether this desk may take it back."""
    own = desk.post is Post.HEAD or one.principal_id == desk.user_id
    return {
        "view": one,
        "state": one.state(desk.today),
        "revocable": own and one.open(desk.today),
    }
