"""Errors as problem documents (RFC 9457): what, which clause, what to do instead."""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import msgspec
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yizhan.items.forms import BadForm
from yizhan.items.mistakes import BadImport
from yizhan.law.refusals import Refusal

STATUS = {
    "wrong_post": HTTPStatus.FORBIDDEN,
    "wrong_stage": HTTPStatus.CONFLICT,
    "conflict": HTTPStatus.CONFLICT,
    "not_found": HTTPStatus.NOT_FOUND,
    "too_many": HTTPStatus.TOO_MANY_REQUESTS,
    "unlawful": HTTPStatus.UNPROCESSABLE_ENTITY,
    "incomplete": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
}
MEDIA_TYPE = "application/problem+json"
UNUSABLE = (DataError, UnicodeError, OverflowError, RecursionError, BadRequest, RequestDataTooBig)
Handler = Callable[[HttpRequest, Any], HttpResponse]
log = logging.getLogger(__name__)


def problem(request: HttpRequest, status: int, kind: str, **fields: object) -> HttpResponse:
    """Return a problem document."""
    body = {
        "type": f"/api/v1/problems/{kind}",
        "status": int(status),
        "instance": request.path,
        **fields,
    }
    return HttpResponse(msgspec.json.encode(body), MEDIA_TYPE, int(status))


def refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """Return the lawful no as a problem document with its clause and remedy."""
    if not isinstance(refusal, Refusal):
        return broken(request, refusal)
    return problem(
        request,
        STATUS.get(refusal.kind, HTTPStatus.UNPROCESSABLE_ENTITY),
        refusal.kind,
        title=refusal.message,
        detail=refusal.remedy,
        clause=refusal.clause,
        field=refusal.field,
        exceptions=list(refusal.exceptions),
        faults=[{"field": field, "message": says} for field, says in _faults(refusal)],
    )


def _faults(refusal: Refusal) -> Iterable[tuple[str, str]]:
    """Return what is wrong by place: the questions of a form, the cells of a file."""
    if isinstance(refusal, BadForm):
        return refusal.errors.items()
    if isinstance(refusal, BadImport):
        return [(one.place, one.message) for one in refusal.mistakes]
    return ()


def stranger(request: HttpRequest, _error: Exception) -> HttpResponse:
    """Return that a valid token is needed."""
    found = problem(
        request,
        HTTPStatus.UNAUTHORIZED,
        "unauthorised",
        title="需要有效的访问令牌",
        detail="请在 Authorization 头中提供 Bearer 令牌",
        clause="W2.1",
    )
    found.headers["WWW-Authenticate"] = "Bearer"
    return found


def misshapen(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return which part of the request has the wrong shape."""
    given = error.errors if isinstance(error, ValidationError) else []
    faults = [
        {"field": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
        for fault in given
    ]
    return problem(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "shape",
        title="请求内容的格式不对",
        detail="请按接口说明核对各字段",
        clause="L5",
        faults=faults,
    )


def absent(request: HttpRequest, _error: Exception) -> HttpResponse:
    """Return that nothing is at this address."""
    return problem(
        request,
        HTTPStatus.NOT_FOUND,
        "not_found",
        title="没有这个地址",
        detail="请按接口说明核对地址",
        clause="L5",
    )


def spoken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return an error of the framework, by its own status."""
    status = error.status_code if isinstance(error, HttpError) else HTTPStatus.BAD_REQUEST
    return problem(
        request,
        status,
        "shape",
        title="请求无法处理",
        detail="请按接口说明核对请求",
        clause="L5",
    )


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return that we failed; the reason goes to the log, never to the caller."""
    log.error("the interface failed", exc_info=error)
    return problem(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "broken",
        title="系统暂时无法处理",
        detail="请稍后用同一请求编号重试",
        clause="L5",
    )


HANDLERS: tuple[tuple[type[Exception], Handler], ...] = (
    (Refusal, refused),
    (AuthenticationError, stranger),
    (ValidationError, misshapen),
    *((kind, misshapen) for kind in UNUSABLE),
    (Http404, absent),
    (HttpError, spoken),
    (Exception, broken),
)


def register(api: NinjaAPI) -> None:
    """Let the interface answer every error as a problem document."""
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)


def said(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the problem document of an error that came before the interface was reached."""
    handler = next(handler for kind, handler in HANDLERS if isinstance(error, kind))
    return handler(request, error)
