"""One person's way in a real browser: guide, application, upload in pieces, case, paper (P-10)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from yizhan.cases.models import Attachment, Case
from yizhan.law.words import Post

ANSWERS = {
    "店招或者字号": "示例糕点店",
    "经营场所地址": "修文县龙场街道示例街2号",
    "经营场所面积（平方米）": "40",
    "主要经营品种": "散装糕点",
    "食品安全管理员姓名": "张示例",
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a photo on the person's disk."""
    path = tmp_path / "平面图.png"
    Image.effect_noise((900, 700), 80).save(path)
    return path


@pytest.fixture
def cookies(citizen: Client, live_server: LiveServer) -> list[dict[str, str]]:
    """Return what carries the person's session."""
    value = citizen.cookies["sessionid"].value
    return [{"name": "sessionid", "value": value, "url": live_server.url}]


@dataclass(frozen=True)
class Start:
    """Where a person begins: the guide, and what carries the session."""

    guide: str
    cookies: list[dict[str, str]]


@pytest.fixture
def start(live_server: LiveServer, food: str, cookies: list[dict[str, str]]) -> Start:
    """Return where the person begins."""
    return Start(f"{live_server.url}/guide/{food}/", cookies)


def _walk(page: Page, guide: str, photo: Path) -> int:
    """Walk from a guide to the page of success; return how often a page was sent."""
    page.goto(guide)
    page.get_by_role("link", name="在线办理").click()
    page.get_by_label("销售散装食品").check()
    page.get_by_label("不在网上经营").check()
    page.get_by_role("button", name="开始办理").click()
    for label, words in ANSWERS.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_label("选择文件：经营场所平面布局图").set_input_files(photo)
    if page.evaluate("!!document.querySelector('.upload')"):
        expect(page.get_by_text("已上传：平面图")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_label("电子送达").check()
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_role("button", name="提交申请").click()
    return 5


@pytest.mark.parametrize("script", [True, False])
def test_person_applies_and_fetches_the_paper(
    browser: Browser,
    start: Start,
    photo: Path,
    clerk_of: Callable[[], Callable[..., None]],
    script: bool,
) -> None:
    """P-10, P-15, G-04: five pages to the number, with and without JavaScript; then the PDF."""
    with browser.new_context(java_script_enabled=script, accept_downloads=True) as context:
        context.add_cookies(start.cookies)
        page = context.new_page()
        _walk(page, start.guide, photo)
        expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
        assert Attachment.objects.filter(material="layout").count() == 1
        clerk_of()(Post.FRONT, "accept")
        page.get_by_role("link", name="查看办件").click()
        expect(page.get_by_text("已受理，正常办理中")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="决定受理通知书（PDF）").click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
        assert Case.objects.count() == 1


def test_browser_that_died_goes_on_from_the_draft(
    browser: Browser, live_server: LiveServer, food: str, cookies: list[dict[str, str]]
) -> None:
    """P-11: the window is gone in the middle; a new one goes on with one click."""
    with browser.new_context() as first:
        first.add_cookies(cookies)
        page = first.new_page()
        page.goto(f"{live_server.url}/apply/{food}/")
        page.get_by_label("销售散装食品").check()
        page.get_by_label("不在网上经营").check()
        page.get_by_role("button", name="开始办理").click()
        for label, words in ANSWERS.items():
            page.get_by_label(label).fill(words)
        page.get_by_role("button", name="保存并继续").click()
        expect(page.get_by_text("第 3 步，共 5 步：上传材料")).to_be_visible()
    with browser.new_context() as second:
        second.add_cookies(cookies)
        page = second.new_page()
        page.goto(f"{live_server.url}/my/drafts/")
        page.get_by_role("link", name="继续办理").click()
        expect(page.get_by_text("第 3 步，共 5 步：上传材料")).to_be_visible()
        page.get_by_role("link", name="上一步").click()
        expect(page.get_by_label("店招或者字号")).to_have_value("示例糕点店")
