"""The short way of a request of the interface: no session, no cookies, no pages around it.

A token says who calls, so whatever serves browsers (sessions, login, messages, static files) is
left out; the headers that protect a reader are the interface's own.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.urls import get_resolver

from yizhan.api import edges, problems, short
from yizhan.law.refusals import Refusal

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
JSON = "application/json"


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
        answer = _answer(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if isinstance(answer, HttpResponse):
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
        if hasattr(request, "auth"):
            answer.headers.setdefault("Cache-Control", PRIVATE)
        return answer


def _answer(request: HttpRequest) -> HttpResponseBase:
    """Return what the interface says; an error before it is a problem document too."""
    try:
        _check(request)
        answer = short.answered(request) or _resolved(request)
    except (Refusal, *problems.UNUSABLE, Http404) as error:
        return problems.said(request, error)
    if isinstance(answer, HttpResponseNotAllowed):
        return problems.problem(
            request, answer.status_code, "method", title="不支持这种请求方法", clause="L5"
        )
    return answer


def _resolved(request: HttpRequest) -> HttpResponseBase:
    """Return what the framework answers; raises Http404 where nothing is at the address."""
    found = get_resolver(ADDRESSES).resolve(request.path_info)
    answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    return answer


def _check(request: HttpRequest) -> None:
    """Raise Invalid for a request that nobody needs to look at further."""
    edges.check_size(request)
    edges.text(request.path_info, field="path")
    for name, values in request.GET.lists():
        for value in (name, *values):
            edges.text(value, field="query")
    if request.body and request.content_type == JSON:
        edges.check_json(request.body)
