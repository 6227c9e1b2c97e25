"""How a case stands, without logging in (P-17): its number and its code, five tries a minute."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yizhan.accounts.networks import network
from yizhan.cases.queries import CaseView
from yizhan.cases.tracking import TooManyTries
from yizhan.cases.tracking import track as tracked
from yizhan.law.refusals import Refusal
from yizhan.law.words import Stage, Term
from yizhan.portal import case_words
from yizhan.portal.forms import PlainForm
from yizhan.portal.who import UNPROCESSABLE

TOO_MANY = 429


class TrackForm(PlainForm):
    """The two numbers that stand on the page of success and on every paper."""

    number = forms.CharField(
        label="办件编号",
        max_length=60,
        help_text="可以带空格，不分大小写",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label="查询码",
        max_length=12,
        help_text="6 位字母和数字",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "w10"}
        ),
    )


@sensitive_post_parameters("number", "code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Return the form, or how the case stands, masked; the address never holds the numbers."""
    form = TrackForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE if form.errors else 200)
    said = form.cleaned_data
    try:
        view = tracked(said["number"], said["code"], network=network(request), at=timezone.now())
    except TooManyTries as pause:
        form.add_error(None, f"{pause.message}，{pause.remedy}")
        return _page(request, form, status=TOO_MANY)
    except Refusal:
        form.add_error("number", "编号或者查询码不对，请核对后再试")
        return _page(request, form, status=UNPROCESSABLE)
    return _found(request, view)


def _page(request: HttpRequest, form: TrackForm, *, status: int) -> HttpResponse:
    """Return the form, with what is wrong."""
    context = {"nav": "track", "form": form, "failed": bool(form.errors)}
    return render(request, "portal/track.html", context, status=status)


def _found(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Return how the case stands: stage, holder, lamp, next step; nobody's name in clear."""
    context = {
        "nav": "track",
        "view": view,
        "case": view.case,
        "state": case_words.state(view),
        "lamp": case_words.lamp(view),
        "expected": case_words.expected(view),
        "moments": case_words.timeline(view),
        "waits": view.stage is Stage.CORRECTION,
        "correction_left": case_words.left(view, Term.CORRECTION),
    }
    return render(request, "portal/tracked.html", context)
