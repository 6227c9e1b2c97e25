"""The inbox of review and supervision: filters, bulk acts that decide nothing (BCK-01, BCK-10)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import asks, claims, inbox
from yizhan.cases.colleagues import AskKind
from yizhan.cases.inbox import Sieve
from yizhan.desk import exports, pages, sieves
from yizhan.desk.acting import acting
from yizhan.desk.listing import Listing, listing, tab_of
from yizhan.desk.sieves import SaveForm, SieveForm
from yizhan.desk.who import Desk
from yizhan.items.books import XLSX
from yizhan.law.refusals import Invalid, Refusal
from yizhan.law.words import Post

READERS = (Post.BACK, Post.CHIEF, Post.HEAD, Post.GOVERNMENT, Post.SUPERVISOR)
ASKED = {
    Post.BACK: {AskKind.HANDOVER, AskKind.REMINDER},
    Post.CHIEF: {AskKind.HANDOVER, AskKind.EXTENSION},
    Post.HEAD: {AskKind.EXTENSION},
}


@require_safe
@acting(*READERS)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the inbox of the post."""
    return show(request, desk)


def show(request: HttpRequest, desk: Desk, *, save: SaveForm | None = None) -> HttpResponse:
    """Return the inbox with its filters, its tabs, and what colleagues ask."""
    form = SieveForm(request.GET)
    found = _found(request, desk, form.sieve)
    context = {
        "nav": "inbox",
        "list": found,
        "filter": form,
        "filtered": form.sieve != inbox.ALL,
        "saved": sieves.saved(request, desk),
        "save": save or SaveForm(),
        "asked": asked(desk),
        "bulk": desk.post in {Post.BACK, Post.CHIEF},
        "batch": signed_together(desk, found),
        "form": save,
        "failed": bool(save and save.errors),
    }
    return pages.page(request, desk, "inbox", context, status=422 if save else 200)


def _found(request: HttpRequest, desk: Desk, sieve: Sieve) -> Listing:
    """Return the page of the inbox that an address asks for."""
    tab = tab_of(desk, request.GET.get("tab", ""))
    return listing(desk, tab, after=request.GET.get("after", ""), sieve=sieve)


def asked(desk: Desk) -> list[asks.AskView]:
    """Return what waits for the post's answer or eye."""
    kinds = ASKED.get(desk.post, set())
    return [one for one in asks.waiting(desk.actor, desk.at) if one.kind in kinds]


def signed_together(desk: Desk, found: Listing) -> bool:
    """Return whether some of the cases shown may be signed together (CHF-04)."""
    signing = desk.post is Post.CHIEF and found.tab == "review"
    return signing and any(line.instant for line in found.lines)


@require_POST
@acting(*READERS)
def bulk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Claim, remind or export what was ticked; nothing in bulk decides a case (BCK-10)."""
    refs = list(dict.fromkeys(request.POST.getlist("refs")))[: inbox.PAGE]
    what = request.POST.get("do", "")
    if what == "export":
        return _exported(request, desk, set(refs))
    if what not in BULK or not refs:
        raise Invalid("没有选择办件", clause="L3.10", remedy="请先在列表中勾选办件")
    word, act = BULK[what]
    done = sum(_one(request, lambda ref=ref: act(desk, ref)) for ref in refs)  # type: ignore[misc]
    messages.success(request, f"已{word} {done} 件")
    return redirect(_back(request))


def _one(request: HttpRequest, act: Callable[[], None]) -> bool:
    """Return whether it was done to one case; why not is said on the next page."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return False
    return True


def _claim(desk: Desk, ref: str) -> None:
    """Claim one case."""
    claims.claim(ref, desk.actor, at=desk.at)


def _remind(desk: Desk, ref: str) -> None:
    """Remind the one who works on a case."""
    asks.ask(ref, desk.actor, AskKind.REMINDER, "请按期办理", at=desk.at)


BULK: dict[str, tuple[str, Callable[[Desk, str], None]]] = {
    "claim": ("认领", _claim),
    "remind": ("催办", _remind),
}


def _exported(request: HttpRequest, desk: Desk, refs: set[str]) -> HttpResponse:
    """Return the ticked rows as a workbook; the whole page where none was ticked."""
    sent = SieveForm(request.POST)
    tab = tab_of(desk, request.POST.get("tab", ""))
    found = listing(desk, tab, after=request.POST.get("after", ""), sieve=sent.sieve)
    lines = [line for line in found.lines if not refs or line.view.ref in refs]
    answer = HttpResponse(exports.workbook(lines), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="cases-{desk.today}.xlsx"'
    return answer


def _back(request: HttpRequest) -> str:
    """Return the address of the list that was left."""
    sieve = SieveForm(request.POST).sieve
    return f"{reverse('desk:inbox')}?{sieves.query(request.POST.get('tab', ''), sieve)}"


@require_POST
@acting(*READERS)
def keep_filter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Save the filter shown under a name in this browser, or drop one."""
    form = SaveForm(request.POST)
    dropped = request.POST.get("drop", "")
    if not dropped and not form.is_valid():
        return show(request, desk, save=form)
    answer = redirect(_back(request))
    sieve = SieveForm(request.POST).sieve
    found = "" if dropped else sieves.query(request.POST.get("tab", ""), sieve)
    name = dropped or form.cleaned_data["name"]
    sieves.keep(answer, sieves.changed(request, desk, name, found))
    return answer
