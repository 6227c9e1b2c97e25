"""Asking a question without logging in (P-21, W2.3): three fields, answered in one working day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yizhan.accounts import sessions
from yizhan.cases import questions
from yizhan.items import queries as items
from yizhan.law.refusals import Refusal
from yizhan.portal import here
from yizhan.portal.forms import AskForm

FAULTY = 422


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Return the form, or keep the question and go on."""
    form = AskForm(request.POST or None, initial={"subject": _subject(request)})
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        return redirect("portal:asked")
    context = {
        "nav": "ask",
        "form": form,
        "failed": bool(form.errors),
        "heading": _heading(request),
    }
    return render(request, "portal/ask.html", context, status=FAULTY if form.errors else 200)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Return the thanks, and what happens next."""
    return render(request, "portal/asked.html", {"nav": "ask"})


def _kept(request: HttpRequest, form: AskForm) -> bool:
    """Return whether the question was kept; a refusal is put into the form."""
    user = sessions.signed_in(request)
    asked = questions.Asked(
        place=here.code(request), person=user.person_id if user else None, **form.cleaned_data
    )
    try:
        questions.ask_question(asked, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _heading(request: HttpRequest) -> str:
    """Return what the page is for: a question, or a fault of a guide."""
    return "我要纠错" if request.GET.get("about") == "error" else "咨询"


def _subject(request: HttpRequest) -> str:
    """Return the subject when the visitor comes from a guide."""
    item_id = items.item_by_code(request.GET.get("item", "")[:64])
    version = items.published(item_id, here.today()) if item_id else None
    return f"{_heading(request)}：{version.name}"[:100] if version else ""
