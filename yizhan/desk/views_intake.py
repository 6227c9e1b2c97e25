"""Walk-in intake (收件): the item by its initials, the person by the card, receive and accept."""

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizhan.accounts import services as accounts
from yizhan.cases import claims, halls, held, queries, services
from yizhan.cases.answers import Answer
from yizhan.cases.held import Order
from yizhan.cases.opening import Application, File
from yizhan.desk import mirror, pages
from yizhan.desk.acting import acting
from yizhan.desk.board import board
from yizhan.desk.carried import carried
from yizhan.desk.intakeforms import IntakeForm
from yizhan.desk.panel import NAMED
from yizhan.desk.views_case import FAULTY, wait_of
from yizhan.desk.who import Desk
from yizhan.exchange import sharing
from yizhan.items import forms as itemforms
from yizhan.items import queries as items
from yizhan.items.queries import VersionView
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.words import Channel, Post, Trust, Way
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner
from yizhan.places import queries as places

HITS = 9
ACCEPT = NAMED["accept"]


@require_safe
@acting(Post.FRONT)
def pick(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the items of the authority that words or initials mean; digits pick one."""
    words = request.GET.get("q", "").strip()
    found = _hits(desk, words) if words else []
    again = request.GET.get("again", "")
    if len(found) == 1:
        query = f"?{urlencode({'again': again})}" if again else ""
        return redirect(reverse("desk:receive", args=[found[0].code]) + query)
    context = {"nav": "intake", "q": words, "hits": found, "again": again, "board": board(desk)}
    if again:
        context["again_name"] = queries.case_for(desk.actor, again, desk.at).applicant_masked
    return pages.page(request, desk, "intake_pick", context)


def _hits(desk: Desk, words: str) -> list[VersionView]:
    """Return the items found that this post receives, the best first."""
    here = desk.authority.division
    around = [here, *places.ancestors(here)]
    found = [hit.view for hit in items.search(words, around, on=desk.today, limit=60)]
    return [one for one in found if halls.receives(desk.authority, one)][:HITS]


@sensitive_post_parameters("id_number", "phone", "presenter_number")
@require_http_methods(["GET", "HEAD", "POST"])
@acting(Post.FRONT)
def receive(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Return the form of one application, or receive it and, when it is complete, accept it."""
    version = _version(desk, code)
    data = request.POST if request.method == "POST" else None
    before = carried(desk, request.GET.get("again", ""), version.content)
    form = IntakeForm(
        data,
        request.FILES or None,
        content=version.content,
        demo=settings.DEMO,
        initial=before.values,
        sources=before.sources,
        halls=halls.choices(version),
    )
    if data is None or "refresh" in data:
        return _page(request, desk, version, form if data is None else _unbound(form))
    if not form.is_valid():
        return _page(request, desk, version, form)
    try:
        answer = _received(desk, version, form, accept="accept" in data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, desk, version, form, refusal=refusal)
    issued = "；".join(f"《{paper['title']}》{paper['number']}" for paper in answer.papers)
    messages.success(request, f"已收件，办件编号 {answer.number}。{issued}")
    if "accept" not in data:
        claims.claim(answer.ref, desk.actor, at=desk.at)
    return redirect("desk:case", answer.ref)


@sensitive_post_parameters()
@require_POST
@acting(Post.FRONT)
def mirrored(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show the customer what is keyed in so far (CNT-10); nothing comes back."""
    version = _version(desk, code)
    form = IntakeForm(request.POST, content=version.content, demo=settings.DEMO)
    mirror.intake(desk, version, form)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _unbound(form: IntakeForm) -> IntakeForm:
    """Return the form without faults, as it was filled in so far."""
    form.full_clean()
    form.errors.clear()
    return form


def _version(desk: Desk, code: str) -> VersionView:
    """Return the version in force of an item of the authority; raises NotFound."""
    item_id = items.item_by_code(code)
    version = items.published(item_id, desk.today) if item_id else None
    if version is None or not halls.receives(desk.authority, version):
        raise NotFound("本窗口没有这个事项", clause="W1.2", remedy="请在有权机关的窗口收件")
    return version


@transaction.atomic
def _received(desk: Desk, version: VersionView, form: IntakeForm, *, accept: bool) -> Answer:
    """Return what came of it: received, and accepted too where that was asked for; or nothing."""
    said, key = form.cleaned_data, form.sent_key
    applicant, presenter = _people(desk, form)
    application = Application(
        version_id=version.id,
        applicant=applicant,
        channel=said["channel"] or Channel.WINDOW.value,
        materials=form.given,
        files=_files(desk, form, applicant),
        answers=form.cleaned_data["answers"],
        situation=form.situation,
        way=said["way"] or Way.HAND.value,
        hall=desk.held.authority_id,
        collect_at=said["collect_at"],
        counts=form.counts,
    )
    person = held.at_window(desk.actor, presenter)
    answer = services.submit(application, person, key=f"{key}-submit", at=desk.at)
    fetched = sharing.at_once(answer.ref, desk.actor, key=f"{key}-fetch", at=desk.at)
    answer = replace(answer, version=answer.version + len(fetched))
    if not accept:
        return answer
    order = Order(
        ref=answer.ref, label=ACCEPT.label, steps=(("accept", {}),), seen=answer.version, key=key
    )
    came = held.press(order, desk.actor, at=desk.at, wait=wait_of(desk, ACCEPT))
    return came if isinstance(came, Answer) else answer


def _files(desk: Desk, form: IntakeForm, applicant: UUID) -> tuple[File, ...]:
    """Return what was scanned at the window; B where the original was checked, else C (4.8)."""
    owner = Owner(user_id=desk.user_id, person_id=applicant)
    found = []
    for material, uploaded, checked in form.scans():
        taken = materials.receive(owner, uploaded, at=desk.at)
        trust = Trust.CHECKED if checked else Trust.UPLOADED
        found.append(
            File(material=material, digest=taken.digest, name=taken.name, trust=trust.value)
        )
    return tuple(found)


def _people(desk: Desk, form: IntakeForm) -> tuple[UUID, UUID]:
    """Return the applicant and who came, both entered with the document that was seen (W2.2)."""
    applicant = accounts.enrol(form.applicant(), desk.user_id, at=desk.at)
    came = form.presenter()
    return applicant, accounts.enrol(came, desk.user_id, at=desk.at) if came else applicant


def _page(
    request: HttpRequest,
    desk: Desk,
    version: VersionView,
    form: IntakeForm,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Return the screen of receiving an application."""
    left = itemforms.materials(version.content, form.situation)
    context = {
        "nav": "intake",
        "version": version,
        "competent": places.authority(version.authority_id),
        "form": form,
        "rows": form.material_rows(left),
        "board": board(desk),
        "stops": itemforms.stops(version.content, form.situation),
        "refusal": refusal,
        "failed": bool(refusal or form.errors),
    }
    status = pages.status_of(refusal) if refusal else FAULTY if form.errors else 200
    return pages.page(request, desk, "intake", context, status=status)
