"""The short way of a request of the interface: no session, no cookies, no pages around it.

A token says who calls, so whatever serves browsers (sessions, login, messages, static files) is
left out; the headers that protect a reader are the interface's own.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import get_resolver

PREFIX = "/api/v1/"
ADDRESSES = "yizhan.api.addresses"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
PRIVATE = "private, no-store"


class ShortWay:
    """The first middleware: answers the interface itself, and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer of the interface, or of the site."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.get_host()  # a host that is not ours is refused here as everywhere (T60)
        found = get_resolver(ADDRESSES).resolve(request.path_info)
        answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if hasattr(request, "auth"):
            answer.headers.setdefault("Cache-Control", PRIVATE)
        return answer
