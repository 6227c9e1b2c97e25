"""Signing several approvals of one instant item together (CHF-04): each shown, each ticked."""

from dataclasses import dataclass

from django.contrib import messages
from django.core import signing as tokens
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from yizhan.cases import previews, queries, services
from yizhan.cases.queries import CaseView
from yizhan.cases.services import Request
from yizhan.desk import pages, signing
from yizhan.desk.acting import acting
from yizhan.desk.panel import NAMED
from yizhan.desk.signing import AGE_S, PinForm, WrongPin
from yizhan.desk.views_case import FAULTY
from yizhan.desk.who import Desk
from yizhan.law.refusals import Conflict, Refusal, Unlawful
from yizhan.law.words import Post

MOST = 20
CLAUSE = "L3.2"
SALT = "desk.batch"
SAID = {"grant": True, "certificate": "now"}


@dataclass(frozen=True)
class Batch:
    """Cases of one item about to be approved together."""

    views: list[CaseView]

    @property
    def seen(self) -> list[list[object]]:
        """Return what was shown: each case at its version."""
        return [[view.ref, view.case.version] for view in self.views]

    def check(self) -> None:
        """Refuse what may not be signed together; one by one it still may."""
        instant = all(view.docket.rules.instant for view in self.views)
        ripe = all(NAMED["grant"].open_in(view, Post.CHIEF) for view in self.views)
        items = {view.case.item_id for view in self.views}
        if not (0 < len(self.views) <= MOST and len(items) == 1 and instant and ripe):
            raise Unlawful(
                f"批量签发限同一事项的即办件，每次1至{MOST}件",
                clause=CLAUSE,
                remedy="请重新选择，或者逐件签发",
            )


def _batch(request: HttpRequest, desk: Desk) -> Batch:
    """Return the cases that were ticked; raises NotFound for a foreign one, Unlawful."""
    refs = list(dict.fromkeys(request.POST.getlist("refs")))[: MOST + 1]
    batch = Batch([queries.case_for(desk.actor, ref, desk.at) for ref in refs])
    batch.check()
    return batch


@require_POST
@acting(Post.CHIEF)
def draft(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return every draft of the batch, each to be ticked once it was read."""
    return _page(request, desk, _batch(request, desk), PinForm())


def _page(request: HttpRequest, desk: Desk, batch: Batch, pin: PinForm) -> HttpResponse:
    """Return the page of a batch with its token."""
    rows = [(view, previews.drafts(_grant(view), desk.actor, desk.at)) for view in batch.views]
    context = {
        "rows": rows,
        "form": pin,
        "failed": bool(pin.errors),
        "token": tokens.dumps([desk.user_id, batch.seen], salt=SALT),
    }
    status = FAULTY if pin.errors else 200
    return pages.page(request, desk, "batch", context, status=status)


def _grant(view: CaseView) -> Request:
    """Return the approval of a case as it stands."""
    return Request(ref=view.ref, step="decide", said=SAID, seen=view.case.version)


@sensitive_post_parameters("pin")
@require_POST
@acting(Post.CHIEF)
def sign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign what was ticked, each case by itself; what fails is named and stays."""
    batch = _batch(request, desk)
    _check_shown(request, desk, batch)
    try:
        signing.check_pin(request, request.POST.get("pin", ""))
    except WrongPin as refusal:
        pin = PinForm(request.POST)
        pin.add_error("pin", refusal.message)
        return _page(request, desk, batch, pin)
    done = sum(_signed(request, desk, view) for view in batch.views)
    messages.success(request, f"已签发 {done} 件")
    return redirect("desk:home")


def _check_shown(request: HttpRequest, desk: Desk, batch: Batch) -> None:
    """Refuse a case that was not among those shown, or has changed since."""
    try:
        who, shown = tokens.loads(request.POST.get("token", ""), salt=SALT, max_age=AGE_S)
    except tokens.BadSignature:
        who, shown = None, []
    if who != desk.user_id or any(one not in shown for one in batch.seen):
        raise Conflict(
            "签发前须先逐件查看草稿；有办件已发生变化", clause="L3.10", remedy="请重新选择后查看"
        )


def _signed(request: HttpRequest, desk: Desk, view: CaseView) -> bool:
    """Return whether one case was signed; why not is said on the next page."""
    try:
        key = f"batch-{view.case.version}-{view.ref}"[:64]
        services.take(_grant(view), desk.actor, key=key, at=desk.at)
    except Refusal as refusal:
        messages.error(request, f"{view.case.number}：{refusal.message}")
        return False
    return True
