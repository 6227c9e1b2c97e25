"""Pages of one's own: account, organisations, mandates and guardians (W2.1, W2.3, L3.11, L4.16)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp import login as otp_login

from yizhan.accounts import authenticators, powers, queries, relations, services, sessions, throttle
from yizhan.accounts.forms import CodeForm, PlainForm
from yizhan.accounts.forms_powers import AgentForm, MandateForm, OrganisationForm
from yizhan.accounts.login import page
from yizhan.accounts.models import User
from yizhan.law.clocks import local
from yizhan.law.refusals import Invalid, NotFound, Refusal

P = ParamSpec("P")
PICKED = 20  # items that the page of picking may hand over
LOOKUPS = 20  # tries of one login in a quarter of an hour to name somebody else
FORM = require_http_methods(["GET", "POST"])


class Me(NamedTuple):
    """A registered user: the login and the person behind it."""

    user: User
    id: UUID


def for_users(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Return a view that strangers are sent to the login page from; it is never stored."""

    @wraps(view)
    def seen(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        """Return the view's answer to a user."""
        user = sessions.signed_in(request)
        if user is None:
            return _first(request, "accounts:login")
        return view(request, user, *args, **kwargs)

    return never_cache(seen)


def for_persons(
    view: Callable[Concatenate[HttpRequest, Me, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Return a view for registered users; an ordinary one registers first (W2.2)."""

    @wraps(view)
    def seen(
        request: HttpRequest, user: User, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        """Return the view's answer to a person."""
        if user.is_staff_member or user.person_id is None:
            return _first(request, "accounts:verify")
        return view(request, Me(user, user.person_id), *args, **kwargs)

    return for_users(seen)


@require_GET
@for_users
def index(request: HttpRequest, user: User) -> HttpResponse:
    """Show who is logged in and what can be done with the account."""
    person = queries.person(user.person_id) if user.person_id else None
    return render(request, "accounts/index.html", {"user": user, "person": person})


@sensitive_post_parameters("code")
@FORM
@for_users
def authenticator(request: HttpRequest, user: User) -> HttpResponse:
    """Show staff a new authenticator as QR code, and take it over once it shows the code (T55)."""
    if not user.is_staff_member:
        return redirect("accounts:index")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = authenticators.adopt(user, form.cleaned_data["code"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.cycle_key()
            otp_login(request, device)
            return _done(request, "新验证器已启用，原来的不再有效", "accounts:index")
    offer = authenticators.offer(user)
    drawn = segno.make(offer.address, error="m").svg_data_uri(scale=4, border=4)
    return page(request, "authenticator", form, more={"secret": offer.secret, "drawn": drawn})


@require_GET
@for_persons
def organisations(request: HttpRequest, me: Me) -> HttpResponse:
    """Show the organisations that a person acts for, to representatives with the members."""
    held = relations.organisations_of(me.id, local(timezone.now()).date())
    return render(request, "accounts/organisations.html", {"organisations": held})


@sensitive_post_parameters("id_number", "phone")
@FORM
@for_persons
def new_organisation(request: HttpRequest, me: Me) -> HttpResponse:
    """Register an organisation as its legal representative (W2.1)."""
    form = OrganisationForm(request.POST or None)

    def register() -> None:
        """Register what was typed."""
        services.register_organisation(me.user, form.details(demo=settings.DEMO), at=timezone.now())

    if _did(request, form, register):
        return _done(request, "单位已登记", "accounts:organisations")
    return page(request, "organisation", form)


@FORM
@for_persons
def authorise(request: HttpRequest, me: Me, organisation: UUID) -> HttpResponse:
    """Let somebody handle the organisation's matters; to others it is not there (W2.1)."""
    on = local(timezone.now()).date()
    held = relations.organisations_of(me.id, on)
    led = [view.organisation for view in held if view.mine and view.organisation.id == organisation]
    if not led:
        raise Http404
    form = AgentForm(request.POST or None)

    def let_in() -> None:
        """Authorise whom was typed."""
        member = _somebody(me.user, form)
        powers.authorise(me.id, organisation, member, on=on)

    if _did(request, form, let_in):
        return _done(request, "已授权经办", "accounts:organisations")
    return page(request, "member", form, more={"organisation": led[0]})


@require_POST
@for_persons
def dismiss(request: HttpRequest, me: Me, organisation: UUID, member: UUID) -> HttpResponse:
    """End that somebody handles the organisation's matters (W2.1)."""
    on = local(timezone.now()).date()
    return _act(
        request,
        lambda: powers.dismiss(me.id, organisation, member, on=on),
        "已取消授权",
        "accounts:organisations",
    )


@require_GET
@for_persons
def mandates(request: HttpRequest, me: Me) -> HttpResponse:
    """Show the mandates that a person gave or holds, and the guardians (L3.11)."""
    on = local(timezone.now()).date()
    rows = [(view, view.holds(on), view.agent.id == me.id) for view in queries.mandates_of(me.id)]
    said = {
        "mandates": rows,
        "codes": [code for view, _, _ in rows for code in view.items],
        "guardianships": relations.guardianships_of(me.id),
        "me": me.id,
    }
    return render(request, "accounts/mandates.html", said)


@FORM
@for_persons
def new_mandate(request: HttpRequest, me: Me) -> HttpResponse:
    """Give a mandate: agent, items, actions, period, evidence (L4.16)."""
    at = timezone.now()
    on = local(at).date()
    form = MandateForm(
        request.POST or None,
        principals=relations.principals_of(me.id, on),
        initial={
            "since": on,
            "actions": ["submit", "correct", "collect"],
            "items": " ".join(request.GET.getlist("items")[:PICKED]),
        },
    )

    def give() -> None:
        """Give the mandate that was typed."""
        powers.give_mandate(me.id, form.terms(_somebody(me.user, form)), at=at)

    if _did(request, form, give):
        return _done(request, "委托已生效", "accounts:mandates")
    return page(request, "mandate", form, more={"picked": request.GET.getlist("items")[:PICKED]})


@require_POST
@for_persons
def revoke_mandate(request: HttpRequest, me: Me, mandate: UUID) -> HttpResponse:
    """End a mandate, by either side (L3.11)."""
    at = timezone.now()
    return _act(
        request,
        lambda: powers.revoke_mandate(mandate, me.id, at=at),
        "委托已撤销",
        "accounts:mandates",
    )


def _did(request: HttpRequest, form: PlainForm, do: Callable[[], object]) -> bool:
    """Return whether a form was sent, holds and was done; a refusal is put into the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do()
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _somebody(user: User, form: PlainForm) -> UUID:
    """Return the person whose login and name were typed; who it is not, stays unsaid (T55).

    Raises NotFound for one wrong half as for two, Invalid after too many tries.
    """
    allowed = throttle.check(
        "somebody", str(user.pk), limit=LOOKUPS, window=throttle.QUARTER, at=timezone.now()
    )
    if not allowed:
        raise Invalid("核对次数过多", clause="W2.1", remedy="请15分钟后再试")
    said = form.cleaned_data
    found = relations.registered(said["login"], said["name"])
    if found is None:
        raise NotFound(
            "没有找到登录名和姓名都相符的实名用户",
            clause="W2.1",
            remedy="请向对方核对；对方须先实名注册",
            field="login",
        )
    return found


def _act(request: HttpRequest, do: Callable[[], object], said: str, onward: str) -> HttpResponse:
    """Do what a button asks and say so, or say why not, on the page it stands on."""
    try:
        do()
    except Refusal as refusal:
        messages.error(request, f"{refusal.message}。{refusal.remedy}")
        return redirect(onward)
    return _done(request, said, onward)


def _done(request: HttpRequest, said: str, onward: str) -> HttpResponse:
    """Return to a page, saying what was done."""
    messages.success(request, said)
    return redirect(onward)


def _first(request: HttpRequest, name: str) -> HttpResponse:
    """Send somebody elsewhere first, and back here after."""
    return redirect(f"{reverse(name)}?{urlencode({'next': request.path})}")
