"""What the tests of the desk stand on: an authority, a small item, staff at their posts."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from yizhan.cases import queries
from yizhan.items.versions import SHELF
from yizhan.law.words import Post
from yizhan.places import shelf

from . import window
from .staff import (
    ITEM,
    PASSWORD,
    appoint,
    bureau,
    delegate,
    employ,
    number,
    publish,
    signed_in,
    spared,
)

__all__ = ["ITEM", "bureau", "employ", "number", "publish", "signed_in"]

hall, staffed = window.hall, window.staffed
today, window_clerk = window.today, window.window_clerk


@pytest.fixture(autouse=True)
def _nothing_kept(settings, tmp_path):
    """Let no test see keys, versions or places of another one."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.PAPERS_DIR = tmp_path / "papers"
    settings.DEMO = True
    SHELF.clear()
    shelf.forget()
    yield
    SHELF.clear()
    shelf.forget()


@pytest.fixture
def authority(db):
    """Return the authority of the tests."""
    return bureau()


@pytest.fixture
def item(authority):
    """Return the published version of a small item."""
    return publish(authority.id)


@pytest.fixture
def sit(authority):
    """Return a function that seats somebody at a post and returns their browser."""

    def seated(post: Post, login: str = "", office: int = 0) -> Client:
        """Return the browser of a new member of staff."""
        user = employ(post, login or f"staff-{post.value}", office or authority.id)
        client = signed_in(user)
        client.staff = user
        return client

    return seated


@pytest.fixture
def desk(sit, item):
    """Return the three posts of a case, and what to do with them."""
    return SimpleNamespace(
        front=sit(Post.FRONT), back=sit(Post.BACK), chief=sit(Post.CHIEF), item=item
    )


def form_of(client: Client, url: str, action: str) -> dict[str, str]:
    """Return what the hidden fields of a form on a page hold."""
    shown = client.get(url).context["shown"]
    form = next(one.form for one in shown if one.act.name == action)
    return {field.html_name: str(field.value()) for field in form.hidden_fields()}


def received(
    client: Client, code: str, *, materials: list[str], accept: bool = False, key: str = ""
) -> str:
    """Return the address of a case that the front desk has received."""
    sent = {
        "key": key or f"{len(materials)}{accept:d}".zfill(32),
        "id_number": number(len(materials) + 1),
        "name": "示例甲",
        "materials": materials,
        "accept" if accept else "receive": "1",
    }
    answer = client.post(reverse("desk:receive", args=[code]), sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def press(client: Client, url: str, action: str, **typed):
    """Return the answer to an act that was filled in on the page of a case."""
    return client.post(f"{url}{action}/", {**form_of(client, url, action), **typed})


def ref_of(url: str) -> str:
    """Return the address of a case inside that of its page."""
    return url.rstrip("/").rpartition("/")[2]


def stage(url: str) -> str:
    """Return where the case of a page stands."""
    return queries.stored_case(ref_of(url)).stage


@pytest.fixture
def work():
    """Return the ways to work on a case."""
    return SimpleNamespace(
        received=received,
        press=press,
        stage=stage,
        ref=ref_of,
        form=form_of,
        number=number,
        appoint=appoint,
        delegate=delegate,
        spared=spared,
        bureau=bureau,
        password=PASSWORD,
    )
