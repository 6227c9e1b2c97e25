"""Every page of the station in a real browser: no fault that axe finds, nothing cut off, light."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response
from pytest_django.live_server_helper import LiveServer

from tests.stations.conftest import ALLOWANCE, MARRIAGE, PROOF
from yizhan.law.village import Mode
from yizhan.stations.models import Errand
from yizhan.village.urls import urlpatterns

from .conftest import Station

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [(360, ""), (360, "elder"), (1366, ""), (1366, "elder"), (360, "high"), (1366, "high")]
CUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NO_PAGES = {"act", "report", "sheet", "session", "sync", "kept", "worker", "manifest"}
FIRST_VIEW, SCRIPT = 150 * 1024, 40 * 1024


@pytest.fixture
def pages(station: Station) -> list[str]:
    """Return the address of every page, each of an errand with something on it."""
    station.filed(PROOF, Mode.INSTANT)
    station.filed(ALLOWANCE, Mode.WHOLE)
    station.filed(MARRIAGE, Mode.COMPANION)
    refused = station.send(ALLOWANCE, Mode.HOME, place="", confirmed="on")
    assert refused.status_code == 422
    records = [f"/village/records/{one}/" for one in Errand.objects.values_list("pk", flat=True)]
    fixed = {
        "today": ["/village/"],
        "pick": ["/village/new/", "/village/new/?q=残疾&mode=whole", "/village/new/?q=没有的"],
        "errand": [f"{station.address(name)}?mode=home" for name in station.codes],
        "record": [*records, "/village/records/00000000-0000-0000-0000-000000000000/"],
        "ledger": ["/village/ledger/", "/village/ledger/?print", "/village/ledger/?month=2026-01"],
        "rounds": ["/village/rounds/"],
        "queue": ["/village/queue/"],
    }
    names = {pattern.name for pattern in urlpatterns} - NO_PAGES
    assert names == set(fixed), "a page is missing here"
    return [address for found in fixed.values() for address in found]


@pytest.fixture
def member(page: Page, live_server: LiveServer, station: Station) -> Page:
    """Return the member's page, signed in."""
    value = station.client.cookies["sessionid"].value
    root = {"url": live_server.url}
    page.context.add_cookies([{"name": "sessionid", "value": value, **root}])
    return page


@pytest.mark.parametrize(("width", "mode"), LOOKS)
def test_no_page_has_a_fault_that_axe_can_find(
    member: Page, live_server: LiveServer, pages: list[str], width: int, mode: str
) -> None:
    """G-02, G-11: zero violations, and no page wider than the screen."""
    member.set_viewport_size({"width": width, "height": 768})
    member.context.add_cookies([{"name": "display", "value": mode, "url": live_server.url}])
    for address in pages:
        member.goto(live_server.url + address)
        found = Axe().run(member, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert member.evaluate(CUT) <= 0, address


def test_the_first_view_is_light(member: Page, live_server: LiveServer) -> None:
    """VIL-03: 150 KB at most, of which 40 KB are script, as they are packed for the way."""
    seen: list[Response] = []
    member.on("response", lambda answer: seen.append(answer))  # noqa: PLW0108 - it marks its handlers
    member.goto(f"{live_server.url}/village/")
    member.wait_for_load_state("networkidle")
    sizes = {one.url: (_packed(one), one.request.resource_type) for one in seen}
    assert 0 < sum(size for size, _ in sizes.values()) <= FIRST_VIEW
    assert 0 < sum(size for size, kind in sizes.values() if kind == "script") <= SCRIPT


def _packed(answer: Response) -> int:
    """Return how many bytes an answer has on the way."""
    return len(gzip.compress(answer.body()))
