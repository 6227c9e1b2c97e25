"""What the journeys at the desk stand on: a hall with a person at each post, and a keyboard."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.desk.conftest import PASSWORD, bureau, employ, publish
from yizhan.accounts import services as accounts
from yizhan.items.versions import SHELF
from yizhan.law.words import Post
from yizhan.places import shelf


@pytest.fixture
def hall(transactional_db, live_server, settings, tmp_path):
    """Return the site with one item and a person at each post."""
    settings.DESK_UNDO_SECONDS = 10
    settings.KEYS_DIR, settings.PAPERS_DIR = tmp_path / "keys", tmp_path / "papers"
    settings.DEMO = True
    SHELF.clear()
    shelf.forget()
    office = bureau()
    version = publish(office.id)
    for login, post in (("counter", Post.FRONT), ("review", Post.BACK), ("signs", Post.CHIEF)):
        employ(post, login, office.id)
    yield SimpleNamespace(url=live_server.url, code=version.item.code, version=version.id)
    SHELF.clear()
    shelf.forget()


def enter(page, hall, login):
    """Log a member of staff in with password and code."""
    page.goto(f"{hall.url}/account/staff/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/code/**")
    page.fill("[name=code]", accounts.demo_code(login, at=timezone.now()))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/desk/**")


class Keys:
    """A keyboard that counts groups: a key, or a word with the Enter that ends it, is one."""

    def __init__(self, page):
        """Begin at none."""
        self.page, self.groups = page, 0

    def press(self, key):
        """Press one key."""
        self.page.keyboard.press(key)
        self.groups += 1

    def word(self, text):
        """Type a word and Enter."""
        self.page.keyboard.type(text)
        self.press("Enter")
