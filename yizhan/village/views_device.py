"""What the device asks by itself: who is signed in, what to keep, and here is a record (VIL-02)."""

from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from yizhan.accounts import sessions
from yizhan.law.refusals import Refusal
from yizhan.stations import queries, records, services
from yizhan.village.who import STATUS, Here, page, station

STATIC = (
    "site/site.css",
    "site/site.js",
    "site/htmx.min.js",
    "site/icons.svg",
    "site/mark.svg",
    "site/shrink.js",
    "village/village.css",
    "village/village.js",
    "village/box.js",
    "village/queue.js",
    "village/sync.js",
    "village/sign.js",
    "village/photo.js",
)


@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Return who is signed in and the token of a form; 401 for nobody."""
    user = sessions.signed_in(request)
    if user is None or not sessions.verified(request):
        return JsonResponse({"login": reverse("accounts:staff_login")}, status=401)
    answer = JsonResponse({"user": user.pk, "csrf": get_token(request)})
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@station
def kept(_request: HttpRequest, here: Here) -> HttpResponse:
    """Return the addresses that the device keeps: the shell, and the forms of the usual items."""
    forms = [
        reverse("village:errand", args=[one.code])
        for one in queries.items_for(here.member, "", here.at)
    ]
    shell = [reverse(f"village:{name}") for name in ("today", "pick", "queue", "manifest")]
    return JsonResponse({"pages": [*shell, *forms], "static": [static(name) for name in STATIC]})


@require_safe
@station
def queue(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the page of what waits on this device; the device itself fills it."""
    return page(request, here, "queue", {})


@sensitive_variables("record")
@require_POST
@station
def sync(request: HttpRequest, here: Here) -> HttpResponse:
    """Return what became of one record, as JSON; a record that cannot be read changes nothing."""
    try:
        record = records.read(request.body.decode())
        services.check_brought(here.member, record.mandate.signature if record.mandate else "")
        receipt = services.begin(record, here.member, at=here.at)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError):
        said = {"message": "记录不完整", "clause": "L5", "remedy": "请打开这件代办补全后再提交"}
        return JsonResponse({"state": "refused", **said}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except Refusal as refusal:
        said = {"message": refusal.message, "clause": refusal.clause, "remedy": refusal.remedy}
        status = STATUS.get(refusal.kind, HTTPStatus.UNPROCESSABLE_ENTITY)
        return JsonResponse({"state": "refused", **said}, status=status)
    told = msgspec.to_builtins(receipt)
    return JsonResponse({name: told[name] for name in told if name not in {"mine", "theirs"}})


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker, whose reach is the station's pages."""
    answer = render(request, "village/sw.js", content_type="text/javascript")
    answer["Service-Worker-Allowed"] = reverse("village:today")
    return answer


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """Return what makes the station an app that can be installed."""
    icon = {"src": static("site/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    said = {
        "name": "一站 便民服务站",
        "short_name": "一站代办",
        "lang": "zh-CN",
        "start_url": reverse("village:today"),
        "scope": reverse("village:today"),
        "display": "standalone",
        "theme_color": "#06396c",
        "background_color": "#f4f6f9",
        "icons": [icon],
    }
    return JsonResponse(said, content_type="application/manifest+json")
