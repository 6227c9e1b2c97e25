"""The station when the network is cut and the browser killed: nothing is lost (VIL-02)."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, Route, expect

from tests.stations.conftest import ALLOWANCE, OLD
from yizhan.cases.models import Attachment, Case
from yizhan.stations.models import Errand

from .conftest import Station
from .test_journeys import PHONE, begin, photo, seen, sign, site, unlock, who  # noqa: F401 - fixtures

PIECE = 256 * 1024


@dataclass(frozen=True)
class Device:
    """A phone: a browser whose storage lies in a folder and outlives it."""

    kind: BrowserType
    folder: Path
    how: dict[str, Any]
    site: Station

    @contextmanager
    def on(self, **more: Any) -> Iterator[BrowserContext]:
        """Yield the browser, opened."""
        how = {"viewport": PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        mine = self.kind.launch_persistent_context(self.folder, **how, **self.how, **more)
        mine.set_default_timeout(15_000)
        mine.add_cookies(self.site.cookies)
        yield mine
        with suppress(Error):  # it may be dead already
            mine.close()

    def kill(self) -> None:
        """Kill every process of the browser, without a word to it."""
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if str(self.folder) in line.read_bytes().decode(errors="replace"):
                    os.kill(int(line.parent.name), signal.SIGKILL)

    def bytes(self) -> bytes:
        """Return everything that lies in its storage."""
        return b"".join(one.read_bytes() for one in self.folder.rglob("*") if one.is_file())


@pytest.fixture
def device(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    site: Station,  # noqa: F811
    tmp_path: Path,
) -> Device:
    """Return the phone of the station's member."""
    return Device(browser_type, tmp_path / "phone", browser_type_launch_args, site)


def kept(page: Page, address: str) -> None:
    """Wait until the device has what it needs without a network."""
    page.evaluate(
        """async (address) => {
          await navigator.serviceWorker.ready;
          for (let n = 0; n < 100; n += 1) {
            const box = await caches.open("station-1");
            if (await box.match(address)) return;
            await new Promise((done) => setTimeout(done, 100));
          }
        }""",
        address,
    )


def cut(sent: list[str], route: Route) -> None:
    """Note the pieces that travel, and cut the line at the second one, once."""
    if route.request.method == "PUT":
        sent.append(route.request.headers["content-range"])
    if route.request.method == "PUT" and len(sent) == 2:
        route.abort()
    else:
        route.continue_()


def fill(page: Page, photo: Path) -> None:  # noqa: F811
    """Fill in the whole form of the allowance, with a photo and a signature."""
    who(page)
    seen(page, "护理补贴申请审批表")
    account = page.get_by_role("group", name="本人银行卡或社会保障卡")
    account.get_by_label("拍照").set_input_files(photo)
    page.get_by_label("已把委托书读给本人听").check()
    sign(page)


@pytest.mark.browser
def test_the_network_is_cut_and_the_browser_killed_and_the_case_is_filed_once(
    device: Device,
    site: Station,  # noqa: F811
    photo: Path,  # noqa: F811
) -> None:
    """VIL-02: everything offline, killed, opened with the PIN, sent when the network is back."""
    with device.on() as mine:
        _filled_without_a_network(mine, site, photo)
        assert not Errand.objects.exists()
        device.kill()
    with device.on() as mine:
        _opened_with_the_pin(mine, site)
        mine.set_offline(False)
        expect(mine.pages[0].get_by_text("都已上传")).to_be_visible(timeout=40_000)
        expect(mine.pages[0].locator("#chip")).to_have_text("未上传 0 件")
    assert (Errand.objects.get().state, Case.objects.count()) == ("filed", 1)
    assert Attachment.objects.filter(material="account").count() == 1


def _filled_without_a_network(mine: BrowserContext, site: Station, photo: Path) -> None:  # noqa: F811
    """Look at the station once, lose the network, fill in a whole errand and send it."""
    page = mine.pages[0]
    page.goto(f"{site.url}/village/")
    kept(page, site.address(ALLOWANCE))
    mine.set_offline(True)
    page.goto(f"{site.url}/village/ledger/")
    expect(page.get_by_text("没有存在这台设备上")).to_be_visible()
    page.goto(f"{site.url}{site.address(ALLOWANCE)}")
    unlock(page)
    fill(page, photo)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("等网络")).to_be_visible()
    expect(page.locator("#chip")).to_have_text("未上传 1 件")


def _opened_with_the_pin(mine: BrowserContext, site: Station) -> None:  # noqa: F811
    """Find the errand on the device, sealed until the PIN is typed; still without a network."""
    page = mine.pages[0]
    mine.set_offline(True)
    page.goto(f"{site.url}/village/queue/")
    expect(page.get_by_text("已加密")).to_be_visible()
    assert OLD.name not in page.inner_text("main")
    unlock(page)
    expect(page.get_by_text(OLD.name)).to_be_visible()


@pytest.mark.browser
def test_an_upload_that_breaks_goes_on_at_its_piece(
    device: Device,
    site: Station,  # noqa: F811
    photo: Path,  # noqa: F811
) -> None:
    """VIL-02: pieces of 256 KB; after the break only what is missing travels."""
    sent: list[str] = []
    with device.on(service_workers="block") as mine:  # its requests cannot be cut
        page = mine.pages[0]
        begin(page, site, "全程代办", ALLOWANCE, "残疾")
        unlock(page)
        fill(page, photo)
        mine.route("**/materials/uploads/*/", partial(cut, sent))
        page.get_by_role("button", name="提交").click()
        page.get_by_text("等网络").wait_for()
        page.get_by_role("link", name="今日").click()
        expect(page.locator("#chip")).to_have_text("未上传 0 件", timeout=40_000)
    starts = [one.partition("-")[0] for one in sent[:3]]
    assert starts == ["bytes 0", f"bytes {PIECE}", f"bytes {PIECE}"]
    assert (Errand.objects.get().state, Case.objects.count()) == ("filed", 1)


@pytest.mark.browser
def test_a_wrong_pin_opens_nothing_and_what_lies_there_is_sealed(
    device: Device,
    site: Station,  # noqa: F811
) -> None:
    """T57: no name and no number lie in the storage of the device in clear."""
    with device.on() as mine:
        page = mine.pages[0]
        begin(page, site, "全程代办", ALLOWANCE, "残疾")
        unlock(page)
        who(page)
        seen(page, "护理补贴申请审批表")
        expect(page.locator("#chip")).to_have_text("未上传 1 件")
        page.goto(f"{site.url}/village/queue/")
        page.get_by_label("离线口令").fill("000000")
        page.get_by_role("button", name="打开离线箱").click()
        expect(page.get_by_text("口令不对")).to_be_visible()
        assert OLD.name not in page.inner_text("main")
    raw = device.bytes()
    for told in (OLD.number, OLD.name):
        assert told.encode() not in raw
        assert told.encode("utf-16-le") not in raw
