"""Registering at the window: who shows a document is entered with it, and the look is kept (W2)."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yizhan.accounts import powers
from yizhan.accounts import services as accounts
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm
from yizhan.desk.registerforms import OrganisationForm, PersonForm
from yizhan.desk.who import Desk
from yizhan.law.refusals import Refusal
from yizhan.law.words import Post

FAULTY = 422


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@acting(Post.FRONT)
def person(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the form of a person, or enter the person (W2.2)."""
    form = PersonForm(request.POST or None)

    def enter() -> None:
        """Enter the person, and the login as theirs where one is named."""
        details, login = form.details(demo=settings.DEMO), form.cleaned_data["login"]
        accounts.enrol(details, desk.user_id, at=desk.at, login=login)

    return _page(request, desk, form, enter, organisation=False)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@acting(Post.FRONT)
def organisation(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the form of an organisation, or enter it with those who act for it (W2.1)."""
    form = OrganisationForm(request.POST or None)

    def enter() -> None:
        """Enter the organisation, its representative, and the member where one is named."""
        _enter_organisation(desk, form)

    return _page(request, desk, form, enter, organisation=True)


@transaction.atomic
def _enter_organisation(desk: Desk, form: OrganisationForm) -> None:
    """Enter all who are named, or nobody."""
    body = accounts.enrol(form.organisation_details(demo=settings.DEMO), desk.user_id, at=desk.at)
    leader = form.person_details("representative", demo=settings.DEMO)
    member = form.person_details("member", demo=settings.DEMO)
    if leader:
        leads = accounts.enrol(leader, desk.user_id, at=desk.at)
        powers.record_representative(leads, body, on=desk.today)
        if member:
            handles = accounts.enrol(member, desk.user_id, at=desk.at)
            powers.authorise(leads, body, handles, on=desk.today)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: DeskForm,
    enter: Callable[[], None],
    *,
    organisation: bool,
) -> HttpResponse:
    """Return the page of a form, or what came of it."""
    title = "单位和经办人" if organisation else "个人"
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        try:
            enter()
        except Refusal as found:
            refusal = found
            form.refuse(found)
        else:
            messages.success(request, f"已登记{title}，核验方式：窗口核验证件。")
            return redirect(request.path)
    failed = bool(refusal or form.errors)
    context = {
        "nav": "register",
        "form": form,
        "title": title,
        "tab": "organisation" if organisation else "person",
        "refusal": refusal,
        "failed": failed,
    }
    return pages.page(request, desk, "register", context, status=FAULTY if failed else 200)
