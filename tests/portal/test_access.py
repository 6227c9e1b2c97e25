"""Every public page in a real browser: no fault that axe can find, nothing cut off (G-02, G-11)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

PAGES = (
    "/",
    "/?tab=departments",
    "/search/?q=开饭店",
    "/natural/",
    "/legal/?theme=010",
    "/departments/",
    "/departments/xiuwen-shichang-jianguan/",
    "/guide/11520123XX000002724000102001001/?s_trade=packed",
    "/division/",
    "/accessibility/",
    "/sitemap/",
    "/clauses/",
    "/clauses/H4.6/",
    "/verify/",
    "/verify/AAAAAAAAAAAAAAAAAAAAAA",
    "/ask/",
    "/nothing/",
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [(360, ""), (360, "elder"), (1366, ""), (1366, "elder"), (320, "high")]
CUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("width", "mode"), LOOKS)
@pytest.mark.usefixtures("food")
def test_pages_have_no_fault_that_axe_can_find(
    page: Page, live_server: LiveServer, width: int, mode: str
) -> None:
    """Zero violations, and no page wider than the screen."""
    page.set_viewport_size({"width": width, "height": 768})
    page.context.add_cookies([{"name": "display", "value": mode, "url": live_server.url}])
    for address in PAGES:
        page.goto(live_server.url + address)
        found = Axe().run(page, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate(CUT) <= 0, address


@pytest.mark.usefixtures("food")
def test_keys_reach_a_service_from_the_search_box(page: Page, live_server: LiveServer) -> None:
    """G-03: a slash, three letters, an arrow, Enter."""
    page.goto(live_server.url)
    page.keyboard.press("/")
    page.keyboard.type("kfd")
    page.locator("#suggest a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/**")
    assert page.locator("h1").inner_text() == "食品经营许可（新办）"


@pytest.mark.usefixtures("county")
def test_elder_mode_turns_on_without_leaving_the_page(page: Page, live_server: LiveServer) -> None:
    """G-10: one click, no reload, still on after one; G-24: said once."""
    page.goto(f"{live_server.url}/ask/")
    page.fill("#id_body", "写了一半")
    page.get_by_role("button", name="长辈版").click()
    assert page.input_value("#id_body") == "写了一半"
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"
    page.reload()
    assert page.get_attribute("html", "data-mode") == "elder"
