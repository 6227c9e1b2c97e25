"""Shared windows (非常驻窗口): which there are, who stays there, the roster ahead (H2.5, H2.6)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.desk import pages, rosters, windowforms
from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm
from yizhan.desk.who import Desk
from yizhan.items.books import XLSX
from yizhan.law.refusals import Refusal
from yizhan.law.windows import AHEAD, Consent
from yizhan.law.words import Level, Post
from yizhan.places import duty, halls, stays
from yizhan.places.duty import StayView, WindowView

VIEWERS = (Post.FRONT, Post.CHIEF, Post.HEAD, Post.SUPERVISOR)
PLANNERS = (Post.CHIEF, Post.HEAD)
FAULTY = 422


@require_safe
@acting(*VIEWERS)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the shared windows that concern this authority, and where it may ask to stay."""
    return overview(request, desk)


def overview(
    request: HttpRequest, desk: Desk, *, tried: DeskForm | None = None, refusal: Any = None
) -> HttpResponse:
    """Return the list of windows; ``tried`` is the form just sent, ``refusal`` why not."""
    mine = duty.windows(desk.held)
    heads = desk.post is Post.HEAD and desk.authority.is_centre
    wants = desk.post in PLANNERS and not desk.authority.is_centre
    context = {
        "nav": "windows",
        "rows": [(one, len(duty.lacking(one, desk.today))) for one in mine],
        "wishes": _wishes(desk, tried) if wants else None,
        "own_items": rosters.own_items(desk) if wants else (),
        "opening": kept(windowforms.Opening(), tried) if heads else None,
        "days": halls.handover_days(desk.authority.division, desk.today),
        "arranging": kept(windowforms.Arranging(auto_id="days_%s"), tried)
        if heads and desk.authority.level is Level.COUNTY
        else None,
        "refusal": refusal,
        "form": tried,
        "failed": bool(refusal or tried),
    }
    status = pages.status_of(refusal) if refusal else FAULTY if tried else 200
    return pages.page(request, desk, "windows", context, status=status)


def _wishes(desk: Desk, tried: DeskForm | None) -> list[tuple[WindowView, DeskForm]]:
    """Return the windows of the county at which the department may ask to stay (H2.5)."""
    own = desk.held.authority_id
    found = (one for one in duty.open_windows(desk.held) if one.stay_of(own) is None)
    return [(one, kept(_wish(desk, one.id), tried)) for one in found]


def _wish(desk: Desk, window_id: int, data: QueryDict | None = None) -> DeskForm:
    """Return the form by which a department asks for one window."""
    items = rosters.own_items(desk)
    return windowforms.Wish(data, items=items, auto_id=f"ask{window_id}_%s")


@require_POST
@acting(Post.HEAD)
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a new shared window of the service centre (H2.5, H2.7)."""
    form = windowforms.Opening(request.POST)
    if not form.is_valid():
        return overview(request, desk, tried=form)
    made = stays.open_window(desk.held, form.cleaned_data["name"], on=desk.today)
    messages.success(request, f"已设立{made.authority.name}")
    return redirect("desk:window", made.id)


@require_POST
@acting(Post.HEAD)
def arrange(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set in how many working days the halls of the county hand over, from today on (H7.1)."""
    form = windowforms.Arranging(request.POST, auto_id="days_%s")
    if not form.is_valid():
        return overview(request, desk, tried=form)
    stays.arrange(desk.held, form.cleaned_data["days"], on=desk.today)
    messages.success(request, f"移交期限已定为{form.cleaned_data['days']}个工作日，今日起收件适用")
    return redirect("desk:windows")


@require_POST
@acting(*PLANNERS)
def ask(request: HttpRequest, desk: Desk, window_id: int) -> HttpResponse:
    """Ask the service centre to share a window with some of the department's items (H2.5)."""
    if all(one.id != window_id for one in duty.open_windows(desk.held)):
        raise duty.missing()
    form = _wish(desk, window_id, request.POST)
    if not form.is_valid():
        return overview(request, desk, tried=form)
    said = form.cleaned_data
    wanted = [UUID(item) for item in said["items"]]
    try:
        stays.ask(window_id, desk.held, wanted, reason=said["reason"], on=desk.today)
    except Refusal as refusal:
        return overview(request, desk, tried=form, refusal=refusal)
    messages.success(request, "已申请进驻，等待政务服务中心决定")
    return redirect("desk:window", window_id)


@require_safe
@acting(*VIEWERS)
def window(request: HttpRequest, desk: Desk, window_id: int) -> HttpResponse:
    """Return a shared window: its departments and the next thirty days of its roster."""
    return screen(request, desk, duty.window(window_id, desk.held))


def screen(
    request: HttpRequest,
    desk: Desk,
    found: WindowView,
    *,
    tried: DeskForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Return the page of a window; ``tried`` is the form just sent, ``refusal`` why not."""
    days = duty.table(found, desk.today, AHEAD)
    context = {
        "nav": "windows",
        "window": found,
        "stays": [_stay(desk, found, one, tried) for one in found.stays],
        "weeks": rosters.weeks(days),
        "rows": rosters.rows(days),
        "lacking": [one for one in days if one.gaps],
        "raised": duty.open_holes(found.id),
        "swaps": duty.swaps(found.id),
        **_planning(desk, found, tried),
        "form": tried,
        "refusal": refusal,
        "failed": bool(tried or refusal),
    }
    status = pages.status_of(refusal) if refusal else FAULTY if tried else 200
    return pages.page(request, desk, "window", context, status=status)


def kept(fresh: DeskForm, tried: DeskForm | None) -> DeskForm:
    """Return the form as it was sent where it is the one just tried, else the fresh one."""
    return tried if tried is not None and tried.auto_id == fresh.auto_id else fresh


def _stay(desk: Desk, found: WindowView, stay: StayView, tried: DeskForm | None) -> dict[str, Any]:
    """Return a stay with its items' names and what this desk may do about it."""
    centre = found.centre.id == desk.held.authority_id and desk.post is Post.HEAD
    own = stay.department.id == desk.held.authority_id and desk.post in PLANNERS
    answers = centre and stay.state is Consent.ASKED
    sends = own and stay.state is Consent.AGREED
    answer, sending = (
        windowforms.Answer(auto_id=f"s{stay.id}_%s"),
        _sending(desk) if sends else None,
    )
    return {
        "view": stay,
        "items": rosters.item_names(stay, desk.today),
        "answer": kept(answer, tried) if answers else None,
        "sending": kept(sending, tried) if sending else None,
        "recalling": kept(_recalling(desk, stay), tried) if sends and stay.members else None,
    }


def _sending(desk: Desk) -> DeskForm:
    """Return the form by which a department sends its people (H2.6)."""
    people = rosters.own_people(desk)
    return windowforms.Sending(people=people, initial={"since": desk.today}, auto_id="send_%s")


def _recalling(desk: Desk, stay: StayView) -> DeskForm:
    """Return the form by which a department calls somebody back (H2.6)."""
    first = {"on": desk.today}
    return windowforms.Recalling(members=stay.members, initial=first, auto_id="recall_%s")


def _planning(desk: Desk, found: WindowView, tried: DeskForm | None) -> dict[str, Any]:
    """Return the forms of the roster that this desk may fill in; none for who only looks."""
    own = rosters.planned(desk, found) if desk.post in PLANNERS else ()
    members = [member for stay in own for member in stay.members]
    if not members:
        return {}
    known = {one.posting_id for one in members}
    last = desk.today + duty.DAYS_AHEAD
    turns = [one for one in duty.turns(found.id, desk.today, last) if one.posting_id in known]
    centre = found.centre.id == desk.held.authority_id and desk.post is Post.HEAD
    filling = windowforms.Filling(initial={"first": desk.today}, auto_id="fill_%s")
    swapping = windowforms.Swapping(turns=turns, auto_id="swap_%s")
    return {
        "filling": kept(filling, tried) if centre else None,
        "putting": kept(windowforms.Putting(members=members, auto_id="put_%s"), tried),
        "swapping": kept(swapping, tried) if turns else None,
        "own_turns": {one.id for one in turns},
    }


@require_safe
@acting(*VIEWERS)
def export(_request: HttpRequest, desk: Desk, window_id: int) -> HttpResponse:
    """Return the next days of the roster as a workbook."""
    found = duty.window(window_id, desk.held)
    body = rosters.workbook(duty.table(found, desk.today, AHEAD))
    name = f"roster-{found.authority.window}-{desk.today:%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=XLSX, headers=headers)
