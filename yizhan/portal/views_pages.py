"""Pages about the site itself: display settings, accessibility, map."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizhan.items.themes import LEGAL, NATURAL
from yizhan.portal import addresses, display


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Return the visitor to the same page with other display settings (G-10, without script)."""
    settings = display.changed(display.read(request), request.GET.dict())
    response = HttpResponseRedirect(addresses.safe_next(request))
    display.keep(response, settings)
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Return the accessibility statement with the display switches."""
    return render(request, "portal/accessibility.html", {"nav": "accessibility"})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the list of all pages that anybody may open."""
    return render(request, "portal/sitemap.html", {"natural": NATURAL, "legal": LEGAL})
