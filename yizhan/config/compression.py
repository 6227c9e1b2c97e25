"""Pages travel compressed: a guide is a third of its size on a slow phone (surfaces 6.6)."""

from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


class CompressText(GZipMiddleware):
    """Compresses text of a random length more (BREACH); leaves files, ranges and streams alone."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        """Return the response, compressed when the reader takes it and it is a page of text."""
        words = str(response.headers.get("Content-Type", "")).startswith(TEXT)
        if response.streaming or response.status_code == HTTPStatus.PARTIAL_CONTENT or not words:
            return cast("HttpResponseBase", response)
        return super().process_response(request, response)
