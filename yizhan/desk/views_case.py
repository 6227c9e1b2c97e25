"""One case on one screen: the list, the case, the panel; and the act that was pressed (CNT-05)."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import claims, held, queries
from yizhan.cases.answers import Answer
from yizhan.cases.held import Order
from yizhan.cases.opening import File
from yizhan.cases.queries import CaseView
from yizhan.desk import beside, mirror, pages, views_asks, views_sharing
from yizhan.desk.acting import STAFF, acting, done
from yizhan.desk.board import board
from yizhan.desk.dossier import dossier
from yizhan.desk.matrix import matrix
from yizhan.desk.panel import NAMED, Act, panel
from yizhan.desk.stepforms import StepForm
from yizhan.desk.unmasking import UnmaskForm
from yizhan.desk.who import Desk
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.words import Post, Trust
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner

FAULTY = 422


@require_safe
@acting(*STAFF)
def case(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Return the screen of one case."""
    return screen(request, desk, queries.case_for(desk.actor, ref, desk.at))


@require_POST
@acting(*STAFF)
def take(request: HttpRequest, desk: Desk, ref: str, name: str) -> HttpResponse:
    """Take the act whose button was pressed, then show the case again."""
    view = queries.case_for(desk.actor, ref, desk.at)
    act = _act(name)
    form = act.form(request.POST, request.FILES, view=view)
    if not form.is_valid():
        return screen(request, desk, view, tried=(name, form), status=FAULTY)
    then = beside.following(request, desk, view)
    try:
        order = ordered(view, act, form, files=_files(desk, view, form))
        came = held.press(order, desk.actor, at=desk.at, wait=wait_of(desk, act))
    except Refusal as refusal:
        return refused(request, desk, ref, tried=(name, form), refusal=refusal)
    if isinstance(came, Answer):
        tell(request, act, came)
    return beside.away(request, desk, ref, then)


def _act(name: str) -> Act:
    """Return an act that is taken at once; raises NotFound."""
    act = NAMED.get(name)
    if act is None or act.drafted:
        raise NotFound("没有这个办理步骤", clause="L3", remedy="请从办件页面办理")
    return act


def perform(desk: Desk, view: CaseView, act: Act, form: StepForm) -> Answer:
    """Return what the steps of an act did: all of them, or none."""
    return held.perform(ordered(view, act, form), desk.actor, at=desk.at)


def _files(desk: Desk, view: CaseView, form: StepForm) -> tuple[File, ...]:
    """Return what was sent with a step, stored; staff have seen its original (W2.2)."""
    owner, trust = Owner(user_id=desk.user_id, person_id=view.case.applicant), Trust.CHECKED.value
    sent = ((what, materials.receive(owner, one, at=desk.at)) for what, one in form.uploads())
    return tuple(
        File(material=what, digest=taken.digest, name=taken.name, trust=trust)
        for what, taken in sent
    )


def ordered(view: CaseView, act: Act, form: StepForm, *, files: tuple[File, ...] = ()) -> Order:
    """Return an act as it was pressed: its first step says what the form says."""
    first, *rest = act.steps
    return Order(
        ref=view.ref,
        label=act.label,
        steps=((first, form.said()), *((step, {}) for step in rest)),
        seen=form.sent_seen,
        key=form.sent_key,
        files=files,
    )


def wait_of(desk: Desk, act: Act) -> timedelta:
    """Return how long an act may be taken back: the counter's decisions, nothing else (CNT-11)."""
    decides = desk.post is Post.FRONT and act.digit
    return timedelta(seconds=settings.DESK_UNDO_SECONDS if decides else 0)


def tell(request: HttpRequest, act: Act, answer: Answer) -> None:
    """Say what was done, with the papers that came of it."""
    messages.success(request, done(act.label, answer))


def refused(
    request: HttpRequest, desk: Desk, ref: str, *, tried: tuple[str, StepForm], refusal: Refusal
) -> HttpResponse:
    """Return the case as it stands now, with why not, and everything that was typed (L3.10)."""
    view = queries.case_for(desk.actor, ref, desk.at)
    name, form = tried
    form.refuse(refusal)
    form.renew(view.case.version)
    status = pages.status_of(refusal)
    return screen(request, desk, view, tried=(name, form), refusal=refusal, status=status)


def screen(  # noqa: PLR0913 - what a case page can show beside the case
    request: HttpRequest,
    desk: Desk,
    view: CaseView,
    *,
    tried: tuple[str, StepForm] | None = None,
    refusal: Refusal | None = None,
    unmask: UnmaskForm | None = None,
    clear: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the screen of a case; ``tried`` is the act just pressed, ``refusal`` why not."""
    found, waits = dossier(view), held.open_on(view.ref)
    mirror.case(desk, view, found, waits)
    claims.keep(view.case, desk.actor, at=desk.at)
    form = tried[1] if tried else unmask
    context = {
        "view": view,
        "case": found,
        "waits": waits,
        "shown": [] if waits else panel(view, desk.post, tried),
        "board": board(desk, view),
        "list": beside.beside(request, desk, view),
        **_aside(request, desk, view),
        "unmask": unmask or UnmaskForm(),
        "clear": clear,
        "form": form,
        "refusal": refusal,
        "failed": bool(refusal or (form and form.errors)),
    }
    return pages.page(request, desk, "case", context, status=status)


def _aside(request: HttpRequest, desk: Desk, view: CaseView) -> dict[str, Any]:
    """Return what others have to do with a case: departments, holder, colleagues, registries."""
    return {
        "onward": beside.onward(request),
        "matrix": matrix(view),
        "claim": claims.holders([view.case], desk.at).get(view.case.id),
        **(views_asks.shown(desk, view) | views_sharing.shown(desk, view)),
    }
