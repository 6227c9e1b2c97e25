"""Uploads through the interface: begun, sent piece by piece, resumed, finished (P-13)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query
from pydantic import BaseModel, Field

from yizhan.api import edges
from yizhan.api.mine import BINARY, owner
from yizhan.api.shapes import BegunOut
from yizhan.api.tokens import Reader, Writer, caller
from yizhan.api.writes import sent_key, written
from yizhan.materials import limits, queries, services
from yizhan.materials.queries import FileView, UploadView

router = Router(tags=["上传"], auth=Writer())
OFFSET = Query(ge=0, le=limits.SIZE)
PIECE = {"requestBody": {"required": True, "content": {"application/octet-stream": BINARY}}}


class UploadIn(BaseModel):
    """The file to come."""

    name: str = Field(min_length=1, max_length=200)
    size: int = Field(gt=0, le=limits.SIZE)


@router.post("/uploads", response={201: BegunOut}, summary="开始上传")
def begin(request: HttpRequest, body: UploadIn) -> HttpResponse:
    """Return the upload and the largest piece in bytes."""
    held = caller(request)

    def make() -> dict[str, Any]:
        """Begin the upload."""
        started = services.begin_upload(owner(held), body.name, body.size, at=held.at)
        return {"id": started.id, "offset": 0, "size": started.size, "chunk": limits.CHUNK}

    return written(request, held, make)


@router.get("/uploads/{uuid:upload}", response=UploadView, summary="上传进度", auth=Reader())
def progress(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Return how far an upload of the caller's own is."""
    return edges.answered(queries.upload(upload, owner(caller(request))))


@router.put("/uploads/{uuid:upload}", response=UploadView, summary="上传一段", openapi_extra=PIECE)
def append(request: HttpRequest, upload: UUID, offset: int = OFFSET) -> HttpResponse:
    """Return how far the upload is; the same piece at the same offset changes nothing."""
    held = caller(request)
    piece = request.body
    return written(
        request,
        held,
        lambda: services.append(upload, owner(held), offset=offset, chunk=piece, at=held.at),
        HTTPStatus.OK,
    )


@router.post("/uploads/{uuid:upload}/finish", response=FileView, summary="完成上传")
def finish(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Return the file, checked by its content; finishing twice gives the same answer."""
    held = caller(request)
    sent_key(request)
    return edges.answered(services.finish(upload, owner(held), at=held.at))
