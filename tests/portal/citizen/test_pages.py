"""Every page of the portal: the same frame, no fault that axe can find, nothing cut off."""

import gzip
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from yizhan.cases import drafts
from yizhan.cases.models import Draft
from yizhan.items import favourites
from yizhan.law.words import Post
from yizhan.portal import phones

from .inventory import NO_PAGES, OPEN, OWN, names

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DOWN = "window.scrollTo(0, document.body.scrollHeight)"
DEFECT = {"material": "layout", "problem": "没有标明面积", "remedy": "在图上标明各区面积"}
LOOKS = [(mode, width) for mode in ("", "elder", "high") for width in (360, 1366)]
PARTS = 4  # a walk of all pages takes longer than one test may
FIRST_VIEW = 90 * 1024
FRAME = ("跳到主要内容", "切换", "搜索", "我的", "长辈版", "无障碍", "网站地图", "主办", "12345")
FRAME += ("网站标识码", "ICP备案", "公安备案", "打印时间")


@pytest.fixture
def signed_in(page: Page, live_server: LiveServer, citizen: Client) -> Page:
    """Return a browser at the home page that carries the person's session."""
    cookie = citizen.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url)
    return page


@pytest.fixture
def addresses(
    food: str,
    address: str,
    clerk: Callable[..., None],
    filled: Callable[[], str],
    organisation: Callable[[], UUID],
) -> list[str]:
    """Return every page, with a case in correction and a draft on its way, and an organisation."""
    clerk(Post.FRONT, "notify", defects=[DEFECT])
    last = filled()
    shelf = f"/my/materials/?for={organisation()}"
    draft = Draft.objects.get(case_ref="")
    favourites.keep(draft.person, food, at=timezone.now())
    said = {
        "food": food,
        "case": address,
        "draft": str(draft.id),
        "token": phones.link(drafts.lent(draft.id), timezone.now()),
    }
    steps = [f"/drafts/{draft.id}/{number}/" for number in (1, 2, 4)]
    return [*(one.format(**said) for one in (*OPEN.values(), *OWN.values())), *steps, last, shelf]


def test_every_address_of_the_portal_is_in_the_inventory() -> None:
    """G-02: whoever adds a page has it walked, or says why it is none."""
    assert names() == {*OPEN, *OWN, *NO_PAGES}


def test_every_page_has_the_same_frame_in_the_same_order(
    citizen: Client, addresses: list[str]
) -> None:
    """G-01, G-22, G-23: header, footer, title, language, table heads, hidden icons."""
    for one in addresses:
        words = citizen.get(one).content.decode()
        places = [words.find(part) for part in FRAME]
        assert -1 not in places, one
        assert words.index("跳到主要内容") < words.index('role="search"') < words.index("长辈版")
        assert words.index("长辈版") < words.index('id="main"') < words.index("网站标识码"), one
        assert re.search(r"<title>[^<]+ – 一站 政务服务</title>", words), one
        assert '<html lang="zh-CN"' in words, one
        assert not re.search(r"<th(?![^>]*scope=)[ >]", words), one
        assert not re.search(r'<svg class="icon(?![^>]*aria-hidden)', words), one


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("mode", "width"), LOOKS)
def test_no_page_has_a_fault_that_axe_can_find(
    signed_in: Page, addresses: list[str], mode: str, width: int, part: int
) -> None:
    """G-02, G-11: zero violations, and no page wider than the screen."""
    signed_in.set_viewport_size({"width": width, "height": 768})
    root = signed_in.url.rstrip("/")
    signed_in.context.add_cookies([{"name": "display", "value": mode, "url": root}])
    for one in addresses[part::PARTS]:
        answer = signed_in.goto(root + one)
        assert answer is not None and answer.status == 200, one
        signed_in.evaluate(DOWN)  # the main button, which stays at the thumb, lies in its place
        found = Axe().run(signed_in, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{one}: {found.generate_report()}"
        assert signed_in.evaluate(CUT) <= 0, one


def test_guide_is_light_on_first_view(page: Page, live_server: LiveServer, food: str) -> None:
    """Surfaces 6.6: page, style and scripts as they are packed for the way are 90 KB at most."""
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(gzip.compress(answer.body()))))
    page.goto(f"{live_server.url}/guide/{food}/")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= FIRST_VIEW
