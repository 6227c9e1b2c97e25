"""The pages that say what went wrong (G-05, G-19)."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - the framework passes it
    """Return the page of a request that cannot be read (400)."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - the framework passes it
    """Return the page of what is not permitted (403)."""
    return render(request, "403.html", status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - the framework passes it
    """Return the page of a form that did not come from our own page (CSRF, T56)."""
    return render(request, "403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - the framework passes it
    """Return the page of what is not there, or not yours (404)."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page of our own fault (500), with a number that stands in the log too."""
    fault = secrets.token_hex(4).upper()
    log.error("fault %s at %s", fault, request.path)
    return HttpResponse(render_to_string("500.html", {"fault": fault}), status=500)
