"""Changes on the page of a shared window: the answer, people sent, the roster (H2.5, H2.6)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from yizhan.desk import rosters as sheets
from yizhan.desk import windowforms
from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm
from yizhan.desk.views_windows import PLANNERS, screen
from yizhan.desk.who import Desk
from yizhan.law.mandates import Period
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.words import Post
from yizhan.places import duty, rosters, stays
from yizhan.places.duty import StayView, WindowView

Said = dict[str, Any]


@require_POST
@acting(*PLANNERS)
def stay(
    request: HttpRequest, desk: Desk, *, window_id: int, stay_id: int, do: str
) -> HttpResponse:
    """Answer a department's wish, send somebody to the window or call them back (H2.5, H2.6)."""
    found = duty.window(window_id, desk.held)
    asked = next((one for one in found.stays if one.id == stay_id), None)
    if asked is None or do not in STAYS:
        raise duty.missing()
    form = _stay_form(request, desk, asked, do)
    return _done(request, desk, found, form, lambda said: STAYS[do](desk, stay_id, said))


def _stay_form(request: HttpRequest, desk: Desk, asked: StayView, do: str) -> DeskForm:
    """Return the form that belongs to a change of a stay."""
    if do == "answer":
        return windowforms.Answer(request.POST, auto_id=f"s{asked.id}_%s")
    if do == "recall":
        return windowforms.Recalling(request.POST, members=asked.members, auto_id="recall_%s")
    return windowforms.Sending(request.POST, people=sheets.own_people(desk), auto_id="send_%s")


def _answer(desk: Desk, stay_id: int, said: Said) -> str:
    """Return in words what the service centre has answered (H2.5)."""
    agree = said["agree"] == "yes"
    stays.answer(stay_id, desk.held, agree=agree, says=said["says"], on=desk.today)
    return "已同意进驻" if agree else "已答复不同意"


def _send(desk: Desk, stay_id: int, said: Said) -> str:
    """Return in words who was sent (H2.6)."""
    period = Period(said["since"], said["until"])
    stays.send(stay_id, desk.held, int(said["user"]), post=Post(said["post"]), period=period)
    return "已派驻"


def _recall(desk: Desk, stay_id: int, said: Said) -> str:
    """Return in words who was called back (H2.6)."""
    posting, on = int(said["posting"]), said["on"]
    stays.recall(stay_id, desk.held, posting, on=on, today=desk.today)
    return f"派驻已于{on:%-m月%-d日}终止，以后的班次已取消"


STAYS: dict[str, Callable[[Desk, int, Said], str]] = {
    "answer": _answer,
    "send": _send,
    "recall": _recall,
}


@require_POST
@acting(*PLANNERS)
def change(request: HttpRequest, desk: Desk, window_id: int, do: str) -> HttpResponse:
    """Change the roster of a window: put on, take off, fill, swap (H2.6)."""
    found = duty.window(window_id, desk.held)
    if do not in CHANGES:
        raise NotFound("没有这个操作", clause="H2.6", remedy="请从窗口页面办理")
    form = _form(request, desk, found, do)
    return _done(request, desk, found, form, lambda said: CHANGES[do](desk, found, said))


def _form(request: HttpRequest, desk: Desk, found: WindowView, do: str) -> DeskForm:
    """Return the form that belongs to a change."""
    own = [member for one in sheets.planned(desk, found) for member in one.members]
    if do == "put":
        return windowforms.Putting(request.POST, members=own, auto_id="put_%s")
    if do == "swap":
        turns = duty.turns(found.id, desk.today, desk.today + duty.DAYS_AHEAD)
        return windowforms.Swapping(request.POST, turns=turns, auto_id="swap_%s")
    if do == "fill":
        return windowforms.Filling(request.POST, auto_id="fill_%s")
    return windowforms.Off(request.POST)


def _done(  # noqa: PLR0917 - a request, where it came from, what it asks
    request: HttpRequest,
    desk: Desk,
    found: WindowView,
    form: DeskForm,
    act: Callable[[Said], str],
) -> HttpResponse:
    """Return the page of the window after a change, or as it was with why not."""
    if not form.is_valid():
        return screen(request, desk, found, tried=form)
    try:
        said = act(form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return screen(request, desk, found, tried=form, refusal=refusal)
    messages.success(request, said)
    return redirect("desk:window", found.id)


def _put(desk: Desk, found: WindowView, said: Said) -> str:
    """Return in words that somebody was put on the roster."""
    rosters.put(found.id, desk.held, int(said["posting"]), said["day"], today=desk.today)
    return f"已排{said['day']:%-m月%-d日}值守"


def _off(desk: Desk, found: WindowView, said: Said) -> str:
    """Return in words that a turn was taken off."""
    rosters.take_off(found.id, desk.held, said["turn"], today=desk.today)
    return "已取消这一班"


def _fill(desk: Desk, found: WindowView, said: Said) -> str:
    """Return in words how many turns were added."""
    added = rosters.fill(found.id, desk.held, max(said["first"], desk.today), said["days"])
    return f"已轮流排班，新增{added}班"


def _swap(desk: Desk, found: WindowView, said: Said) -> str:
    """Return in words that two turns were exchanged."""
    pair = (int(said["first"]), int(said["second"]))
    rosters.swap(found.id, desk.held, pair, reason=said["reason"], at=desk.at)
    return "已调换值守"


CHANGES: dict[str, Callable[[Desk, WindowView, Said], str]] = {
    "put": _put,
    "off": _off,
    "fill": _fill,
    "swap": _swap,
}
