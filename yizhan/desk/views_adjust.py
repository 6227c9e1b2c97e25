"""Changes of divisions at the desk (区划调整): tried before they are proposed, approved by another.

The worker carries them out on their day; what they did stays to be read (L5).
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizhan.adjustments import queries, services
from yizhan.adjustments.carrying import Wanted
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm, area, text
from yizhan.desk.views_catalogue import APPROVERS
from yizhan.desk.who import Desk
from yizhan.law.refusals import Refusal, WrongPost
from yizhan.law.words import Post
from yizhan.places import plans

FAULTY = 422
PROPOSERS = (Post.BACK, *APPROVERS, Post.GOVERNMENT)
DECIDERS = (*APPROVERS, Post.GOVERNMENT)
VIEWERS = (*PROPOSERS, Post.SUPERVISOR)
EXAMPLE = "原代码,新代码,新名称,类型"


class PlanForm(DeskForm):
    """A plan: its day, its ground and its rows."""

    on = forms.DateField(label="生效日期", widget=forms.DateInput(attrs={"type": "date"}))
    basis = text("批准文件", hint="文件名称和文号", longest=300)
    rows = area("调整清单", rows=8, hint=f"第一行为“{EXAMPLE}”，以后每行一个区划；也可以选择文件")
    file = forms.FileField(label="或者选择文件（CSV）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the heading, and take a file instead of the rows."""
        super().__init__(*args, **kwargs)
        self.fields["rows"].required = False
        self.fields["rows"].initial = f"{EXAMPLE}\n"

    def said(self) -> str:
        """Return the rows as text; raises Invalid for a file that is no text."""
        found = self.cleaned_data["file"]
        if found is None:
            return str(self.cleaned_data["rows"])
        try:
            return str(found.read().decode("utf-8-sig"))
        except UnicodeDecodeError as fault:
            raise plans.invalid("文件不是 UTF-8 编码") from fault


@require_http_methods(["GET", "HEAD", "POST"])
@acting(*VIEWERS)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the plans of one's division with the form of a new one, or propose it."""
    form = PlanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _proposed(request, desk, form)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    context = {
        "nav": "coverage",
        "form": form,
        "failed": bool(form.errors),
        "rows": queries.listed(desk.authority.division),
        "may": desk.authority.is_centre and desk.post in PROPOSERS,
    }
    return pages.page(request, desk, "adjustments", context, status=FAULTY if form.errors else 200)


def _proposed(request: HttpRequest, desk: Desk, form: PlanForm) -> HttpResponse:
    """Propose a plan and show its preview; raises WrongPost outside a centre."""
    if not desk.authority.is_centre or desk.post not in PROPOSERS:
        raise WrongPost(
            "只有政务服务中心可以提出区划调整", clause="L5", remedy="请联系政务服务中心"
        )
    wanted = Wanted(
        shifts=plans.from_csv(form.said()),
        on=form.cleaned_data["on"],
        basis=form.cleaned_data["basis"],
        by=desk.user_id,
    )
    made = services.propose(wanted, desk.authority.division, at=desk.at)
    messages.success(request, "已预演，没有改动任何数据；须另一人批准")
    return redirect("desk:adjustment", made.id)


@require_safe
@acting(*VIEWERS)
def one(request: HttpRequest, desk: Desk, adjustment_id: UUID) -> HttpResponse:
    """Return one plan with its report: what it would do, or what it did."""
    found = queries.one(desk.authority.division, adjustment_id)
    context = {
        "nav": "coverage",
        "one": found,
        "may": found.state == "待批准" and desk.post in DECIDERS,
        "stoppable": found.carried_at is None
        and found.cancelled_at is None
        and desk.post in DECIDERS,
    }
    return pages.page(request, desk, "adjustment", context)


@require_POST
@acting(*DECIDERS)
def decide(request: HttpRequest, desk: Desk, adjustment_id: UUID) -> HttpResponse:
    """Approve a plan, or cancel it."""
    queries.one(desk.authority.division, adjustment_id)
    if "cancel" in request.POST:
        services.cancel(adjustment_id, at=desk.at)
        messages.success(request, "已取消")
    else:
        services.approve(adjustment_id, by=desk.user_id, at=desk.at)
        messages.success(request, "已批准，到生效日期由系统施行")
    return redirect("desk:adjustment", adjustment_id)
