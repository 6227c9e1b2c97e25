"""What the one who applied may do in a case: withdraw, ask for a hearing, rate (P-18, P-20)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yizhan.law.refusals import Refusal
from yizhan.law.words import Term
from yizhan.portal import case_steps, ratings
from yizhan.portal.views_case import frame, own
from yizhan.portal.who import Visitor, personal

PAGE_METHODS = ["GET", "HEAD", "POST"]
LONGEST = 500


@require_http_methods(PAGE_METHODS)
@personal
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Return the question whether to withdraw, or withdraw the application (L3)."""
    view = own(visitor, ref)
    template, context = "portal/case/withdraw.html", frame(visitor, view)
    if request.method != "POST":
        return render(request, template, context)
    said = {"reason": request.POST.get("reason", "").strip()[:LONGEST]}
    try:
        case_steps.door(request, visitor, view).take("withdraw", said)
    except Refusal as refusal:
        return case_steps.refused(request, template, {**context, **said}, refusal)
    return case_steps.done(request, view, "申请已撤回。")


@require_http_methods(PAGE_METHODS)
@personal
def hearing(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Return the page that asks for a hearing, or ask for it (L2.12)."""
    view = own(visitor, ref)
    due = view.standing.dues.get(Term.HEARING)
    template = "portal/case/hearing.html"
    context = {**frame(visitor, view), "hearing_by": due.on if due else None}
    if request.method != "POST":
        return render(request, template, context)
    said = {"reason": request.POST.get("reason", "").strip()[:LONGEST]}
    try:
        case_steps.door(request, visitor, view).take("ask_hearing", said)
    except Refusal as refusal:
        return case_steps.refused(request, template, {**context, **said}, refusal)
    return case_steps.done(request, view, "已申请听证，机关将在 20 个工作日内组织。")


@require_http_methods(PAGE_METHODS)
@personal
def rate(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Return the five levels, or keep the one chosen: two taps, reasons optional (P-20)."""
    view = own(visitor, ref)
    template = "portal/case/rate.html"
    level = request.POST.get("level", "")
    context = {**frame(visitor, view), "levels": ratings.levels(), "level": level}
    context["again"] = view.standing.course.rating is not None
    if request.method != "POST":
        return render(request, template, context)
    said = {
        "level": level,
        "tags": ratings.tags(level, request.POST.getlist("tags")),
        "words": request.POST.get("words", "").strip()[:LONGEST],
    }
    try:
        case_steps.door(request, visitor, view).take("rate", said)
    except Refusal as refusal:
        return case_steps.refused(request, template, {**context, **said}, refusal)
    return case_steps.done(request, view, "感谢您的评价。")
