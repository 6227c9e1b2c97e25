"""Items in and out as a workbook or JSON, and the notice on days off (ADM-08, ADM-11)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.catalogueforms import Import, Notice
from yizhan.desk.views_catalogue import EDITORS, FAULTY, office_of
from yizhan.desk.who import Desk
from yizhan.items import catalogue_files, exchange
from yizhan.items.books import XLSX
from yizhan.items.mistakes import BadImport
from yizhan.law.refusals import Refusal, WrongPost
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places import services as founding

NOTICERS = (Post.BACK, Post.CHIEF, Post.HEAD)


@require_safe
@acting(*EDITORS)
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the items that the post looks after, as a workbook or as JSON."""
    contents = catalogue_files.contents(office_of(desk))
    if request.GET.get("format") == "json":
        return _file(exchange.to_json(contents), "application/json", "items.json")
    return _file(exchange.to_xlsx(contents), XLSX, "items.xlsx")


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
        data = form.cleaned_data["file"].read()
        count = catalogue_files.take_in(desk.authority, data, by=desk.user_id, at=desk.at)
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
