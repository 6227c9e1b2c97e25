"""Signing several approvals together (CHF-04)."""

import msgspec
import pytest
from django.urls import reverse

from yizhan.items import queries as items
from yizhan.items import services as catalogue
from yizhan.law.words import Post

REVIEWED = {
    "meets_0": "符合",
    "meets_1": "符合",
    "evidence_0": "申请材料",
    "evidence_1": "申请材料",
    "finding": "符合条件。",
    "officers": "1",
}


@pytest.fixture
def instant(sit, item, authority, work):
    """Return the chief and two cases of an instant item, reviewed."""
    content = msgspec.structs.replace(
        items.version(item.id).content, name="即办登记", base_code="000101001002"
    )
    content = msgspec.convert({**msgspec.to_builtins(content), "kind": "1"}, type=type(content))
    made = catalogue.draft(authority.id, content, by=1, at=item.approved_at)
    made.state, made.approved_by, made.approved_at = "published", 2, item.approved_at
    made.effective_from = item.effective_from
    made.save()
    front, back = sit(Post.FRONT), sit(Post.BACK)
    urls = []
    for serial in (7, 8):
        sent = {
            "key": f"{serial:032d}",
            "id_number": work.number(serial),
            "name": "示例甲",
            "materials": ["plan", "photo"],
            "accept": "1",
        }
        url = front.post(reverse("desk:receive", args=[made.item.code]), sent)["Location"]
        work.press(back, url, "review", **REVIEWED)
        urls.append(url)
    return sit(Post.CHIEF), urls


def refs(urls, work):
    """Return the addresses of cases."""
    return [work.ref(url) for url in urls]


def test_ticked_cases_are_signed_and_the_others_stay(instant, work):
    """Each is shown; only what is ticked is signed."""
    chief, urls = instant
    page = chief.post(reverse("desk:batch"), {"refs": refs(urls, work)})
    sent = {"token": page.context["token"], "refs": refs(urls[:1], work), "pin": work.password}
    assert chief.post(reverse("desk:batch_sign"), sent).status_code == 302
    assert [work.stage(url) for url in urls] == ["granted", "review"]


def test_a_batch_that_was_not_shown_is_not_signed(instant, work):
    """CHF-02 holds for many as for one."""
    chief, urls = instant
    sent = {"token": "x", "refs": refs(urls, work), "pin": work.password}
    assert chief.post(reverse("desk:batch_sign"), sent).status_code == 409


def test_cases_of_a_promised_item_are_signed_one_by_one(desk, work):
    """Only instant items are signed together."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan", "photo"], accept=True)
    work.press(desk.back, url, "review", **REVIEWED)
    page = desk.chief.post(reverse("desk:batch"), {"refs": refs([url], work)})
    assert page.status_code == 422
