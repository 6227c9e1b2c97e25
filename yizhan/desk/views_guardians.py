"""Guardianships at the window (L3.11): recorded, seen with the look on record, ended.

The address of a ward's page is signed for the clerk who has had the card: nobody can try ids.
"""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizhan.accounts import guardians, queries
from yizhan.accounts.relations import GuardianshipView
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.forms import DeskForm
from yizhan.desk.guardianforms import EndForm, GuardianForm, WardForm
from yizhan.desk.who import Desk
from yizhan.law.mandates import CLAUSE
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.words import Post

SHOWN, FAULTY = 200, 422
SALT = "desk.ward"
SHOWN_FOR = 3600  # seconds after the card lay on the counter


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@acting(Post.FRONT)
def guardian(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the form of a guardianship, or record it and show those of the ward."""
    form = GuardianForm(request.POST or None, initial={"since": desk.today})
    if not form.is_bound:
        return _form(request, desk, form)
    if not form.is_valid():
        return _form(request, desk, form)
    demo = settings.DEMO
    ward, grown = form.details("ward", demo=demo), form.details("guardian", demo=demo)
    try:
        child, _ = guardians.enter(ward, grown, form.guarding, desk.user_id, at=desk.at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, desk, form, refusal=refusal)
    messages.success(request, "监护关系已登记，监护人可以代为办理。")
    return redirect("desk:ward", _proof(desk, child))


@sensitive_post_parameters()
@require_POST
@acting(Post.FRONT)
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the way to the guardianships of whoever's card lies on the counter."""
    wanted = WardForm(request.POST)
    if not wanted.is_valid():
        return _form(request, desk, GuardianForm(), wanted=wanted)
    try:
        found = _person(wanted)
    except Refusal as refusal:
        wanted.refuse(refusal)
        return _form(request, desk, GuardianForm(), wanted=wanted, refusal=refusal)
    return redirect("desk:ward", _proof(desk, found))


@require_safe
@acting(Post.FRONT)
def ward(request: HttpRequest, desk: Desk, proof: str) -> HttpResponse:
    """Return the guardianships of a person; that somebody looked is written down (P-16)."""
    return _listed(request, desk, proof)


@require_POST
@acting(Post.FRONT)
def end(request: HttpRequest, desk: Desk, proof: str, guardianship: int) -> HttpResponse:
    """End a guardianship on the document that shows why, then show those of the ward again."""
    form = EndForm(request.POST, guardianship=guardianship)
    if not form.is_valid():
        return _listed(request, desk, proof, ending=(guardianship, form))
    try:
        guardians.end(_ward(desk, proof), guardianship, form.ended, desk.user_id, at=desk.at)
    except NotFound as refusal:
        return pages.refused(request, desk, refusal)
    except Refusal as refusal:
        form.refuse(refusal)
        ending = (guardianship, form)
        return _listed(request, desk, proof, ending=ending, refusal=refusal)
    messages.success(request, "监护关系已终止，即刻生效。")
    return redirect("desk:ward", proof)


def _person(wanted: WardForm) -> UUID:
    """Return whose card it is; raises NotFound for a number that nobody has registered."""
    found = queries.find_person(wanted.cleaned_data["number"], wanted.card)
    if found is None:
        raise NotFound("这个号码没有登记过", clause=CLAUSE, remedy="请核对证件号码", field="number")
    return found


def _proof(desk: Desk, ward_id: UUID) -> str:
    """Return the proof that this clerk has had the card of a ward on the counter."""
    return signing.dumps([str(ward_id), desk.user_id], salt=SALT)


def _ward(desk: Desk, proof: str) -> UUID:
    """Return whose card it was; raises NotFound for a proof that is old or another clerk's."""
    try:
        ward_id, clerk = signing.loads(proof, salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature:
        clerk = None
    if clerk != desk.user_id:
        raise NotFound("没有找到这个人", clause=CLAUSE, remedy="请重新核对证件号码")
    return UUID(ward_id)


def _form(
    request: HttpRequest,
    desk: Desk,
    form: GuardianForm,
    *,
    wanted: WardForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Return the page of the two forms, or what came of one of them."""
    faulty = wanted or form
    status = _status(faulty, refusal)
    context = {
        "nav": "register",
        "tab": "guardian",
        "form": form,
        "wanted": wanted or WardForm(auto_id="id_wanted_%s"),
        "faulty": faulty,
        "refusal": refusal,
        "failed": status != SHOWN,
    }
    return pages.page(request, desk, "guardian", context, status=status)


def _listed(
    request: HttpRequest,
    desk: Desk,
    proof: str,
    *,
    ending: tuple[int, EndForm] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Return the page of a ward's guardianships; those that live can be ended."""
    try:
        ward_id = _ward(desk, proof)
        rows = guardians.seen(ward_id, desk.user_id, at=desk.at)
    except NotFound as nobody:
        return pages.refused(request, desk, nobody)
    status = _status(ending[1] if ending else None, refusal)
    context = {
        "nav": "register",
        "tab": "guardian",
        "ward": queries.person(ward_id),
        "proof": proof,
        "rows": [(row, _end_form(row, ending)) for row in rows],
        "form": ending[1] if ending else None,
        "refusal": refusal,
        "failed": status != SHOWN,
    }
    return pages.page(request, desk, "ward", context, status=status)


def _status(form: DeskForm | None, refusal: Refusal | None) -> int:
    """Return the status of a page that shows what came of a form, if one was sent."""
    if refusal:
        return pages.status_of(refusal)
    return FAULTY if form is not None and form.errors else SHOWN


def _end_form(row: GuardianshipView, ending: tuple[int, EndForm] | None) -> EndForm | None:
    """Return the form that ends a living guardianship, as it was sent where it was."""
    if row.ended_at:
        return None
    return ending[1] if ending and ending[0] == row.id else EndForm(guardianship=row.id)
