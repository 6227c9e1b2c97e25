"""Correction (补正, P-19): exactly what is lacking, why, how long there is; one page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yizhan.cases.opening import File
from yizhan.cases.queries import CaseView
from yizhan.items.content import Material
from yizhan.law.refusals import Refusal
from yizhan.materials import shelf
from yizhan.materials.shelf import Keeping
from yizhan.portal import case_steps, handed
from yizhan.portal.views_case import frame, own
from yizhan.portal.who import UNPROCESSABLE, Visitor, personal

TEMPLATE = "portal/case/correct.html"
KEPT = "correction"


@dataclass(frozen=True)
class Lack:
    """One row of the one-time notice: the clerk's reason, what to do, the control to mend it."""

    problem: str
    remedy: str
    row: handed.Row


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def correct(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Return what is lacking, or hand in what was chosen for it (H4.7)."""
    view = own(visitor, ref)
    kept: handed.Files = request.session.get(_place(view), {})
    if request.method != "POST":
        return _page(request, visitor, view, kept)
    kept = handed.without(kept, request.POST.get("remove", ""))
    asked = [lack.row.material for lack in lacks(view, {})]
    new, unfit = handed.taken(
        request, asked, owner=visitor.owner, applicant=view.case.applicant, at=view.at
    )
    kept = handed.merged(kept, new)
    request.session[_place(view)] = kept
    if unfit or {"remove", "upload"} & request.POST.keys():
        return _page(request, visitor, view, kept, errors=unfit)
    if not kept:
        first = next(iter(lacks(view, kept)), None)
        where = first.row.control if first else "main"
        return _page(request, visitor, view, kept, errors=[(where, "请至少上传一项要补正的材料")])
    return _handed_in(request, visitor, view, kept)


def lacks(view: CaseView, files: handed.Files) -> list[Lack]:
    """Return what the notice named and nobody has corrected yet (L4.2)."""
    course = view.standing.course
    waiting = [one for one in course.defects if one.material not in course.corrected]
    listed = {one.id: one for one in view.content.materials}
    return [
        Lack(
            one.problem,
            one.remedy,
            handed.Row(_material(listed, one.material), "", files.get(one.material, []), []),
        )
        for one in waiting
    ]


def _material(listed: Mapping[str, Material], wanted: str) -> Material:
    """Return a material of the list, or one that the notice named in its own words."""
    return listed.get(wanted) or Material(id=wanted, name=wanted)


def _handed_in(
    request: HttpRequest, visitor: Visitor, view: CaseView, kept: handed.Files
) -> HttpResponse:
    """Return the way back to the case with the correction in, or why it was not taken."""
    try:
        files = tuple(_files(kept))
        case_steps.door(request, visitor, view).take("correct", {}, files)
    except Refusal as refusal:
        return case_steps.refused(request, TEMPLATE, _context(visitor, view, kept), refusal)
    request.session.pop(_place(view), None)
    _keep(view, kept)
    return case_steps.done(request, view, "补正材料已提交，窗口会尽快核对。")


def _files(kept: handed.Files) -> Iterator[File]:
    """Yield the files as the door takes them."""
    for material, entries in kept.items():
        for entry in entries:
            yield File(material=material, **entry)


def _keep(view: CaseView, kept: handed.Files) -> None:
    """Put what was uploaded on the applicant's shelf, for the next time (L5)."""
    names = {one.id: one.name for one in view.content.materials}
    keepings = [
        Keeping(digest=entry["digest"], name=entry["name"], kind=names.get(material, material))
        for material, entries in kept.items()
        for entry in entries
    ]
    shelf.kept_from_case(view.case.applicant, keepings, case=view.case.number, at=view.at)


def _place(view: CaseView) -> str:
    """Return where the session keeps what waits to be handed in."""
    return f"{KEPT}:{view.ref}"


def _context(visitor: Visitor, view: CaseView, kept: handed.Files) -> dict[str, Any]:
    """Return what the page shows."""
    code = view.docket.version.code
    return {**frame(visitor, view), "lacks": lacks(view, kept), "item_code": code}


def _page(
    request: HttpRequest,
    visitor: Visitor,
    view: CaseView,
    kept: handed.Files,
    *,
    errors: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """Return the page, with what is wrong."""
    context = {**_context(visitor, view, kept), "errors": errors or [], "failed": bool(errors)}
    return render(request, TEMPLATE, context, status=UNPROCESSABLE if errors else 200)
