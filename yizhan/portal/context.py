"""What every template may use: the site's name, the division chosen, the display settings."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from yizhan.portal import display, here

SITE_NAME = "一站 政务服务"
FOOTER = {
    "host": "示例县人民政府办公室（示例）",
    "keeper": "示例县政务服务中心（示例）",
    "code": "5299000000（示例）",
    "icp": "黔ICP备00000000号（示例）",
    "police": "黔公网安备52990000000000号（示例）",
}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template shows on every page."""
    return {
        "site_name": SITE_NAME,
        "demo": settings.DEMO,
        "footer": FOOTER,
        "display": display.read(request),
        "division": here.chosen(request),
        "here": request.build_absolute_uri(),
        "here_path": request.get_full_path(),
        "login_url": _login_url(),
    }


def _login_url() -> str:
    """Return the address of the login page, or of the home page where there is none."""
    try:
        return reverse("accounts:login")
    except NoReverseMatch:
        return reverse("portal:home")
