"""Writes beside the cases: each carries a key and takes effect once under it (L3.10)."""

import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from yizhan.api import edges
from yizhan.api.tokens import Caller
from yizhan.cases.once import once
from yizhan.law.refusals import Invalid

KEY = "Idempotency-Key"
VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')


def sent_key(request: HttpRequest) -> str:
    """Return the key of a write; raises Incomplete without one, Invalid for one too long."""
    return edges.key(request.headers.get(KEY, ""))


def written(
    request: HttpRequest,
    held: Caller,
    make: Callable[[], Any],
    status: HTTPStatus = HTTPStatus.CREATED,
) -> HttpResponse:
    """Return what a write says, or what it said when the same was sent under this key before.

    Raises Conflict when the key was used for another request, and whatever ``make`` raises.
    """
    said = once(held.actor.id, sent_key(request), _asked(request), lambda: _kept(make), at=held.at)
    if status is HTTPStatus.NO_CONTENT:
        return HttpResponse(status=status)
    return edges.answered(said["said"], status)


def _kept(make: Callable[[], Any]) -> dict[str, Any]:
    """Return what a write says in the shape that is kept under its key."""
    return {"said": make()}


def _asked(request: HttpRequest) -> list[str]:
    """Return what makes two requests the same: method, address and the bytes of the body."""
    return [
        str(request.method),
        request.get_full_path(),
        hashlib.sha256(request.body).hexdigest(),
    ]


def seen(request: HttpRequest) -> int:
    """Return the version of the case that the caller has seen (If-Match); 0 where none is said.

    Raises Invalid for anything that no answer has given as ETag.
    """
    tag = request.headers.get("If-Match", "*").strip()
    if tag == "*":
        return 0
    found = VERSION.fullmatch(tag)
    if found is None:
        raise Invalid(
            "If-Match 无效", clause="L3.10", remedy="请用办件详情返回的 ETag", field="If-Match"
        )
    return int(found[1])
