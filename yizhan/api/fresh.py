"""Answers that a caller may keep (ETag): asked again with If-None-Match, 304 while they hold."""

import hashlib
from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

JSON = "application/json"


def fresh(request: HttpRequest, value: object) -> HttpResponse:
    """Return a public value as JSON under the digest of its bytes; 304 for who has it already."""
    body = msgspec.json.encode(value)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, JSON, HTTPStatus.OK, headers={"ETag": tag})
    answer.headers["Cache-Control"] = "public, no-cache"
    return get_conditional_response(request, etag=tag, response=answer) or answer


def versioned(value: object, version: int) -> HttpResponse:
    """Return a case as JSON; its ETag is the version that If-Match names in the next step.

    It is never a 304: time moves a case while its version stands still (L2).
    """
    return HttpResponse(msgspec.json.encode(value), JSON, headers={"ETag": f'"{version}"'})
