"""Addresses inside the site: where to go back to, and a page's own address with other words."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """Return the address in ``next`` if it is on this site, else ``otherwise`` (T56)."""
    wanted = request.GET.get("next", "") or request.POST.get("next", "")
    mine = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if mine else otherwise


def with_words(request: HttpRequest, **words: str) -> str:
    """Return the page's path with the given query words set, and empty ones left out."""
    query = {**request.GET.dict(), **words}
    kept = {name: value for name, value in query.items() if value}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def pages(request: HttpRequest, after: str) -> dict[str, str]:
    """Return the addresses of the next page (its mark is ``after``) and of the first one."""
    later = bool(request.GET.get("after"))
    return {
        "next_page": with_words(request, after=after) if after else "",
        "first_page": with_words(request, after="") if later else "",
    }
