"""The frame of every screen of the desk, and the page of a lawful no."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yizhan.desk.who import Desk
from yizhan.law.refusals import Refusal

STATUS = {
    "wrong_post": HTTPStatus.FORBIDDEN,
    "wrong_stage": HTTPStatus.CONFLICT,
    "conflict": HTTPStatus.CONFLICT,
    "not_found": HTTPStatus.NOT_FOUND,
}


def status_of(refusal: Refusal) -> int:
    """Return the status of a page that shows a refusal: 403, 404, 409, else 422."""
    return STATUS.get(refusal.kind, HTTPStatus.UNPROCESSABLE_ENTITY)


def page(
    request: HttpRequest,
    desk: Desk | None,
    name: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Return a screen inside the frame of the desk."""
    return render(request, f"desk/{name}.html", {"desk": desk, **context}, status=status)


def refused(request: HttpRequest, desk: Desk | None, refusal: Refusal) -> HttpResponse:
    """Return the page of a lawful no: what, the clause, what to do instead."""
    context = {"refusal": refusal, "failed": True}
    return page(request, desk, "refused", context, status=status_of(refusal))
