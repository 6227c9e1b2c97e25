"""A new authenticator for staff who lost theirs (T55): one person asks, another one agrees."""

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yizhan.accounts import authenticators, relations
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.forms import text
from yizhan.desk.signing import PinForm, WrongPin, check_pin
from yizhan.desk.who import Desk
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.words import Post
from yizhan.places import queries as places

KEEPERS = (Post.HEAD, Post.SUPERVISOR)
FAULTY = 422
FORM = require_http_methods(["GET", "HEAD", "POST"])


class LostForm(PinForm):
    """Who lost the authenticator, and who says so."""

    login = text("丢失验证器的工作人员登录名", focus=True, hint="请先当面核对本人身份")
    field_order = ("login", "pin")


@sensitive_post_parameters("pin")
@FORM
@acting(*KEEPERS)
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the form, or the address at which the second person agrees."""
    form = LostForm(request.POST or None)
    address = ""
    if form.is_bound and form.is_valid():
        try:
            check_pin(request, form.cleaned_data["pin"])
            address = _asked(request, desk, form.cleaned_data["login"])
        except (NotFound, WrongPin) as refusal:
            _refuse(form, refusal)
    return _page(request, desk, form, {"address": address})


@sensitive_post_parameters("pin")
@FORM
@acting(*KEEPERS)
def confirm(request: HttpRequest, desk: Desk, proof: str) -> HttpResponse:
    """Return who it is about, or the new authenticator, shown this once."""
    user = authenticators.asked_reset(proof, at=desk.at)
    _check_office(desk, user.pk)
    form = PinForm(request.POST or None)
    more: dict[str, object] = {"who": user.name}
    if form.is_bound and form.is_valid():
        try:
            check_pin(request, form.cleaned_data["pin"])
        except WrongPin as refusal:
            _refuse(form, refusal)
        else:
            offer = authenticators.confirm_reset(proof, desk.user_id, at=desk.at)
            more |= {"secret": offer.secret, "drawn": _drawn(offer.address)}
    return _page(request, desk, form, more)


def _asked(request: HttpRequest, desk: Desk, login: str) -> str:
    """Return the address for the second person; raises NotFound for staff of other offices."""
    found = relations.login(login)
    _check_office(desk, found.id)
    proof = authenticators.ask_reset(login, desk.user_id, at=desk.at)
    return request.build_absolute_uri(reverse("desk:factor_confirm", args=[proof]))


def _check_office(desk: Desk, user_id: int) -> None:
    """Raise NotFound unless somebody serves in one's own office, or in the place supervised."""
    held = places.postings_of(user_id, desk.today)
    own = any(one.authority_id == desk.held.authority_id for one in held)
    near = any(
        places.authority(one.authority_id).division == desk.authority.division for one in held
    )
    if not own and not (desk.post is Post.SUPERVISOR and near):
        raise NotFound("没有这个工作人员", clause="T1", remedy="请核对登录名", field="login")


def _drawn(address: str) -> str:
    """Return the address of an authenticator as a QR image."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=4)


def _refuse(form: PinForm, refusal: Refusal) -> None:
    """Put a refusal beside the field at fault, the password where none is named."""
    field = refusal.field if refusal.field in form.fields else "pin"
    form.add_error(field, f"{refusal.message}。{refusal.remedy}")


def _page(request: HttpRequest, desk: Desk, form: PinForm, more: dict[str, object]) -> HttpResponse:
    """Return the page of asking and agreeing."""
    context = {"nav": "factor", "form": form, "failed": bool(form.errors), **more}
    return pages.page(request, desk, "factor", context, status=FAULTY if form.errors else 200)
