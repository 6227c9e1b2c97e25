"""Acts that may still be taken back (CNT-11): the bar that counts down, undo, take at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizhan.cases import held
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.board import board
from yizhan.desk.who import Desk
from yizhan.law.words import Post


@require_safe
@acting(Post.FRONT)
def bar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the bar as it stands now; a page that shows a case just decided is read again."""
    answer = pages.page(request, desk, "held", {"board": board(desk)})
    if "desk/case/" in request.headers.get("HX-Current-URL", ""):
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
@acting(Post.FRONT)
def undo(request: HttpRequest, desk: Desk, held_id: UUID) -> HttpResponse:
    """Take an act back; nothing of it was issued or sent."""
    held.undo(held_id, desk.user_id)
    messages.info(request, "已撤销，没有出具文书，也没有通知申请人。")
    return _back(request)


@require_POST
@acting(Post.FRONT)
def now(request: HttpRequest, desk: Desk, held_id: UUID) -> HttpResponse:
    """Take an act before its time."""
    held.take_now(held_id, desk.user_id, at=desk.at)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Return to the case that was shown, else to the first page."""
    ref = request.POST.get("ref", "")
    return redirect("desk:case", ref) if ref else redirect("desk:home")
