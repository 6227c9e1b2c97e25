"""Looking at the materials one by one, with a conclusion for each (BCK-04)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import checks, queries
from yizhan.desk import pages
from yizhan.desk.acting import STAFF, acting
from yizhan.desk.forms import DeskForm, choice, text
from yizhan.desk.viewer import Viewer, viewer
from yizhan.desk.who import Desk
from yizhan.law.refusals import Incomplete, NotFound
from yizhan.law.words import Post

MEETS = [("yes", "符合"), ("no", "不符合")]
NOTERS = (Post.BACK, Post.CHIEF)


class CheckForm(DeskForm):
    """What was found of one material."""

    material = forms.CharField(widget=forms.HiddenInput, max_length=40)
    meets = choice("结论", MEETS)
    opinion = text("意见", required=False, longest=500, hint="不符合的，必须写明")


@require_safe
@acting(*STAFF)
def look(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Return one file large, with the checklist beside it."""
    shown = viewer(queries.case_for(desk.actor, ref, desk.at), request.GET.dict())
    context = {"nav": "inbox", "view": shown.view, "viewer": shown, "check": _check(shown)}
    context["notes"] = desk.post in NOTERS
    return pages.page(request, desk, "look", context)


def _check(shown: Viewer) -> CheckForm:
    """Return the form for the material shown, as it was filled in before."""
    if shown.sheet is None:
        return CheckForm()
    material = shown.sheet.row.material.id
    found = shown.found.get(material)
    known = {"meets": "yes" if found.meets else "no", "opinion": found.opinion} if found else {}
    return CheckForm(initial={"material": material, **known})


@require_POST
@acting(*NOTERS)
def note(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Keep the conclusion on one material, then show the next file."""
    view = queries.case_for(desk.actor, ref, desk.at)
    form = CheckForm(request.POST)
    if not form.is_valid():
        raise Incomplete("请选择结论", clause="H5.0", remedy="请选择“符合”或者“不符合”")
    said = form.cleaned_data
    shown = viewer(view, request.POST.dict())
    if said["material"] not in {row.material.id for row in shown.rows}:
        raise NotFound("没有这份材料", clause="H5.0", remedy="请从办件页面打开")
    found = (said["meets"] == "yes", said["opinion"])
    checks.note(ref, desk.actor, said["material"], found, at=desk.at)
    after = min(shown.at + 1, len(shown.sheets) - 1)
    return redirect(f"{reverse('desk:look', args=[ref])}?n={after}")
