"""Every personal page in a real browser: axe finds no fault, nothing is cut off (G-02, G-11)."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from yizhan.cases.models import Draft
from yizhan.law.words import Post

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DEFECT = {"material": "layout", "problem": "没有标明面积", "remedy": "在图上标明各区面积"}
SPACE = ("", "drafts/", "materials/", "certificates/", "messages/", "looks/", "profile/")


@pytest.fixture
def signed_in(page: Page, live_server: LiveServer, citizen: Client) -> Page:
    """Return a browser page that carries the person's session."""
    cookie = citizen.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return page


@pytest.fixture
def addresses(
    food: str, address: str, clerk: Callable[..., None], citizen: Client, filled: Callable[[], str]
) -> list[str]:
    """Return every personal page, with a case in correction and a draft on its way."""
    clerk(Post.FRONT, "notify", defects=[DEFECT])
    last = filled()
    draft = Draft.objects.get(case_ref="")
    steps = [f"/drafts/{draft.id}/{number}/" for number in range(1, 5)]
    own = [address + part for part in ("", "done/", "correct/", "withdraw/", "rate/", "hearing/")]
    space = [f"/my/{part}" for part in SPACE]
    public = ["/track/", "/results/", "/results/?since=2026-01-01"]
    return [f"/apply/{food}/", *steps, last, *own, *space, *public]


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("mode", ["", "elder"])
def test_personal_pages_have_no_fault_that_axe_can_find(
    signed_in: Page, live_server: LiveServer, addresses: list[str], mode: str, width: int
) -> None:
    """Zero violations, and no page wider than the screen."""
    signed_in.set_viewport_size({"width": width, "height": 768})
    signed_in.context.add_cookies([{"name": "display", "value": mode, "url": live_server.url}])
    for one in addresses:
        answer = signed_in.goto(live_server.url + one)
        assert answer is not None and answer.status == 200, one
        found = Axe().run(signed_in, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{one}: {found.generate_report()}"
        assert signed_in.evaluate(CUT) <= 0, one
