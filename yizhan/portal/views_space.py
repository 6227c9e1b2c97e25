"""My space (我的空间, P-16): cases, drafts, materials, certificates, messages, who looked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yizhan.accounts import queries as accounts
from yizhan.accounts import relations
from yizhan.cases import drafts as kept_drafts
from yizhan.cases import known
from yizhan.cases import queries as cases
from yizhan.cases.queries import CaseView
from yizhan.law import steps
from yizhan.law.words import Stage
from yizhan.materials import holders, watermark
from yizhan.materials.serving import Asked, served
from yizhan.outbox import queries as outbox
from yizhan.portal import addresses, case_words, here
from yizhan.portal.case_words import Look
from yizhan.portal.who import Visitor, personal

ROWS = 20
LOOKS = {
    "id_number": "证件号码",
    "phone": "手机号",
    "window_check": "窗口核验证件",
    "shared_data": "查询共享数据",
    "guardianship": "监护关系",
}


@dataclass(frozen=True)
class CaseRow:
    """One case of the list."""

    view: CaseView
    lamp: Look
    state: str
    waits: bool  # for the applicant


@require_safe
@personal
def mine(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return one's own cases, the newest first, a page at a time."""
    after = request.GET.get("after", "")
    page = cases.mine(visitor.person, timezone.now(), after=after, limit=ROWS)
    context = {
        "rows": [_row(view) for view in page.rows],
        "drafts": None if after else kept_drafts.drafts_of(visitor.person),
        **addresses.pages(request, page.after),
    }
    return _page(request, "cases", context)


@require_safe
@personal
def drafts(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return the applications that were not handed in, a page at a time."""
    page = kept_drafts.drafts_of(visitor.person, after=request.GET.get("after", ""))
    context = {"drafts": page.rows, **addresses.pages(request, page.after)}
    return _page(request, "drafts", context)


@require_safe
@personal
def holdings(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return the materials of the person, of an organisation or of a ward of theirs (L5, L3.11)."""
    today = here.today()
    served = relations.organisations_of(visitor.person, today)
    wards = relations.wards_of(visitor.person, today)
    holder = _holder(request, visitor)
    context = {
        "rows": holders.shelf_of(visitor.person, holder, today),
        "others": [*(one.organisation for one in served), *wards],
        "holder": holder,
        "own": holder == visitor.person,
    }
    return _page(request, "materials", context)


@require_safe
@personal
def holding(_request: HttpRequest, visitor: Visitor, holding_id: UUID) -> HttpResponse:
    """Return the file of a material of one's own, or of whom one acts for."""
    one = holders.holding(visitor.person, holding_id, here.today())
    mark = watermark.words(one.trust, until=one.valid_until)
    return served(Asked(digest=one.digest, name=one.name, mark=mark))


@require_POST
@personal
def put_away(request: HttpRequest, visitor: Visitor, holding_id: UUID) -> HttpResponse:
    """Take a material off its shelf; cases that used it keep theirs."""
    holder = holders.put_away(visitor.person, holding_id, here.today())
    notes.success(request, "已移除。已经提交的办件不受影响。")
    return redirect(_shelf(visitor, holder))


@require_safe
@personal
def certificates(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return one's own certificates with what each is worth today."""
    rows = known.all_certificates(visitor.person, here.today())
    return _page(request, "certificates", {"rows": rows})


@require_safe
@personal
def messages(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return what the person was told, the newest first."""
    after = request.GET.get("after", "")
    page = outbox.told(visitor.person, timezone.now(), after=after, limit=ROWS)
    sent = outbox.sent(visitor.person, [row.id for row in page.rows])
    rows = [{**_message(row), "letters": sent.get(row.id, [])} for row in page.rows]
    return _page(request, "messages", {"rows": rows, **addresses.pages(request, page.after)})


@require_safe
@personal
def looks(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return who looked at the person's data, when and why, a page at a time (P-16)."""
    page = accounts.looks_at(visitor.person, after=request.GET.get("after", ""))
    rows = [(one, LOOKS.get(one.what, one.what)) for one in page.rows]
    return _page(request, "looks", {"rows": rows, **addresses.pages(request, page.after)})


def _holder(request: HttpRequest, visitor: Visitor) -> UUID:
    """Return whose materials are asked for; one's own where nobody is named."""
    try:
        return UUID(request.GET["for"]) if request.GET.get("for") else visitor.person
    except ValueError as fault:
        raise Http404 from fault


def _shelf(visitor: Visitor, holder: UUID) -> str:
    """Return the address of the materials of a holder."""
    address = reverse("portal:materials")
    return address if holder == visitor.person else f"{address}?for={holder}"


def _row(view: CaseView) -> CaseRow:
    """Return one case as a row."""
    return CaseRow(
        view, case_words.lamp(view), case_words.state(view), view.stage is Stage.CORRECTION
    )


def _message(told: outbox.Told) -> dict[str, Any]:
    """Return a message in words."""
    said = told.payload
    step = str(said.get("step", ""))
    return {
        "at": told.at,
        "ref": said.get("ref", ""),
        "number": said.get("number", ""),
        "words": said.get("words") or case_words.WORDS.get(step) or steps.label(step),
        "papers": said.get("papers", []),
    }


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page of the space with its own menu."""
    context = {"nav": "mine", "tab": name, **context}
    return render(request, f"portal/space/{name}.html", context)
