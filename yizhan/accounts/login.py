"""Screens of logging in, for portal and desk: every failure has the same words (T55, G-09)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login
from django_otp import match_token

from yizhan.accounts import gate, services, sessions
from yizhan.accounts.forms import CodeForm, IdentityForm, LoginForm, PasswordForm, RegisterForm
from yizhan.accounts.models import User
from yizhan.law.refusals import Refusal

WRONG = "登录名或密码不对。连续5次不对将锁定15分钟"
WRONG_CODE = "动态码不对或者已用过，请等下一个6位数字"
LOCKED = "登录尝试过多，已暂停15分钟，请稍后再试"
BUSY = "本网络登记过于频繁，请15分钟后再试，或者到政务服务大厅窗口办理"
PENDING = "second_factor"
CODE_TRIES = 5
CODE_TIME = timedelta(minutes=5)
UNPROCESSABLE = 422
TOO_MANY = 429


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Log a citizen in by name and password; staff are strangers here."""
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        if not gate.password(request, form.cleaned_data["login"], at=at):
            return locked_out(request)
        user = _authenticated(request, form)
        if user is not None and not user.is_staff_member:
            gate.succeeded("password", request, at=at)
            sessions.begin(request, user, at)
            return gate.remember(redirect(next_page(request) or home(user)), user.login)
        form.add_error(None, WRONG)
    return page(request, "login", form)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def staff_login(request: HttpRequest) -> HttpResponse:
    """Check the password of staff; nobody is logged in before the code (T55)."""
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        if not gate.password(request, form.cleaned_data["login"], at=at):
            return locked_out(request)
        user = _authenticated(request, form)
        if user is not None and user.is_staff_member and sessions.has_second_factor(user):
            gate.succeeded("password", request, at=at)
            request.session.cycle_key()
            request.session[PENDING] = {
                "user": user.pk,
                "at": at.isoformat(),
                "tries": 0,
                "next": next_page(request),
            }
            return redirect("accounts:totp")
        form.add_error(None, WRONG)
    return page(request, "staff_login", form)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def totp(request: HttpRequest) -> HttpResponse:
    """Take the code of the authenticator: five tries in five minutes, then the password again."""
    at = timezone.now()
    user = _pending(request, at)
    if user is None:
        request.session.pop(PENDING, None)
        return redirect("accounts:staff_login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        allowed = gate.failures("code", request, at=at)
        device = match_token(user, form.cleaned_data["code"]) if allowed else None
        if device is not None:
            gate.succeeded("code", request, at=at)
            onward = request.session.pop(PENDING)["next"]
            sessions.begin(request, user, at)
            otp_login(request, device)
            return gate.remember(redirect(onward or home(user)), user.login)
        request.session[PENDING] = _one_more_try(request)
        form.add_error("code", WRONG_CODE)
    return page(request, "totp", form)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Log out; nothing of the session is left."""
    user = sessions.signed_in(request)
    auth.logout(request)
    messages.success(request, "已安全退出")
    return redirect("accounts:staff_login" if user and user.is_staff_member else "/")


@sensitive_post_parameters("password", "again", "id_number", "phone")
@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register by real name and log in (W2.1, W2.2)."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        if not gate.failures("register", request, at=at, limit=gate.REGISTRATIONS):
            form.add_error(None, BUSY)
            return page(request, "register", form, status=TOO_MANY)
        try:
            user = services.register(
                said["login"], said["password"], form.details(demo=settings.DEMO), at=at
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            sessions.begin(request, user, at)
            return redirect(next_page(request) or home(user))
    return page(request, "register", form)


@sensitive_post_parameters("id_number", "phone")
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Turn an ordinary user into a registered one (W2.2)."""
    user = sessions.signed_in(request)
    if user is None or user.is_staff_member:
        return redirect("accounts:login")
    form = IdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.verify(user, form.details(demo=settings.DEMO), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(next_page(request) or home(user))
    return page(request, "verify", form)


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; this session goes on, all others end."""
    user = sessions.signed_in(request)
    if user is None:
        return redirect("accounts:login")
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_password(
                user, old=form.cleaned_data["old"], new=form.cleaned_data["new"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            auth.update_session_auth_hash(request, user)
            messages.success(request, "密码已修改")
            return redirect(home(user))
    return page(request, "password", form)


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session alive (G-17): 204 while it is, 403 once it is not."""
    return HttpResponse(status=204 if sessions.signed_in(request) else 403)


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """Return the page of an account that pauses: the same whether it exists or not (T55)."""
    form = LoginForm(request.POST or None)
    form.full_clean()
    form.add_error(None, LOCKED)
    staff = request.path == reverse("accounts:staff_login")
    return page(request, "staff_login" if staff else "login", form, status=TOO_MANY)


def _authenticated(request: HttpRequest, form: LoginForm) -> User | None:
    """Return the login whose password is right; every failure is counted by name."""
    user = auth.authenticate(
        request,
        login=services.normal_login(form.cleaned_data["login"]),
        password=form.cleaned_data["password"],
    )
    return user if isinstance(user, User) else None


def _pending(request: HttpRequest, at: datetime) -> User | None:
    """Return who gave the right password and still owes the code, while there is time and tries."""
    kept = request.session.get(PENDING)
    if not kept or kept["tries"] >= CODE_TRIES:
        return None
    if at - datetime.fromisoformat(kept["at"]) > CODE_TIME:
        return None
    return User.objects.filter(pk=kept["user"], is_active=True, is_staff_member=True).first()


def _one_more_try(request: HttpRequest) -> dict[str, object]:
    """Return what the session keeps after a wrong code."""
    kept = request.session[PENDING]
    return {**kept, "tries": kept["tries"] + 1}


def next_page(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


def home(user: User) -> str:
    """Return the first page of whoever logged in."""
    try:
        return reverse("desk:home" if user.is_staff_member else "portal:mine")
    except NoReverseMatch:
        return "/"


def page(
    request: HttpRequest,
    name: str,
    form: object,
    *,
    status: int | None = None,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Return a page with one form; 422 when something must be put right."""
    failed = bool(getattr(form, "errors", None))
    answer = status or (UNPROCESSABLE if failed else 200)
    context = {"form": form, "failed": failed, "next": next_page(request), "outside": settings.OIDC}
    return render(request, f"accounts/{name}.html", {**context, **(more or {})}, status=answer)
