"""One case on one screen: the list, the case, the panel; and the act that was pressed (CNT-05)."""

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import claims, queries, services
from yizhan.cases.actors import Actor, citizen
from yizhan.cases.answers import Answer
from yizhan.cases.queries import CaseView
from yizhan.cases.services import Request
from yizhan.desk import pages, views_asks
from yizhan.desk.acting import STAFF, acting
from yizhan.desk.dossier import dossier
from yizhan.desk.listing import listing, tab_of
from yizhan.desk.panel import NAMED, Act, panel
from yizhan.desk.stepforms import StepForm
from yizhan.desk.unmasking import UnmaskForm
from yizhan.desk.who import Desk
from yizhan.law.groups import PERSON
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.steps import STEPS

BESIDE = 30
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
    form = act.form(request.POST, view=view)
    if not form.is_valid():
        return screen(request, desk, view, tried=(name, form), status=FAULTY)
    try:
        answer = perform(desk, view, act, form)
    except Refusal as refusal:
        return refused(request, desk, ref, tried=(name, form), refusal=refusal)
    tell(request, act, answer)
    return redirect("desk:case", ref)


def _act(name: str) -> Act:
    """Return an act that is taken at once; raises NotFound."""
    act = NAMED.get(name)
    if act is None or act.drafted:
        raise NotFound("没有这个办理步骤", clause="L3", remedy="请从办件页面办理")
    return act


def perform(desk: Desk, view: CaseView, act: Act, form: StepForm) -> Answer:
    """Return what the steps of an act did: all of them, or none."""
    seen, said = form.sent_seen, form.said()
    with transaction.atomic() if act.steps[1:] else nullcontext():
        for step in act.steps:
            asked = Request(ref=view.ref, step=step, said=said, seen=seen)
            actor = _actor(desk, view, step)
            answer = services.take(asked, actor, key=f"{form.sent_key}-{step}", at=desk.at)
            seen, said = answer.version, {}
    return answer


def _actor(desk: Desk, view: CaseView, step: str) -> Actor:
    """Return who takes a step: staff; or the person at the window, for whom staff key it in."""
    if desk.post in STEPS[step].by or not STEPS[step].by <= PERSON:
        return desk.actor
    return at_window(desk, view.case.submitter)


def at_window(desk: Desk, person: Any) -> Actor:
    """Return the person who stands at the window, for whom this clerk keys it in."""
    return citizen(desk.user_id, person, name=f"申请人（{desk.name}窗口代录）")


def tell(request: HttpRequest, act: Act, answer: Answer) -> None:
    """Say what was done, with the papers that came of it."""
    issued = "；".join(f"《{paper['title']}》{paper['number']}" for paper in answer.papers)
    words = f"已办理“{act.label}”。{f'已出具{issued}。' if issued else ''}"
    messages.success(request, words)


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
    tab = tab_of(desk, request.GET.get("tab", ""), view)
    claims.keep(view.case, desk.actor, at=desk.at)
    form = tried[1] if tried else unmask
    context = {
        "view": view,
        "case": dossier(view),
        "shown": panel(view, desk.post, tried),
        "list": listing(desk, tab, limit=BESIDE, shown=view.ref),
        "claim": claims.holders([view.case], desk.at).get(view.case.id),
        **views_asks.shown(desk, view),
        "unmask": unmask or UnmaskForm(),
        "clear": clear,
        "form": form,
        "refusal": refusal,
        "failed": bool(refusal or (form and form.errors)),
    }
    return pages.page(request, desk, "case", context, status=status)
