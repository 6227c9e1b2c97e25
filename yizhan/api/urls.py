"""The interface /api/v1: its description is OpenAPI 3.1, its errors are problem documents."""

import msgspec
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from yizhan.api import anyone, cases, dossier, drafts, items, mine, public, uploads
from yizhan.api.problems import register
from yizhan.api.tokens import Token


class Renderer(BaseRenderer):
    """Answers as JSON."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: object, *, response_status: int) -> bytes:
        """Return the answer's bytes."""
        return msgspec.json.encode(data)


api = NinjaAPI(
    title="一站 Yizhan",
    version="1",
    description="页面能做的，接口都能做；错误按 RFC 9457 返回并带条文。",
    auth=Token(),
    renderer=Renderer(),
    urls_namespace="api",
    docs_url=None,
)
register(api)
for part in (items, public, anyone, cases, dossier, drafts, uploads, mine):
    api.add_router("", part.router)
