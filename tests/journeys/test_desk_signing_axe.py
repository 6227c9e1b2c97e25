"""The pages that only come of what is sent, in a real browser: draft, signature, batch (G-02)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.desk.conftest import bureau, employ, press, publish, received, ref_of, signed_in
from yizhan.items.versions import SHELF
from yizhan.law.words import Post
from yizhan.places import shelf

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
REVIEWED = {
    "meets_0": "符合",
    "meets_1": "符合",
    "evidence_0": "申请材料",
    "evidence_1": "申请材料",
    "finding": "符合条件。",
    "officers": "1",
}


@pytest.fixture
def ripe(transactional_db, live_server, settings, tmp_path):
    """Return the site, the chief's browser and a reviewed case of an instant item."""
    settings.KEYS_DIR, settings.PAPERS_DIR = tmp_path / "keys", tmp_path / "papers"
    settings.DEMO = True
    SHELF.clear()
    shelf.forget()
    office = bureau()
    version = publish(office.id, kind="1", promised={"n": 1})
    front, back, chief = (
        signed_in(employ(post, f"sign-{post.value}", office.id))
        for post in (Post.FRONT, Post.BACK, Post.CHIEF)
    )
    case = received(front, version.item.code, materials=["plan", "photo"], accept=True)
    press(back, case, "review", **REVIEWED)
    yield live_server.url, chief.cookies["sessionid"].value, case
    SHELF.clear()
    shelf.forget()


def faultless(page):
    """Say that axe finds nothing on the page, narrow and wide."""
    for width in (360, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        found = Axe().run(page, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


@pytest.mark.parametrize("mode", ["", "elder", "high"])
def test_draft_signature_and_batch_have_no_fault_that_axe_can_find(page, ripe, mode):
    """Zero violations on the pages between a review and its signature."""
    url, session, case = ripe
    seen = {"sessionid": session, "display": mode}
    cookies = [{"name": name, "value": value, "url": url} for name, value in seen.items()]
    page.context.add_cookies(cookies)
    page.goto(f"{url}{case}")
    page.click("summary:has-text('准予许可')")
    page.click("details[open] button:has-text('查看文书草稿')")
    page.wait_for_url(f"**{reverse('desk:draft', args=[ref_of(case), 'grant'])}**")
    faultless(page)
    page.fill("[name=pin]", "wrong")
    page.click("button:has-text('签发')")
    page.wait_for_url(f"**{reverse('desk:sign', args=[ref_of(case), 'grant'])}**")
    faultless(page)
    page.goto(f"{url}{reverse('desk:inbox')}?tab=review")
    page.check("[name=refs]")
    page.click("button:has-text('批量签发')")
    page.wait_for_url(f"**{reverse('desk:batch')}")
    faultless(page)
