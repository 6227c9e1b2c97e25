"""Any hall of the county at the desk: taken in, handed over, signed for, handed out (H7.1)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from stdnum.cn import uscc

from yizhan.cases import queries, services
from yizhan.cases.actors import staff
from yizhan.cases.halls import result_numbers
from yizhan.cases.services import Request
from yizhan.law.words import Level, Post
from yizhan.places import queries as places

from .conftest import bureau, publish

TOWNS = {"zhazuo": ("扎佐街道", "520123004000"), "liuguang": ("六广镇", "520123103000")}


@pytest.fixture
def halls(authority):
    """Return two township halls of the county, by name."""
    found = {}
    for n, (name, (town, division)) in enumerate(TOWNS.items()):
        stem = f"12520123XX00004{n}0"
        found[name] = bureau(
            f"xiuwen-{name}", division=division, level=Level.TOWNSHIP, is_centre=True,
            name=f"修文县{town}便民服务中心", short_name="便民服务中心",
            paper_word=f"修{town[0]}便",
            uscc=stem + uscc.calc_check_digit(stem), window=f"04{n}",
        )  # fmt: skip
    return found


@pytest.fixture
def taken_in(sit, authority, halls, work):
    """Return the clerk of a hall and the page of a case that was taken in and accepted there."""
    item = publish(authority.id, scope="全县通办").item
    clerk = sit(Post.FRONT, login="zhazuo-front", office=halls["zhazuo"].id)
    url = work.received(clerk, str(item.code), materials=["plan", "photo"], accept=True)
    return clerk, url


def done(url, client, step, **said):
    """Take a step through the door, as whoever sits at a browser."""
    today = timezone.localdate()
    actor = staff(places.postings_of(client.staff.pk, today)[0], client.staff.name)
    asked = Request(ref=url.rstrip("/").rpartition("/")[2], step=step, said=said)
    services.take(asked, actor, key=f"{step}-{client.staff.pk}", at=timezone.now())


def acts(client, url):
    """Return the names of the acts that a page offers."""
    return [one.act.name for one in client.get(url).context["shown"]]


def test_a_hall_takes_in_accepts_and_hands_over_and_then_is_done(sit, taken_in, work):
    """H7.1: the list with its lamp until the handover; the case moves on where it belongs."""
    clerk, url = taken_in
    waits = clerk.get(reverse("desk:across")).content.decode()
    assert work.ref(url) in waits and "移交期限至" in waits
    back = sit(Post.BACK)
    assert acts(clerk, url)[0] == "hand_over" and acts(back, url) == []
    assert work.press(clerk, url, "hand_over").status_code == 302
    assert work.ref(url) not in clerk.get(reverse("desk:across")).content.decode()
    assert work.ref(url) in clerk.get(reverse("desk:across") + "?tab=taken_in").content.decode()
    assert "review" in acts(back, url) and acts(clerk, url) == []


def test_a_result_is_sent_signed_for_by_its_number_and_handed_out_with_the_code(
    sit, halls, taken_in, work
):
    """H7.1, H6.1: a wrong number or code stops it, and the other hall sees nothing before."""
    clerk, url = taken_in
    work.press(clerk, url, "hand_over")
    front, back, chief = (sit(post) for post in (Post.FRONT, Post.BACK, Post.CHIEF))
    done(url, back, "review", finding="符合条件", on_site=False)
    done(url, chief, "decide", grant=True)
    other = sit(Post.FRONT, login="liuguang-front", office=halls["liuguang"].id)
    assert other.get(url).status_code == 404
    assert work.press(front, url, "send_result", to="xiuwen-liuguang").status_code == 302
    assert "deliver" not in acts(front, url) and acts(other, url) == ["sign_for", "visit"]
    number = result_numbers(work.ref(url))[-1]
    assert work.press(other, url, "sign_for", number="修市监准〔2026〕999999号").status_code == 422
    assert work.press(other, url, "sign_for", number=number).status_code == 302
    code = queries.stored_case(work.ref(url)).query_code
    assert work.press(other, url, "deliver", way="hand", query_code="x").status_code == 422
    assert work.press(other, url, "deliver", way="hand", query_code=code).status_code == 302
    assert work.stage(url) == "delivered"


def test_a_hall_sees_neither_what_others_took_in_nor_items_that_are_not_open(
    sit, authority, halls, taken_in
):
    """T3: foreign like missing; and the item must reach over the county."""
    _, url = taken_in
    other = sit(Post.FRONT, login="liuguang-front", office=halls["liuguang"].id)
    assert other.get(url).status_code == 404
    assert "没有代其他机关" in other.get(reverse("desk:across") + "?tab=taken_in").content.decode()
    closed = publish(authority.id, base_code="000101001009", name="只在本机关", scope="").item
    assert other.get(reverse("desk:receive", args=[closed.code])).status_code == 404


def test_the_back_office_of_a_hall_has_no_part_in_what_its_front_took_in(sit, halls, taken_in):
    """H7.1: the front accepts for all; nobody else of the hall looks into it."""
    _, url = taken_in
    back = sit(Post.BACK, login="zhazuo-back", office=halls["zhazuo"].id)
    assert back.get(url).status_code == 404
