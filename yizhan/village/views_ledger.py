"""The ledger by month, on the screen, on A4, as a sheet; reported to the township (VIL-09)."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yizhan.items import books
from yizhan.items.books import XLSX, Listed
from yizhan.law.village import Milestone
from yizhan.stations import acts, ledger, queries
from yizhan.stations.ledger import Row
from yizhan.stations.members import month_of
from yizhan.village.who import Here, page, station

HEAD = ("登记日期", "方式", "事项", "村民", "代办员", "办件编号")


@require_safe
@station
def month(request: HttpRequest, here: Here) -> HttpResponse:
    """Return a page of the month's ledger; printed, it is an A4 sheet."""
    of = _asked(request, here)
    whole = "print" in request.GET
    found = queries.month(here.member, of, here.at, after=request.GET.get("after", ""))
    rows = ledger.whole(here.member.held.authority_id, of, here.at) if whole else found.rows
    context = {
        "of": of,
        "rows": rows,
        "after": "" if whole else found.after,
        "stages": list(Milestone),
        "over": of < month_of(timezone.localdate(here.at)),
        "reported": queries.reported_to(here.member.held.authority_id),
    }
    return page(request, here, "ledger", context)


@require_safe
@station
def sheet(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the month's ledger as xlsx."""
    of = _asked(request, here)
    head = (*HEAD, *(stage.label for stage in Milestone))
    rows = map(_cells, ledger.whole(here.member.held.authority_id, of, here.at))
    body = books.workbook(Listed("工作台账", head, rows))
    answer = HttpResponse(body, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="ledger-{of:%Y-%m}.xlsx"'
    return answer


def _cells(row: Row) -> list[str]:
    """Return one errand in the order of the head."""
    days = [f"{at:%Y-%m-%d}" if at else "" for at in row.reached.values()]
    said = [f"{row.recorded_at:%Y-%m-%d}", row.mode.label, row.item, row.person]
    return [*said, row.agent, row.number, *days]


@require_POST
@station
def report(request: HttpRequest, here: Here) -> HttpResponse:
    """Report a month to the township, and return to it."""
    of = _asked(request, here)
    rows = acts.report(of, here.member, at=here.at)
    messages.success(request, f"已上报{of:%Y年%-m月}台账，共{rows}件")
    return redirect(f"{request.path.removesuffix('report/')}?month={of:%Y-%m}")


@require_safe
@station
def rounds(request: HttpRequest, here: Here) -> HttpResponse:
    """Return whom to go to in the coming week (VIL-07)."""
    return page(request, here, "rounds", {"rows": queries.rounds(here.member, here.at)})


def _asked(request: HttpRequest, here: Here) -> date:
    """Return the month that was asked for, this one where none or nonsense was."""
    text = request.GET.get("month", "") or request.POST.get("month", "")
    return ledger.asked(text) or month_of(timezone.localdate(here.at))
