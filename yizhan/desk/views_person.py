"""Seeing a number in clear, for a reason that stays on record (G-18, P-16)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from yizhan.accounts import queries as accounts
from yizhan.cases import queries
from yizhan.desk.acting import STAFF, acting
from yizhan.desk.unmasking import WHAT, UnmaskForm
from yizhan.desk.views_case import FAULTY, screen
from yizhan.desk.who import Desk


@sensitive_post_parameters()
@require_POST
@acting(*STAFF)
def unmask(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Return the case with one number in clear, once; who looked and why is written down."""
    view = queries.case_for(desk.actor, ref, desk.at)
    form = UnmaskForm(request.POST)
    if not form.is_valid():
        return screen(request, desk, view, unmask=form, status=FAULTY)
    what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
    noted = f"{view.case.number} {reason}"
    number = accounts.unmask(desk.user_id, view.case.applicant, reason=noted, at=desk.at, what=what)
    clear = f"{dict(WHAT)[what]}：{number or '没有登记'}"
    return screen(request, desk, view, clear=clear)
