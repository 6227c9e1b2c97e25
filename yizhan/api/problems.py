"""Errors as problem documents (RFC 9457): what, which clause, what to do instead."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from yizhan.law.refusals import Refusal

STATUS = {
    "wrong_post": HTTPStatus.FORBIDDEN,
    "wrong_stage": HTTPStatus.CONFLICT,
    "conflict": HTTPStatus.CONFLICT,
    "not_found": HTTPStatus.NOT_FOUND,
    "unlawful": HTTPStatus.UNPROCESSABLE_ENTITY,
    "incomplete": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
}
MEDIA_TYPE = "application/problem+json"


def problem(api: NinjaAPI, request: HttpRequest, status: int, **fields: object) -> HttpResponse:
    """Return a problem document."""
    body = {"status": int(status), "instance": request.path, **fields}
    response = api.create_response(request, body, status=int(status))
    response["Content-Type"] = MEDIA_TYPE
    return response


def refused(api: NinjaAPI, request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the lawful no as a problem document with its clause and remedy."""
    return problem(
        api,
        request,
        STATUS.get(refusal.kind, HTTPStatus.UNPROCESSABLE_ENTITY),
        type=f"/api/v1/problems/{refusal.kind}",
        title=refusal.message,
        detail=refusal.remedy,
        clause=refusal.clause,
        field=refusal.field,
        exceptions=list(refusal.exceptions),
    )


def register(api: NinjaAPI) -> None:
    """Let the interface answer every error as a problem document."""

    @api.exception_handler(Refusal)
    def on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        """Return a lawful no."""
        return refused(api, request, refusal)

    @api.exception_handler(AuthenticationError)
    def on_stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        """Return that a valid token is needed."""
        return problem(
            api,
            request,
            HTTPStatus.UNAUTHORIZED,
            type="/api/v1/problems/unauthorised",
            title="需要有效的访问令牌",
            detail="请在 Authorization 头中提供 Bearer 令牌",
            clause="W2.1",
        )

    @api.exception_handler(ValidationError)
    def on_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
        """Return which part of the request has the wrong shape."""
        faults = [
            {"field": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
            for fault in error.errors
        ]
        return problem(
            api,
            request,
            HTTPStatus.UNPROCESSABLE_ENTITY,
            type="/api/v1/problems/shape",
            title="请求内容的格式不对",
            detail="请按接口说明核对各字段",
            clause="L5",
            faults=faults,
        )
