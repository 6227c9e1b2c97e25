"""Items in and out as a workbook or JSON, and the notice on days off (ADM-08, ADM-11)."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.catalogueforms import Import, Notice
from yizhan.desk.views_catalogue import EDITORS, FAULTY, office_of
from yizhan.desk.who import Desk
from yizhan.items import exchange, office, queries, services
from yizhan.items.content import Content
from yizhan.items.mistakes import BadImport
from yizhan.law.refusals import Refusal, WrongPost
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places import services as founding

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTICERS = (Post.BACK, Post.CHIEF, Post.HEAD)


@require_safe
@acting(*EDITORS)
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the items that the post looks after, as a workbook or as JSON."""
    rows = [row for page in _pages(desk) for row in page]
    contents = [row.view.content for row in rows]
    if request.GET.get("format") == "json":
        return _file(exchange.to_json(contents), "application/json", "items.json")
    return _file(exchange.to_xlsx(contents), XLSX, "items.xlsx")


def _pages(desk: Desk) -> list[list[office.Draft]]:
    """Return every item of the office, a page at a time."""
    found, after = [], ""
    while rows := office.listed(office_of(desk), after=after):
        found.append(rows)
        after = rows[-1].view.code
    return found


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Return bytes to be saved under a name."""
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@acting(Post.BACK)
def take_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the form of an import, or take every item in as a draft: all of them, or none."""
    form = Import(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _import(request, desk, form)
    try:
        count = _taken(desk, form.cleaned_data["file"].read())
    except BadImport as refusal:
        return _import(request, desk, form, refusal=refusal, mistakes=refusal.mistakes)
    except Refusal as refusal:
        return _import(request, desk, form, refusal=refusal)
    messages.success(request, f"已导入 {count} 个事项，均为草稿")
    return redirect("desk:catalogue")


def _import(request: HttpRequest, desk: Desk, form: Import, **more: object) -> HttpResponse:
    """Return the page of an import, with what is wrong by sheet, row and column."""
    failed = bool(form.errors or more)
    context = {"nav": "catalogue", "form": form, "failed": failed, **more}
    return pages.page(request, desk, "import", context, status=FAULTY if failed else 200)


@transaction.atomic
def _taken(desk: Desk, data: bytes) -> int:
    """Return how many items were taken in; raises BadImport, Conflict and others."""
    zipped = data[:2] == b"PK"
    contents = exchange.from_xlsx(data) if zipped else exchange.from_json(data)
    for content in contents:
        _drafted(desk, content)
    return len(contents)


def _drafted(desk: Desk, content: Content) -> None:
    """Take one item in: a new version of one that exists, else a new item."""
    authority = desk.authority
    if authority.is_centre:
        authority = places.authority_by_name(
            content.level, content.department, within=authority.division[:6]
        )
    item_id = queries.item_by_code(services.code_of(authority, content))
    if item_id:
        services.revise(item_id, content, by=desk.user_id, at=desk.at, note="导入")
    else:
        services.draft(authority.id, content, by=desk.user_id, at=desk.at)


@require_http_methods(["GET", "HEAD", "POST"])
@acting(*NOTICERS)
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the form of a notice on days off, or load it and show which days changed (L1.8)."""
    form = Notice(request.POST or None)
    changed = None
    if request.method == "POST" and form.is_valid():
        changed = _loaded(desk, form)
    context = {
        "nav": "calendar",
        "form": form,
        "failed": bool(form.errors),
        "missing": places.missing_notice(desk.today),
        "changed": changed,
    }
    return pages.page(request, desk, "calendar", context, status=FAULTY if form.errors else 200)


def _loaded(desk: Desk, form: Notice) -> list[object] | None:
    """Return the days that changed; None, with the fault in the form, when it was refused."""
    if not desk.authority.is_centre:
        raise WrongPost(
            "只有政务服务中心可以录入放假通知", clause="L1.8", remedy="请联系政务服务中心"
        )
    said = form.cleaned_data
    try:
        return list(
            founding.load_notice(said["year"], said["days"], source=said["source"], at=desk.at)
        )
    except Refusal as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return None
