"""From the person to the case: pick the item, fill in one page, see what came of it (VIL-01)."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizhan.law.refusals import Refusal
from yizhan.law.village import Mode
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner
from yizhan.stations import acts, filing, queries, services
from yizhan.stations.records import Receipt, Sheet, State
from yizhan.village.forms import PHOTO, ErrandForm, initial
from yizhan.village.who import Here, page, station

TEXT_LONGEST = 60
FAULTY = 422


@require_safe
@station
def today(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the first page: four ways, and what waits."""
    context = {"modes": list(Mode), "today": queries.today(here.member, here.at), "nav": "today"}
    return page(request, here, "today", context)


@require_safe
@station
def pick(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the items that are asked for most, or those found, for a way."""
    words = request.GET.get("q", "").strip()[:TEXT_LONGEST]
    wanted = request.GET.get("mode", "")
    found = queries.items_for(here.member, words, here.at)
    open_to = [(one, queries.modes_for(here.member, one)) for one in found]
    mode = Mode(wanted) if wanted in set(Mode) else None
    hits = [one for one, modes in open_to if mode is None or mode in modes]
    context = {"q": words, "mode": mode, "hits": hits}
    return page(request, here, "pick", context)


@sensitive_post_parameters("number", "name", "phone", "guardian_number")
@require_http_methods(["GET", "HEAD", "POST"])
@station
def errand(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """Return the form of an errand, or what became of it once it is sent."""
    version = filing.version_for(here.member, code, here.at)
    modes = queries.modes_for(here.member, version)
    data = request.POST if request.method == "POST" else None
    first = {"mode": request.GET.get("mode", modes[0].value)} | _kept(request, here)
    form = ErrandForm(data, request.FILES or None, version=version, modes=modes, initial=first)
    context = {"form": form, "version": version, "actions": "提交申请、补正材料、领取结果"}
    if data is None:
        return page(request, here, "errand", context)
    if not form.is_valid():
        return page(request, here, "errand", context, status=FAULTY)
    try:
        receipt = services.begin(form.record(*_files(here, form)), here.member, at=here.at)
    except Refusal as refusal:
        return page(request, here, "errand", {**context, "refusal": refusal}, status=FAULTY)
    return _after(request, here, context, receipt)


def _kept(request: HttpRequest, here: Here) -> dict[str, object]:
    """Return what was kept of an errand that is gone on with; nothing for a fresh one."""
    try:
        errand_id = UUID(request.GET.get("from", ""))
    except ValueError:
        return {}
    found = queries.record(here.member, errand_id, here.at)
    return initial(found.record, found.revision) if found.record else {}


def _after(
    request: HttpRequest, here: Here, context: dict[str, object], receipt: Receipt
) -> HttpResponse:
    """Return the way to the errand, or the form again with what is missing or asked back."""
    if receipt.state in {"refused", "warned"}:
        again = {**context, "receipt": receipt}
        return page(request, here, "errand", again, status=FAULTY)
    words = {State.FILED: f"已提交，办件编号 {receipt.number}"}
    messages.success(request, words.get(State(receipt.state), "已登记"))
    return redirect("village:record", receipt.id)


def _files(here: Here, form: ErrandForm) -> tuple[tuple[Sheet, ...], str]:
    """Return what was photographed, stored, and the digest of the signature."""
    owner = Owner(user_id=here.member.user_id)
    sheets = []
    for material, _ in form.brought:
        photo = form.cleaned_data[PHOTO + material.id]
        if photo:
            taken = materials.receive(owner, photo, at=here.at)
            sheets.append(Sheet(material=material.id, digest=taken.digest, name=taken.name))
    signed = form.cleaned_data["signature"]
    signature = materials.receive(owner, signed, at=here.at).digest if signed else ""
    return tuple(sheets), signature


@require_safe
@station
def record(request: HttpRequest, here: Here, errand_id: UUID) -> HttpResponse:
    """Return one errand: its seven stages, what to do next, both versions of a conflict."""
    found = queries.record(here.member, errand_id, here.at)
    context = {"found": found, "questions": list(enumerate(acts.QUESTIONS, 1))}
    return page(request, here, "record", context)


@require_POST
@station
def act(request: HttpRequest, here: Here, errand_id: UUID, what: str) -> HttpResponse:
    """Take one act of the station on an errand, and return to it."""
    ACTS[what](request, here, errand_id)
    messages.success(request, "已记录")
    return redirect(reverse("village:record", args=[errand_id]))


def _hand(request: HttpRequest, here: Here, errand_id: UUID) -> None:
    """Hand the result over against a signature."""
    signed = request.FILES.get("signature")
    owner = Owner(user_id=here.member.user_id)
    digest = materials.receive(owner, signed, at=here.at).digest if signed else ""
    acts.hand_over(errand_id, digest, here.member, at=here.at)


def _revisit(request: HttpRequest, here: Here, errand_id: UUID) -> None:
    """Keep the three answers."""
    said = {
        question: request.POST.get(f"q{place}", "")[:200]
        for place, question in enumerate(acts.QUESTIONS, 1)
    }
    acts.revisit(errand_id, said, here.member, at=here.at)


Way = Callable[[HttpRequest, Here, UUID], object]
ACTS: Mapping[str, Way] = {
    "arrive": lambda _, here, one: acts.arrive(one, here.member, at=here.at),
    "finish": lambda _, here, one: acts.finish(one, here.member, at=here.at),
    "revoke": lambda _, here, one: services.revoke(one, here.member, at=here.at),
    "hand": _hand,
    "revisit": _revisit,
    "attach": lambda request, here, one: acts.attach(
        one, request.POST.get("number", ""), here.member, at=here.at
    ),
    "resolve": lambda request, here, one: services.resolve(
        one, request.POST.get("keep", ""), here.member, at=here.at
    ),
}
