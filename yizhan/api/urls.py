"""The interface /api/v1: its description is OpenAPI 3.1, its errors are problem documents."""

from functools import cached_property
from typing import Any

import msgspec
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from yizhan.api import (
    account,
    anyone,
    cases,
    catalogue,
    colleagues,
    counter,
    coverage,
    dossier,
    drafts,
    exchange,
    favourites,
    guardians,
    items,
    mine,
    organisations,
    public,
    station,
    uploads,
)
from yizhan.api.description import complete
from yizhan.api.problems import register
from yizhan.api.tokens import Token


class Renderer(BaseRenderer):
    """Answers as JSON."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: object, *, response_status: int) -> bytes:
        """Return the answer's bytes."""
        return msgspec.json.encode(data)


class Interface(NinjaAPI):
    """The interface; it serves the very description that is shipped."""

    @cached_property
    def described(self) -> dict[str, Any]:
        """Return the description as plain values."""
        return complete(super().get_openapi_schema(path_prefix="/api/v1/"))

    def get_openapi_schema(self, **_where: Any) -> Any:
        """Return the description, wherever it is asked for."""
        return self.described


api = Interface(
    title="一站 Yizhan",
    version="1",
    description="页面能做的，接口都能做；错误按 RFC 9457 返回并带条文。",
    auth=Token(),
    renderer=Renderer(),
    urls_namespace="api",
    docs_url=None,
)
register(api)
PARTS = (
    items,
    public,
    anyone,
    cases,
    dossier,
    colleagues,
    drafts,
    uploads,
    mine,
    favourites,
    account,
    organisations,
    counter,
    guardians,
    station,
    catalogue,
    coverage,
    exchange,
)
for part in PARTS:
    api.add_router("", part.router)
