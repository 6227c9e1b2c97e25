"""Signing a decision (签发): first the draft of its papers, then the signature (CHF-02, CHF-03)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from yizhan.cases import asks, previews, queries
from yizhan.cases.answers import Answer
from yizhan.cases.colleagues import AskKind
from yizhan.cases.services import Request
from yizhan.desk import beside, pages, signing
from yizhan.desk.acting import acting
from yizhan.desk.panel import NAMED, Act
from yizhan.desk.signing import Attempt, PinForm
from yizhan.desk.views_case import FAULTY, perform, refused, screen, tell
from yizhan.desk.who import Desk
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.words import Post


@require_POST
@acting(Post.CHIEF, Post.HEAD)
def draft(request: HttpRequest, desk: Desk, ref: str, name: str) -> HttpResponse:
    """Return the papers as they would be issued, to be read before signing."""
    view = queries.case_for(desk.actor, ref, desk.at)
    act = _act(name)
    form = act.form(request.POST, view=view)
    if not form.is_valid():
        return screen(request, desk, view, tried=(name, form), status=FAULTY)
    attempt = Attempt(desk, view, act, form)
    try:
        return _draft(request, attempt, PinForm())
    except Refusal as refusal:
        return refused(request, desk, ref, tried=(name, form), refusal=refusal)


@sensitive_post_parameters("pin")
@require_POST
@acting(Post.CHIEF, Post.HEAD)
def sign(request: HttpRequest, desk: Desk, ref: str, name: str) -> HttpResponse:
    """Sign what was shown; the papers are issued."""
    view = queries.case_for(desk.actor, ref, desk.at)
    act = _act(name)
    form = act.form(request.POST, view=view)
    if not form.is_valid():
        return screen(request, desk, view, tried=(name, form), status=FAULTY)
    attempt, then = Attempt(desk, view, act, form), beside.following(request, desk, view)
    try:
        answer = _signed(request, attempt)
    except Refusal as refusal:
        return _not_signed(request, attempt, refusal)
    if act.name == "extend":
        asks.close(ref, desk.actor, AskKind.EXTENSION, at=desk.at)
    tell(request, act, answer)
    return beside.away(request, desk, ref, then)


def _signed(request: HttpRequest, attempt: Attempt) -> Answer:
    """Return what the signature did; raises Refusal."""
    attempt.check_seen(request.POST.get("token", ""))
    signing.check_pin(request, request.POST.get("pin", ""))
    return perform(attempt.desk, attempt.view, attempt.act, attempt.form)


def _not_signed(request: HttpRequest, attempt: Attempt, refusal: Refusal) -> HttpResponse:
    """Return the draft once more after a wrong code, else the case with why not."""
    if isinstance(refusal, signing.WrongPin):
        pin = PinForm(request.POST)
        pin.add_error("pin", refusal.message)
        return _draft(request, attempt, pin)
    tried = (attempt.act.name, attempt.form)
    return refused(request, attempt.desk, attempt.view.ref, tried=tried, refusal=refusal)


def _draft(request: HttpRequest, attempt: Attempt, pin: PinForm) -> HttpResponse:
    """Return the page of a draft with its token; raises Refusal where it cannot be issued."""
    act, form, view = attempt.act, attempt.form, attempt.view
    asked = Request(ref=view.ref, step=act.steps[-1], said=form.said(), seen=form.sent_seen)
    context = {
        "view": view,
        "act": act,
        "form": pin,
        "attempt": attempt,
        "drafts": previews.drafts(asked, attempt.desk.actor, attempt.desk.at),
        "failed": bool(pin.errors),
    }
    status = FAULTY if pin.errors else 200
    return pages.page(request, attempt.desk, "draft", context, status=status)


def _act(name: str) -> Act:
    """Return an act that is drafted before it is signed; raises NotFound."""
    act = NAMED.get(name)
    if act is None or not act.drafted:
        raise NotFound("没有这个签发步骤", clause="L3", remedy="请从办件页面办理")
    return act
