"""Services that a person keeps at hand (收藏, P-06): kept from the guide, listed in one's space."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizhan.items import favourites
from yizhan.portal import addresses, here
from yizhan.portal.who import Visitor, personal


@require_safe
@personal
def listed(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return the services that the person keeps, the latest first, a page at a time."""
    after = request.GET.get("after", "")
    page = favourites.favourites(visitor.person, here.today(), after=after)
    context = {"nav": "mine", "tab": "favourites", "rows": page.rows}
    return render(
        request, "portal/space/favourites.html", context | addresses.pages(request, page.after)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def keep(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Keep a service and return to its guide; whoever comes here from logging in goes there too."""
    if request.method == "POST":
        favourites.keep(visitor.person, code, at=timezone.now())
        messages.success(request, "已收藏。可以在“我的收藏”里找到。")
    return redirect("portal:guide", code)


@require_POST
@personal
def let_go(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Take a service off the list and return to where the person was."""
    favourites.let_go(visitor.person, code)
    messages.success(request, "已取消收藏。")
    return redirect(addresses.safe_next(request, "/my/favourites/"))
