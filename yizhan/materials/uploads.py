"""Uploads over HTTP, piece by piece, for whoever is logged in (P-13).

| request | says | answer |
|---|---|---|
| POST ``uploads/`` | ``{"name", "size"}`` | 201 and how far it is (nothing) |
| GET ``uploads/<id>/`` | | how far it is |
| PUT ``uploads/<id>/`` | a piece; ``Content-Range: bytes 0-262143/900000`` | how far it is |
| POST ``uploads/<id>/finish/`` | | the file, checked |
| DELETE ``uploads/<id>/`` | | 204, forgotten |

Refusals are problem+json with the clause; a gap (409) carries the right ``offset``.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeAlias
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yizhan.accounts import sessions
from yizhan.law.refusals import Conflict, Incomplete, Invalid, NotFound, Refusal, WrongPost
from yizhan.materials import limits, queries, services
from yizhan.materials.queries import Owner, UploadView

Step: TypeAlias = Callable[..., HttpResponse]

STATUS: dict[type[Refusal], int] = {
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    Incomplete: 422,
    WrongPost: 401,
}
FORBIDDEN = 403
CREATED, NO_CONTENT = 201, 204
RANGE = re.compile(r"bytes (\d{1,10})-(\d{1,10})/(\d{1,10})")
LARGEST_ASK = 4 * limits.KB


def _answering(view: Step) -> Step:
    """Return a view that knows who asks and says refusals as problems."""

    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Return what the view says, or why not."""
        try:
            return view(request, _owner(request), **kwargs)
        except Refusal as refusal:
            return _problem(request, refusal, kwargs.get("upload_id"))

    return never_cache(answer)


@_answering
def _begin(request: HttpRequest, owner: Owner) -> HttpResponse:
    """Return a new upload."""
    said = _said(request)
    now = services.begin_upload(owner, said[0], said[1], at=timezone.now())
    return JsonResponse(_progress(now), status=CREATED)


@_answering
def _one(request: HttpRequest, owner: Owner, upload_id: UUID) -> HttpResponse:
    """Return how far an upload is, after a piece came or it was forgotten."""
    if request.method == "DELETE":
        services.abandon(upload_id, owner)
        return HttpResponse(status=NO_CONTENT)
    if request.method == "GET":
        return JsonResponse(_progress(queries.upload(upload_id, owner)))
    offset, chunk = _piece(request)
    now = services.append(upload_id, owner, offset=offset, chunk=chunk, at=timezone.now())
    return JsonResponse(_progress(now))


@_answering
def _finish(_request: HttpRequest, owner: Owner, upload_id: UUID) -> HttpResponse:
    """Return the file, once it was checked."""
    return JsonResponse(asdict(services.finish(upload_id, owner, at=timezone.now())))


begin = require_POST(_begin)
one = require_http_methods(["GET", "PUT", "DELETE"])(_one)
finish = require_POST(_finish)


def _owner(request: HttpRequest) -> Owner:
    """Return who asks; raises WrongPost for strangers."""
    user = sessions.signed_in(request)
    if user is None:
        raise WrongPost("请先登录", clause="W2.2", remedy="登录后可以继续上传")
    return Owner(user_id=user.pk, person_id=user.person_id)


def _said(request: HttpRequest) -> tuple[str, int]:
    """Return name and size of the file to come; raises Invalid when they are not said."""
    try:
        said = json.loads(request.body[:LARGEST_ASK])
        return str(said["name"]), int(said["size"])
    except (ValueError, KeyError, TypeError) as fault:
        raise Invalid("须说明文件名和大小", clause="P-13", remedy="请重新选择文件") from fault


def _piece(request: HttpRequest) -> tuple[int, bytes]:
    """Return offset and bytes of a piece; raises Invalid when they do not fit each other."""
    found = RANGE.fullmatch(request.headers.get("Content-Range", ""))
    length = int(request.headers.get("Content-Length") or 0)
    if not found or not 0 < length <= limits.CHUNK:
        raise Invalid("这一段的范围不对", clause="P-13", remedy="请刷新页面后继续上传")
    first, last = int(found[1]), int(found[2])
    if last - first + 1 != length:
        raise Invalid("这一段没有传完", clause="P-13", remedy="请重传这一段")
    return first, request.body


def _progress(now: UploadView) -> dict[str, Any]:
    """Return an upload as the browser reads it."""
    return {
        "id": str(now.id),
        "name": now.name,
        "size": now.size,
        "offset": now.offset,
        "chunk": limits.CHUNK,
        "expires_at": now.expires_at.isoformat(),
        "file": asdict(now.file) if now.file else None,
    }


def _problem(request: HttpRequest, refusal: Refusal, upload_id: UUID | None) -> HttpResponse:
    """Return a refusal as problem+json, a gap with the right offset."""
    status = STATUS.get(type(refusal), FORBIDDEN)
    problem: dict[str, Any] = {
        "type": f"about:{refusal.kind}",
        "title": refusal.message,
        "status": status,
        "detail": refusal.remedy,
        "clause": refusal.clause,
    }
    if isinstance(refusal, Conflict) and upload_id is not None:
        problem["offset"] = queries.upload(upload_id, _owner(request)).offset
    return JsonResponse(problem, status=status, content_type="application/problem+json")
