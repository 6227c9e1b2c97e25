"""The four ways of a station on a phone in a real browser, signed on the glass (H7.2 to H7.5)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.stations.conftest import ALLOWANCE, MARRIAGE, OLD, PROOF
from yizhan.cases.models import Attachment, Case
from yizhan.materials.models import File
from yizhan.stations.models import Errand

from .conftest import Station

PHONE = {"width": 360, "height": 740}
PIN = "624 518"


@pytest.fixture
def site(live_server: LiveServer, station: Station) -> Station:
    """Return the station on a running site; its cookies are what a browser needs."""
    value = station.client.cookies["sessionid"].value
    station.url = live_server.url
    station.cookies = [{"name": "sessionid", "value": value, "url": live_server.url}]
    return station


@pytest.fixture
def phone(browser: Browser, site: Station) -> Iterator[Page]:
    """Return a member's phone."""
    with browser.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai") as mine:
        mine.add_cookies(site.cookies)
        page = mine.new_page()
        page.set_default_timeout(15_000)
        yield page


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a photo of several megabytes, as phones take them."""
    path = tmp_path / "银行卡.png"
    Image.effect_noise((2400, 1800), 90).save(path)
    assert path.stat().st_size > 2_000_000
    return path


def sign(page: Page) -> None:
    """Write on the glass."""
    pad = page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    for step in range(8):
        page.mouse.move(box["x"] + 40 + 25 * step, box["y"] + 40 + 60 * (step % 2))
    page.mouse.up()
    expect(page.locator("canvas.pad[data-signed]")).to_be_visible()


def begin(page: Page, site: Station, way: str, item: str, words: str) -> None:
    """Go from the first page to the form of an item."""
    page.goto(f"{site.url}/village/")
    page.get_by_role("link", name=re.compile(way)).click()
    page.get_by_label("说法、拼音首字母都行").fill(words)
    page.get_by_role("button", name="找").click()
    expect(page.get_by_text(f"“{words}”找到")).to_be_visible()
    page.get_by_role("link", name=item).click()
    expect(page.get_by_role("heading", level=1, name=item)).to_be_visible()


def unlock(page: Page) -> None:
    """Open the box of the device."""
    page.get_by_label("离线口令").fill(PIN)
    page.get_by_role("button", name="打开离线箱").click()
    expect(page.locator("#lock")).to_have_count(0)


def who(page: Page) -> None:
    """Type whom it is for: three fields."""
    page.get_by_label("身份证号码", exact=True).fill(OLD.number)
    page.get_by_label("姓名", exact=True).fill(OLD.name)
    page.locator("[name=phone]").fill(OLD.phone)


def seen(page: Page, name: str) -> None:
    """Tick that an original was seen."""
    page.get_by_role("group", name=name).get_by_label("原件已看过").check()


@pytest.mark.parametrize("boxed", [True, False])
def test_at_once(phone: Page, site: Station, boxed: bool) -> None:
    """H7.2, VIL-08: done on the spot, handed over against a signature, asked about, in the ledger.

    With the box of the device and without it.
    """
    begin(phone, site, "即时办理", PROOF, "居住")
    if boxed:
        unlock(phone)
    who(phone)
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("办件编号").first).to_be_visible()
    assert Case.objects.get().stage == "granted"
    sign(phone)
    phone.get_by_role("button", name="本人已收到").click()
    for question in ("事情办成了吗", "服务态度满意吗", "还有什么要帮忙的"):
        phone.get_by_label(question).fill("好")
    phone.get_by_role("button", name="记下回访").click()
    phone.get_by_role("link", name="台账").click()
    row = phone.locator(".ledger tbody tr")
    expect(row).to_have_count(1)
    assert Case.objects.get().stage == "delivered"


def test_the_whole_way_on_behalf(phone: Page, site: Station, photo: Path) -> None:
    """H7.3, VIL-04, 05: read aloud, signed on the glass, photographed small, taken back."""
    begin(phone, site, "全程代办", ALLOWANCE, "残疾")
    unlock(phone)
    who(phone)
    seen(phone, "护理补贴申请审批表")
    account = phone.get_by_role("group", name="本人银行卡或社会保障卡")
    account.get_by_label("拍照").set_input_files(photo)
    expect(phone.get_by_role("button", name="朗读")).to_be_visible()
    phone.get_by_label("已把委托书读给本人听").check()
    sign(phone)
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("办件编号").first).to_be_visible()
    kept = File.objects.get(digest=Attachment.objects.get(material="account").digest)
    assert kept.size <= 300 * 1024
    expect(phone.locator("#chip")).to_have_text("未上传 0 件")
    phone.get_by_role("button", name="村民要求撤销委托").click()
    expect(phone.get_by_text("已记录")).to_be_visible()


def test_accompanied(phone: Page, site: Station) -> None:
    """H7.4: a companion is booked, is on the round, meets the person, notes the end."""
    begin(phone, site, "陪同办理", MARRIAGE, "结婚")
    who(phone)
    phone.get_by_label("地点").fill("修文县政务服务中心")
    phone.get_by_label("时间").fill(later(phone))
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("约好的时间")).to_be_visible()
    phone.get_by_role("link", name="上门").click()
    phone.get_by_role("link", name="修文县政务服务中心").click()
    phone.get_by_role("button", name="到了").click()
    phone.get_by_role("button", name="办完了").click()
    expect(phone.get_by_text(re.compile("到达，.*办完"))).to_be_visible()
    assert Errand.objects.get().finished_at is not None


def later(page: Page) -> str:
    """Return tomorrow as the phone's field of date and time takes it."""
    return str(
        page.evaluate("new Date(Date.now() + 86400000 + 8 * 3600000).toISOString().slice(0, 16)")
    )


def test_at_home(phone: Page, site: Station) -> None:
    """H7.5, VIL-07: asked for, on the round, arrived, taken in at the home, done."""
    begin(phone, site, "上门办理", ALLOWANCE, "残疾")
    unlock(phone)
    who(phone)
    phone.get_by_label("地点").fill("大龙村三组")
    phone.get_by_label("时间").fill(later(phone))
    phone.get_by_label("先只登记上门").check()
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("待上门")).to_be_visible()
    phone.get_by_role("link", name="上门", exact=True).click()
    phone.get_by_role("link", name="大龙村三组").click()
    phone.get_by_role("button", name="到了").click()
    phone.get_by_role("link", name="接着办").click()
    seen(phone, "护理补贴申请审批表")
    phone.get_by_label("先只登记上门").uncheck()
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("办件编号").first).to_be_visible()
    phone.get_by_role("button", name="办完了").click()
    expect(phone.get_by_text("已记录")).to_be_visible()
    assert (Case.objects.count(), Errand.objects.count()) == (1, 1)
