"""The catalogue office (事项管理): list, edit, submit, approve by a second person (ADM-01)."""

from typing import Any
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.catalogueforms import Approval, NewItem, SendBack
from yizhan.desk.editor import Editor
from yizhan.desk.who import Desk
from yizhan.items import catalogue_files, office, queries, services
from yizhan.items import forms as itemforms
from yizhan.items.faults import BadContent
from yizhan.items.office import Draft, Office
from yizhan.items.validators import faults
from yizhan.law.refusals import Refusal
from yizhan.law.words import Applicant, ItemState, Post

FAULTY = 422
APPROVERS = (Post.CHIEF, Post.HEAD)
EDITORS = (Post.BACK, *APPROVERS)
TABS = (("", "全部"), *((one.value, one.label) for one in ItemState))


def office_of(desk: Desk) -> Office:
    """Return whose items this post looks after."""
    return catalogue_files.office_of(desk.authority)


@require_safe
@acting(*EDITORS)
def catalogue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return a page of the items that the post looks after."""
    wanted, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    state = ItemState(wanted) if wanted in set(ItemState) else None
    rows = office.listed(office_of(desk), state, words=words, after=request.GET.get("after", ""))
    context = {
        "nav": "catalogue",
        "rows": rows[: office.PAGE],
        "after": rows[office.PAGE - 1].view.code if len(rows) > office.PAGE else "",
        "tabs": TABS,
        "state": wanted,
        "q": words,
    }
    return pages.page(request, desk, "catalogue", context)


@require_safe
@acting(*EDITORS)
def version(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Return one version in its fields, with its preview, faults, history and changes."""
    draft = office.one(office_of(desk), version_id)
    editor = Editor.of(draft.view.content)
    editor.blame(faults(draft.view.content))
    return show(request, desk, draft, editor=editor)


def show(request: HttpRequest, desk: Desk, draft: Draft, **more: Any) -> HttpResponse:
    """Return the page of a version; ``more``: the editor, a refusal, forms with faults."""
    content, status = draft.view.content, more.pop("status", 200)
    current = queries.published(draft.view.item_id, desk.today)
    other = current if current and current.id != draft.view.id else None
    context = {
        "nav": "catalogue",
        "draft": draft,
        "content": content,
        "complete": office.completeness(content),
        "history": office.history(office_of(desk), draft.view.item_id),
        "changes": office.changes(other.content, content) if other else [],
        "current": other,
        "weights": _weights(content),
        "editable": draft.state is ItemState.DRAFT and desk.post is Post.BACK,
        "approvable": draft.state is ItemState.PENDING and desk.post in APPROVERS,
        "approval": Approval(initial={"effective_from": desk.today}),
        "back": SendBack(),
        "new": NewItem(),
        **more,
    }
    return pages.page(request, desk, "version", context, status=status)


def _weights(content: Any) -> list[tuple[str, itemforms.Metrics]]:
    """Return how heavy the form is for each kind of applicant (P-12)."""
    return [
        (Applicant(one).label, itemforms.metrics(content, Applicant(one)))
        for one in content.audience
        if one in set(Applicant)
    ]


@require_POST
@acting(Post.BACK)
def save(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Save a draft as typed, and submit it where that was asked for."""
    draft = office.one(office_of(desk), version_id)
    editor = Editor.sent(request.POST)
    if editor.move(request.POST.get("move", "")):
        messages.info(request, "已移动，保存草稿后生效")
        return show(request, desk, draft, editor=editor)
    content = editor.content()
    if content is None:
        return show(request, desk, draft, editor=editor, failed=True, status=FAULTY)
    try:
        services.change(version_id, content, by=desk.user_id, at=desk.at)
        if "submit" in request.POST:
            services.submit_for_approval(version_id, by=desk.user_id, at=desk.at)
    except Refusal as refusal:
        return _refused(request, desk, draft, refusal, editor=editor)
    messages.success(request, "已提交审核" if "submit" in request.POST else "已保存草稿")
    return redirect("desk:version", version_id)


def _refused(
    request: HttpRequest, desk: Desk, draft: Draft, refusal: Refusal, *, editor: Editor
) -> HttpResponse:
    """Return the version with why not; the faults of the rules beside their fields."""
    if isinstance(refusal, BadContent):
        editor.blame(refusal.faults)
    status = pages.status_of(refusal)
    return show(request, desk, draft, editor=editor, refusal=refusal, failed=True, status=status)


@require_POST
@acting(Post.BACK)
def revise(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Begin a new version of an item, a copy of its latest."""
    draft = office.one(office_of(desk), version_id)
    made = services.revise(draft.view.item_id, by=desk.user_id, at=desk.at)
    messages.success(request, f"已建立第 {made.number} 版草稿")
    return redirect("desk:version", made.id)


@require_http_methods(["POST"])
@acting(Post.BACK)
def copy(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Begin a new item from one that exists (ADM-01)."""
    draft = office.one(office_of(desk), version_id)
    form = NewItem(request.POST)
    editor = Editor.of(draft.view.content)
    if not form.is_valid():
        return show(request, desk, draft, editor=editor, new=form, form=form, status=FAULTY)
    content = msgspec.structs.replace(draft.view.content, **form.cleaned_data)
    try:
        made = services.draft(draft.view.authority_id, content, by=desk.user_id, at=desk.at)
    except Refusal as refusal:
        return _refused(request, desk, draft, refusal, editor=editor)
    return redirect("desk:version", made.id)


@require_POST
@acting(*APPROVERS)
def approve(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Publish a version, or send it back to its drafter (ADM-09)."""
    draft = office.one(office_of(desk), version_id)
    back = "back" in request.POST
    form = SendBack(request.POST) if back else Approval(request.POST)
    editor = Editor.of(draft.view.content)
    if not form.is_valid():
        return show(request, desk, draft, editor=editor, form=form, failed=True, status=FAULTY)
    try:
        _decide(desk, version_id, form.cleaned_data, back=back)
    except Refusal as refusal:
        return _refused(request, desk, draft, refusal, editor=editor)
    messages.success(request, "已退回编制人" if back else "已审核通过")
    return redirect("desk:version", version_id)


def _decide(desk: Desk, version_id: UUID, said: dict[str, Any], *, back: bool) -> None:
    """Send a version back with a note, or publish it from a day on."""
    if back:
        services.send_back(version_id, by=desk.user_id, at=desk.at, note=said["note"])
    else:
        day = said["effective_from"]
        services.approve(version_id, by=desk.user_id, at=desk.at, effective_from=day)
