"""A page that nobody touches: a warning at 28 minutes, a saved draft and the way out at 30."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from yizhan.cases.models import Draft

from .conftest import SITUATION

WARNING = "2 分钟后将保存草稿并退出登录"
Opened = Callable[[str], Page]


@pytest.fixture
def opened(page: Page, live_server: LiveServer, citizen: Client) -> Opened:
    """Return who opens a page of the person whose clock a test turns."""
    cookie = {"name": "sessionid", "value": citizen.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.clock.install()

    def opened(path: str) -> Page:
        """Open one page."""
        page.goto(live_server.url + path)
        return page

    return opened


def test_one_key_at_the_warning_goes_on_as_before(opened: Opened) -> None:
    """G-17: not a minute earlier than 28, gone with any key, and back 28 minutes later."""
    page = opened("/my/")
    page.clock.fast_forward("27:00")
    expect(page.get_by_text(WARNING)).to_be_hidden()
    for _ in range(2):
        page.clock.fast_forward("01:30")
        expect(page.get_by_text(WARNING)).to_be_visible()
        with page.expect_response("**/stay/") as answer:
            page.keyboard.press("a")
        assert answer.value.status == 204
        expect(page.get_by_text(WARNING)).to_be_hidden()
        page.clock.fast_forward("27:00")
        expect(page.get_by_text(WARNING)).to_be_hidden()


def test_nobody_there_is_logged_out_with_the_draft_kept(
    opened: Opened, citizen: Client, food: str
) -> None:
    """G-17: what was typed last lies in the draft; the page is a stranger's again."""
    page = opened(citizen.post(f"/apply/{food}/", SITUATION)["Location"])
    page.fill("[name=shop]", "示例糕点店")
    page.clock.fast_forward("31:00")
    expect(page.get_by_role("link", name="登录")).to_be_visible()
    assert Draft.objects.get().answers["shop"] == "示例糕点店"
