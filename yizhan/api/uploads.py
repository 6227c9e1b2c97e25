"""Uploads through the interface: begun, sent piece by piece, resumed, finished (P-13)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Header
from pydantic import BaseModel, Field

from yizhan.api import edges
from yizhan.api.mine import owner
from yizhan.api.tokens import READ, WRITE, caller
from yizhan.cases.once import once
from yizhan.materials import limits, queries, services

router = Router(tags=["上传"])


class UploadIn(BaseModel):
    """The file to come."""

    name: str = Field(min_length=1, max_length=200)
    size: int = Field(gt=0, le=limits.SIZE)


@router.post("/uploads", response={201: dict[str, Any]}, summary="开始上传")
def begin(
    request: HttpRequest,
    body: UploadIn,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return the upload and the largest piece in bytes."""
    held = caller(request)
    mine = owner(held, WRITE)

    def make() -> dict[str, Any]:
        """Begin the upload."""
        started = services.begin_upload(mine, body.name, body.size, at=held.at)
        return {"id": started.id, "offset": 0, "size": started.size, "chunk": limits.CHUNK}

    asked = ["upload", body.name, body.size]
    answer = once(held.actor.id, edges.key(idempotency_key), asked, make, at=held.at)
    return edges.answered(answer, HTTPStatus.CREATED)


@router.get("/uploads/{uuid:upload}", response=dict[str, Any], summary="上传进度")
def progress(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Return how far an upload of the caller's own is."""
    return edges.answered(queries.upload(upload, owner(caller(request), READ)))


@router.put(
    "/uploads/{uuid:upload}",
    response=dict[str, Any],
    summary="上传一段",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
def append(
    request: HttpRequest,
    upload: UUID,
    offset: int,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return how far the upload is; the same piece at the same offset changes nothing."""
    held = caller(request)
    mine = owner(held, WRITE)
    edges.key(idempotency_key)
    found = services.append(upload, mine, offset=offset, chunk=request.body, at=held.at)
    return edges.answered(found)


@router.post("/uploads/{uuid:upload}/finish", response=dict[str, Any], summary="完成上传")
def finish(
    request: HttpRequest,
    upload: UUID,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return the file, checked by its content; finishing twice gives the same answer."""
    held = caller(request)
    mine = owner(held, WRITE)
    edges.key(idempotency_key)
    return edges.answered(services.finish(upload, mine, at=held.at))
