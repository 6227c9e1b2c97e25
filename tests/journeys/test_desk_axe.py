"""Every screen of the desk in a real browser: axe finds no fault in any way of seeing it (G-02).

The screens are read from the list of addresses, so that a new one cannot be forgotten: it is opened
here, or named below with why not.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from tests.desk.conftest import bureau, employ, number, publish, received, ref_of, signed_in
from yizhan.desk.acting import POSTS
from yizhan.desk.urls import urlpatterns
from yizhan.items.versions import SHELF
from yizhan.law.words import Post
from yizhan.places import queries as places
from yizhan.places import shelf, stays

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FILES = {
    "paper",
    "file",
    "export",
    "base",
    "coverage_export",
    "roster_export",
}  # a document, not a page
PARTS = {"held", "screen_facts"}  # a part of pages that are walked
DIFFERENT = {"home"}  # each post sees another page there
POSTED = {405}  # an address that only takes what is sent
ELSEWHERE = {  # walked, or tested, by its own file
    "rollout": "needs the standard of a level above",
    "factor_confirm": "needs a proof out of a letter",
    "deputy_revoke": "takes what is sent",
    "undo": "takes what is sent",
    "now": "takes what is sent",
    "roster": "takes what is sent",
    "stay": "takes what is sent",
    "rollout_approve": "takes what is sent",
    "rollout_undo": "takes what is sent",
    "adjustment": "needs a plan that fits a map: tests/desk/test_adjust",
    "adjustment_decide": "takes what is sent",
    "certificate_conclude": "takes what is sent",
    "preview": "takes what is sent",
    "draft": "takes what is sent: test_desk_signing_axe",
    "sign": "takes what is sent: test_desk_signing_axe",
    "take": "takes what is sent",
    "ward_end": "takes what is sent",
}


@pytest.fixture
def desks(transactional_db, live_server, settings, tmp_path):
    """Return the address of a screen by name, and the sessions of each post."""
    settings.KEYS_DIR, settings.PAPERS_DIR = tmp_path / "keys", tmp_path / "papers"
    settings.DEMO = True
    SHELF.clear()
    shelf.forget()
    office = bureau(is_centre=True)
    version = publish(office.id)
    seats = {
        post: signed_in(employ(post, f"axe-{post.value}", office.id))
        for post in (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD, Post.SUPERVISOR)
    }
    ward = a_ward(seats[Post.FRONT])
    window = stays.open_window(held(office.id), "综合窗口", on=timezone.localdate())
    case = received(seats[Post.FRONT], version.item.code, materials=["plan", "photo"], accept=True)
    yield (
        live_server.url,
        seats,
        {
            "ref": ref_of(case),
            "version_id": version.id,
            "code": version.item.code,
            "window_id": window.id,
            "proof": ward,
        },
    )
    SHELF.clear()
    shelf.forget()


def a_ward(front):
    """Return a child whose guardian the front desk has recorded."""
    sent = {
        "ward_number": number(81, "20190101"),
        "ward_name": "示例小童",
        "guardian_number": number(82),
        "guardian_name": "示例甲",
        "ground": "minor",
        "kin": "parent",
        "document": "household",
        "words": "示例户号1号",
        "since": "2019-01-01",
    }
    answer = front.post(reverse("desk:register_guardian"), sent)
    return answer["Location"].rstrip("/").rpartition("/")[2]


def held(office_id):
    """Return the post of the centre's head."""
    return places.holders(office_id, Post.HEAD, timezone.localdate())[0]


def screens(given):
    """Yield each screen by name and address, with the posts that may open it."""
    for pattern in urlpatterns:
        names = set(pattern.pattern.converters)
        if pattern.name in FILES | PARTS | ELSEWHERE.keys():
            continue
        assert names <= given.keys(), f"{pattern.name} 的参数没有样例，也没有说明为什么不走"
        address = reverse(f"desk:{pattern.name}", kwargs={one: given[one] for one in names})
        yield pattern.name, address, getattr(pattern.callback, POSTS, ())


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("mode", ["", "elder", "high"])
def test_no_screen_of_the_desk_has_a_fault_that_axe_can_find(page, desks, mode, width):
    """Zero violations on each page that a post can open."""
    url, seats, given = desks
    page.set_viewport_size({"width": width, "height": 768})
    seen = set()
    for post, client in seats.items():
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies(
            [
                {"name": "sessionid", "value": cookie, "url": url},
                {"name": "display", "value": mode, "url": url},
            ]
        )
        for name, address, posts in screens(given):
            if post not in posts or (name in seen and name not in DIFFERENT):
                continue
            if client.get(address).status_code in POSTED:
                continue
            page.goto(url + address)
            found = Axe().run(page, options={"runOnly": TAGS})
            assert found.violations_count == 0, f"{post} {address}: {found.generate_report()}"
            seen.add(name)
    page.context.clear_cookies()
    page.goto(f"{url}/account/staff/")
    assert Axe().run(page, options={"runOnly": TAGS}).violations_count == 0
    assert {"home", "inbox", "case", "look", "version", "import"} <= seen
