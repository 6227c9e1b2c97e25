"""How much of the basic catalogue is on the platform, and its roll-outs (W1.2, H3.1, H3.2)."""

from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.desk import coverage_sheets, pages
from yizhan.desk.acting import acting
from yizhan.desk.views_catalogue import APPROVERS, EDITORS, office_of
from yizhan.desk.who import Desk
from yizhan.items import bases, coverage, missing, office, rollouts, undoing
from yizhan.items.books import XLSX
from yizhan.items.coverage import Row
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Level, Post
from yizhan.places import codes
from yizhan.places import queries as places

VIEWERS = (*EDITORS, Post.SUPERVISOR, Post.GOVERNMENT)
PROVINCE = 2
MOST_GAPS = 20_000  # lines of one workbook


class Since(forms.Form):
    """The first day of a roll-out."""

    effective_from = forms.DateField(label="生效日期")


@require_safe
@acting(*VIEWERS)
def shares(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the share of one division by level, type and area, and of all right below it."""
    here = _here(request, desk)
    found = coverage.shares(here)
    rows = coverage.below(here, on=desk.today, after=request.GET.get("after", ""))
    context = {
        "nav": "coverage",
        "line": places.path(here, desk.today),
        "shares": coverage.by_level(found),
        "total": coverage.total(found),
        "kinds": missing.kinds(found),
        "levels": missing.LEVELS,
        "areas": missing.areas(found),
        "bars": _bars(here, desk),
        "own": coverage.wanted_in(here),
        "proved": coverage.proved(),
        "rows": rows[: coverage.PAGE],
        "after": rows[coverage.PAGE - 1].place.code if len(rows) > coverage.PAGE else "",
    }
    return pages.page(request, desk, "coverage", context)


def _here(request: HttpRequest, desk: Desk) -> str:
    """Return the division asked for; the province by default."""
    return codes.full(request.GET.get("in") or desk.authority.division[:PROVINCE])


def _bars(here: str, desk: Desk) -> list[tuple[str, list[Row]]]:
    """Return a bar a county, by prefecture; none from the county down."""
    if codes.level(here) > Level.CITY:
        return []
    rows = coverage.counties(here, on=desk.today)
    found = groupby(rows, key=lambda row: codes.head(row.place.code, Level.CITY))
    return [(places.division(city, desk.today).name, list(own)) for city, own in found]


@require_safe
@acting(*VIEWERS)
def gaps(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return a page of what is missing in a division and below, and where (W1.2)."""
    here = _here(request, desk)
    sieve = missing.Sieve(area=request.GET.get("area", ""), type=request.GET.get("type", ""))
    rows = missing.gaps(here, after=request.GET.get("after", ""), sieve=sieve)
    context = {
        "nav": "coverage",
        "line": places.path(here, desk.today),
        "rows": rows[: missing.PAGE],
        "sieve": sieve,
        "areas": bases.AREAS,
        "kinds": missing.KINDS,
        "after": rows[missing.PAGE - 1].mark if len(rows) > missing.PAGE else "",
    }
    return pages.page(request, desk, "gaps", context)


@require_safe
@acting(*VIEWERS)
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the coverage of one division as a workbook, with what is missing line by line."""
    here = _here(request, desk)
    found = coverage.shares(here)
    data = coverage_sheets.workbook(
        [(one.level.label, one) for one in coverage.by_level(found) if one.level],
        [*missing.kinds(found), *missing.areas(found)],
        coverage.below(here, on=desk.today)[: coverage.PAGE],
        missing.every_gap(here, most=MOST_GAPS),
    )
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="coverage-{here}.xlsx"'
    return answer


@require_safe
@acting(*VIEWERS)
def base(_request: HttpRequest, _desk: Desk) -> HttpResponse:
    """Return the basic catalogue as a workbook."""
    answer = HttpResponse(bases.to_xlsx(bases.exported()), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="base-catalogue.xlsx"'
    return answer


@require_safe
@acting(*VIEWERS)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the roll-outs within the division of the post, the newest first."""
    rows = rollouts.listed(desk.authority.division)
    return pages.page(request, desk, "rollouts", {"nav": "coverage", "rows": rows})


@require_safe
@acting(*VIEWERS)
def rollout(request: HttpRequest, desk: Desk, rollout_id: UUID) -> HttpResponse:
    """Return how far a roll-out is, and the places that it left out."""
    found = _own(desk, rollout_id)
    short = rollouts.shortfalls(rollout_id, after=request.GET.get("after", ""))
    context: dict[str, Any] = {
        "nav": "coverage",
        "one": found,
        "where": places.division(found.within, desk.today),
        "short": short[: rollouts.PAGE],
        "after": short[rollouts.PAGE - 1][0] if len(short) > rollouts.PAGE else "",
        "approvable": found.approved_at is None and desk.post in APPROVERS,
        "again": found.state == "已完成" and found.failed and desk.post in APPROVERS,
        "undoable": found.state == "已完成" and found.made and desk.post in APPROVERS,
    }
    return pages.page(request, desk, "rollout", context)


@require_POST
@acting(Post.BACK)
def propose(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Make a version the standard of every division below the centre, once another approves."""
    if not desk.authority.is_centre:
        raise Unlawful(
            "只有政务服务中心可以推行标准事项", clause="W1.2", remedy="请联系政务服务中心"
        )
    form = Since(request.POST)
    first: date = form.cleaned_data["effective_from"] if form.is_valid() else desk.today
    content = office.one(office_of(desk), version_id).view.content
    made = rollouts.propose(
        content, desk.authority.division, by=desk.user_id, at=desk.at, effective_from=first
    )
    messages.success(request, "已提交推行，须另一人审核")
    return redirect("desk:rollout", made.id)


@require_POST
@acting(*APPROVERS)
def approve(request: HttpRequest, desk: Desk, rollout_id: UUID) -> HttpResponse:
    """Let a roll-out begin, or go once more through what it left out (ADM-09)."""
    found = _own(desk, rollout_id)
    if found.finished_at is not None:
        rollouts.retry(rollout_id)
    else:
        rollouts.approve(rollout_id, by=desk.user_id, at=desk.at)
    messages.success(request, "已开始推行，可以离开本页，稍后再来查看进度")
    return redirect("desk:rollout", rollout_id)


@require_POST
@acting(*APPROVERS)
def undo(request: HttpRequest, desk: Desk, rollout_id: UUID) -> HttpResponse:
    """Take a roll-out back wherever nobody has changed the item since."""
    _own(desk, rollout_id)
    undoing.ask(rollout_id, by=desk.user_id, at=desk.at)
    messages.success(request, "已开始撤销，可以离开本页，稍后再来查看进度")
    return redirect("desk:rollout", rollout_id)


def _own(desk: Desk, rollout_id: UUID) -> rollouts.Progress:
    """Return a roll-out within the division of the post; raises NotFound for others."""
    return rollouts.seen_from(desk.authority.division, rollout_id)
