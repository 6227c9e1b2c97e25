"""The catalogue office through the interface: edit, approve, in and out (ADM-01 to ADM-09)."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yizhan.api import edges
from yizhan.api.mine import BINARY, FILE
from yizhan.api.shapes_items import ContentOut, ImportOut, VersionsOut, WholeVersionOut
from yizhan.api.tokens import Caller, Editor, Office, caller, post
from yizhan.api.writes import written
from yizhan.items import catalogue_files, exchange, office, queries, services, states
from yizhan.items.books import XLSX
from yizhan.items.content import Content
from yizhan.items.office import Draft
from yizhan.items.states import Change, Order
from yizhan.items.validators import faults
from yizhan.law.clocks import local
from yizhan.law.refusals import Invalid
from yizhan.law.words import ItemState, Post
from yizhan.places import queries as places

router = Router(tags=["事项库"], auth=Office())
APPROVERS = (Post.CHIEF, Post.HEAD)
EDITORS = (Post.BACK, *APPROVERS)
BYTES = {"requestBody": {"required": True, "content": {"application/octet-stream": BINARY}}}


class ContentIn(BaseModel):
    """What a version says."""

    content: ContentOut


class ApprovalIn(BaseModel):
    """From which day a version holds."""

    effective_from: date


class NoteIn(BaseModel):
    """What has to be changed."""

    note: str = Field(min_length=1, max_length=400)


class StateIn(BaseModel):
    """What is done to a published version, and why."""

    what: Change
    note: str = Field(min_length=1, max_length=400)


class CopyIn(BaseModel):
    """The name and base code of a new item from one that exists."""

    name: str = Field(min_length=2, max_length=200)
    base_code: str = Field(pattern="^[0-9]{12}$")


@router.get("/catalogue", response=VersionsOut, summary="事项库列表")
def listed(
    request: HttpRequest, state: ItemState | None = None, q: str = "", after: str = ""
) -> HttpResponse:
    """Return a page of the items that the post looks after, by code."""
    rows = office.listed(_office(caller(request)), state, words=q[:100], after=after[:100])
    shown = rows[: office.PAGE]
    mark = shown[-1].view.code if len(rows) > office.PAGE else ""
    return edges.answered({"versions": [_short(row) for row in shown], "after": mark})


@router.get("/catalogue/export", summary="导出事项", openapi_extra=FILE)
def export(request: HttpRequest, form: str = "xlsx") -> HttpResponse:
    """Return every item that the post looks after, as a workbook or (``form=json``) as JSON."""
    contents = catalogue_files.contents(_office(caller(request)))
    if form == "json":
        return HttpResponse(exchange.to_json(contents), "application/json")
    return HttpResponse(exchange.to_xlsx(contents), XLSX)


@router.post(
    "/catalogue/import",
    response={201: ImportOut},
    summary="导入事项",
    auth=Editor(),
    openapi_extra=BYTES,
)
def take_in(request: HttpRequest) -> HttpResponse:
    """Return how many items were taken in as drafts: all of a file (xlsx or JSON), or none."""
    held = caller(request)
    actor, data = post(held, Post.BACK), request.body
    authority = places.authority(actor.authority_id or 0)

    def make() -> dict[str, int]:
        """Take them in."""
        taken = catalogue_files.take_in(authority, data, by=_user(held), at=held.at)
        return {"taken": taken}

    return written(request, held, make)


@router.get("/catalogue/{uuid:version}", response=WholeVersionOut, summary="一个事项版本")
def one(request: HttpRequest, version: UUID) -> HttpResponse:
    """Return one version with what it says and what is wrong with it."""
    return edges.answered(_whole(office.one(_office(caller(request)), version)))


@router.put(
    "/catalogue/{uuid:version}", response=WholeVersionOut, summary="保存事项草稿", auth=Editor()
)
def save(request: HttpRequest, version: UUID, body: ContentIn) -> HttpResponse:
    """Return the draft with other content; who changes it last is its drafter."""
    content = _content(body.content)
    return _changed(
        request,
        version,
        lambda held: services.change(version, content, by=_user(held), at=held.at).id,
    )


@router.post(
    "/catalogue/{uuid:version}/submit",
    response=WholeVersionOut,
    summary="提交事项审核",
    auth=Editor(),
)
def submit(request: HttpRequest, version: UUID) -> HttpResponse:
    """Return the version, now waiting for the second person."""
    return _changed(
        request,
        version,
        lambda held: services.submit_for_approval(version, by=_user(held), at=held.at).id,
    )


@router.post(
    "/catalogue/{uuid:version}/revise",
    response={201: WholeVersionOut},
    summary="编制新版本",
    auth=Editor(),
)
def revise(request: HttpRequest, version: UUID) -> HttpResponse:
    """Return a new draft of the same item, a copy of its latest version."""

    def make(held: Caller) -> UUID:
        """Begin the draft."""
        draft = office.one(_office(held), version)
        return services.revise(draft.view.item_id, by=_user(held), at=held.at).id

    return _changed(request, version, make, status=HTTPStatus.CREATED)


@router.post(
    "/catalogue/{uuid:version}/copy",
    response={201: WholeVersionOut},
    summary="复制为新事项",
    auth=Editor(),
)
def copy(request: HttpRequest, version: UUID, body: CopyIn) -> HttpResponse:
    """Return the draft of a new item begun from one that exists (ADM-01)."""

    def make(held: Caller) -> UUID:
        """Begin the item."""
        view = office.one(_office(held), version).view
        content = msgspec.structs.replace(view.content, **body.model_dump())
        return services.draft(view.authority_id, content, by=_user(held), at=held.at).id

    return _changed(request, version, make, status=HTTPStatus.CREATED)


@router.post(
    "/catalogue/{uuid:version}/approve",
    response=WholeVersionOut,
    summary="审核发布事项",
    auth=Editor(),
)
def approve(request: HttpRequest, version: UUID, body: ApprovalIn) -> HttpResponse:
    """Return the version as published from a day on; never by its drafter (ADM-09)."""

    def make(held: Caller) -> UUID:
        """Publish it."""
        on = body.effective_from
        return services.approve(version, by=_user(held), at=held.at, effective_from=on).id

    return _changed(request, version, make, posts=APPROVERS)


@router.post(
    "/catalogue/{uuid:version}/send-back",
    response=WholeVersionOut,
    summary="退回事项",
    auth=Editor(),
)
def send_back(request: HttpRequest, version: UUID, body: NoteIn) -> HttpResponse:
    """Return the version to its drafter with what has to be changed."""

    def make(held: Caller) -> UUID:
        """Send it back."""
        return services.send_back(version, by=_user(held), at=held.at, note=body.note).id

    return _changed(request, version, make, posts=APPROVERS)


@router.post(
    "/catalogue/{uuid:version}/state",
    response=WholeVersionOut,
    summary="暂停、恢复、取消事项",
    auth=Editor(),
)
def state(request: HttpRequest, version: UUID, body: StateIn) -> HttpResponse:
    """Return the version as it stands after it was suspended, resumed or withdrawn (ADM-03)."""

    def make(held: Caller) -> UUID:
        """Change the state; withdrawn it ends with yesterday."""
        on = local(held.at).date()
        order = Order(what=body.what, by=_user(held), at=held.at, on=on, note=body.note)
        states.change(_office(held), version, order)
        return version

    return _changed(request, version, make, posts=APPROVERS)


def _changed(
    request: HttpRequest,
    version: UUID,
    make: Callable[[Caller], UUID],
    *,
    posts: tuple[Post, ...] = (Post.BACK,),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Return a version of one's own office after a change, made once under its key."""
    held = caller(request)
    post(held, *posts)
    scope = _office(held)
    office.one(scope, version)
    return written(request, held, lambda: _whole(office.one(scope, make(held))), status)


def _office(held: Caller) -> office.Office:
    """Return whose items the post behind the token looks after; raises WrongPost."""
    return catalogue_files.office_of(places.authority(post(held, *EDITORS).authority_id or 0))


def _user(held: Caller) -> int:
    """Return the login behind a token."""
    return int(held.actor.id.removeprefix("u"))


def _content(sent: Any) -> Content:
    """Return what was sent as the content of a version; raises Invalid with the path at fault."""
    try:
        return msgspec.convert(sent, type=Content)
    except msgspec.ValidationError as fault:
        _, _, path = str(fault).partition(" - at ")
        raise Invalid(
            "事项内容的格式不对",
            clause="ADM-02",
            remedy="请按接口说明核对各字段",
            field=path.strip("`$."),
        ) from fault


def _short(draft: Draft) -> dict[str, Any]:
    """Return a version in short."""
    names = ("state", "since", "until", "drafted_by", "drafted_at", "approved_by", "note")
    view = {name: getattr(draft.view, name) for name in ("id", "item_id", "code", "name", "number")}
    return view | {name: getattr(draft, name) for name in names}


def _whole(draft: Draft) -> dict[str, Any]:
    """Return a version with what it says and what is wrong with it."""
    content = draft.view.content
    wrong = [fault._asdict() for fault in faults(content)]
    return {**_short(draft), "content": queries.plain(content), "faults": wrong}
