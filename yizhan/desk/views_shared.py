"""The lists of shared cases (联办和报送): opinions owed, cases from the level below."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yizhan.cases import shared
from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.who import Desk
from yizhan.law.words import Post


@require_safe
@acting(Post.FRONT, Post.BACK, Post.CHIEF)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the cases of others in which this authority has a part, by tab."""
    asked = request.GET.get("tab", "")
    tab = asked if asked in shared.TABS else next(iter(shared.TABS))
    context = {
        "nav": "shared",
        "tab": tab,
        "tabs": [(code, word) for code, (word, _) in shared.TABS.items()],
        "found": shared.page(desk.actor, tab, desk.at, after=request.GET.get("after", "")),
    }
    return pages.page(request, desk, "shared", context)
