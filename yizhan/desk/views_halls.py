"""What a hall has in hand for others (通办): to hand over, to sign for and hand out, taken in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yizhan.cases import hall_lists
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.who import Desk
from yizhan.law.words import Post


@require_safe
@acting(Post.FRONT)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return a list of what this hall took in or hands out for others, by tab (H7.1)."""
    tabs = hall_lists.TABS
    asked = request.GET.get("tab", "")
    tab = asked if asked in tabs else next(iter(tabs))
    found = hall_lists.page(desk.actor, tab, desk.at, after=request.GET.get("after", ""))
    context = {
        "nav": "across",
        "tab": tab,
        "tabs": [(code, one.word) for code, one in tabs.items()],
        "found": found,
        "rows": [(view, hall_lists.lamp(view)) for view in found.rows],
    }
    return pages.page(request, desk, "across", context)
