"""Where a request comes from: the address of the network, behind proxies that we know (T55)."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
IPV6_SITE = 64  # bits: one household or one hall has them all
Address = IPv4Address | IPv6Address


def network(request: HttpRequest) -> str:
    """Return the network of a request: an IPv4 address or the first 64 bits of an IPv6 one.

    ``X-Forwarded-For`` counts only as far as proxies of the setting ``TRUSTED_PROXIES`` wrote it:
    the first address from the right that is none of them.
    """
    found = _read(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while found is not None and hops and _trusted(found):
        found = _read(hops.pop())
    return _name(found)


def _read(text: str) -> Address | None:
    """Return the address in a text; None for anything else. IPv4 inside IPv6 is IPv4."""
    try:
        found = ip_address(text.strip().split("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _trusted(found: Address) -> bool:
    """Return whether an address is one of our proxies."""
    return any(found in ip_network(text, strict=False) for text in settings.TRUSTED_PROXIES)


def _name(found: Address | None) -> str:
    """Return how a network is counted."""
    if found is None:
        return UNKNOWN
    if isinstance(found, IPv6Address):
        return str(ip_network((found, IPV6_SITE), strict=False))
    return str(found)
