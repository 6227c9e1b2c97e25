"""The inbox of review and supervision: order, filters, bulk acts (BCK-01, BCK-10)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.desk.conftest import publish
from yizhan.cases import claims, inbox
from yizhan.cases.actors import Actor
from yizhan.cases.models import Case
from yizhan.law.words import Post

BOTH = ["plan", "photo"]
INBOX = "/desk/inbox/"


@pytest.fixture
def three(desk, work):
    """Return the pages of three accepted cases, all of one day."""
    return [
        desk.front.post(
            reverse("desk:receive", args=[desk.item.item.code]),
            {
                "key": f"{serial:032d}",
                "id_number": work.number(serial),
                "name": "示例甲",
                "materials": BOTH,
                "accept": "1",
            },
        )["Location"]
        for serial in (1, 2, 3)
    ]


def due(url, work, days):
    """Let a case be due so many days from today."""
    case_id = Case.objects.get(number=number(url, work)).id
    Case.objects.filter(id=case_id).update(due_on=timezone.localdate() + timedelta(days))


def number(url, work):
    """Return the number of the case of a page."""
    return inbox_case(url, work).number


def inbox_case(url, work):
    """Return the stored case of a page."""
    return claims.reading.load(work.ref(url), "", "")[0]


def numbers(page):
    """Return the numbers of the rows of a page."""
    return [line.view.case.number for line in page.context["list"].lines]


def test_what_is_due_first_stands_first_on_every_page(desk, work, three, authority):
    """BCK-01: keyset by due date; nothing is shown twice or left out."""
    for url, days in zip(three, (5, 1, 3), strict=True):
        due(url, work, days)
    actor = Actor(id="u1", name="", post=Post.BACK, authority_id=authority.id, division="520123")
    seen, after = [], ""
    for _ in three:
        page = inbox.page(actor, "accepted", timezone.now(), after=after, limit=1)
        seen += [row.case.number for row in page.rows]
        after = page.after
    assert seen == [number(three[n], work) for n in (1, 2, 0)]
    assert after == ""


def test_the_inbox_walks_its_index_and_sorts_no_table(authority):
    """G-20: the plan reads the index of the due dates."""
    actor = Actor(id="u1", name="", post=Post.BACK, authority_id=authority.id, division="520123")
    statement, values = inbox.walk(
        actor, "accepted", timezone.now(), after="", limit=50, sieve=inbox.ALL
    )
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_bitmapscan = off")
        cursor.execute(f"explain {statement}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan using cases_case_due" in plan
    assert "Seq Scan" not in plan


def test_a_filter_leaves_out_the_rest_and_is_kept_under_its_name(desk, work, three):
    """Saved filters come back on the next page."""
    claims.claim(work.ref(three[0]), actor_of(desk.back), at=timezone.now())
    assert numbers(desk.back.get(INBOX, {"held": "mine"})) == [number(three[0], work)]
    desk.back.post(f"{INBOX}filters/", {"tab": "accepted", "held": "mine", "name": "我的"})
    page = desk.back.get(INBOX)
    assert page.context["saved"] == {"我的": "tab=accepted&held=mine"}


def actor_of(client):
    """Return who sits at a browser."""
    return client.get(INBOX).context["desk"].actor


def test_several_cases_are_claimed_at_once_and_another_one_s_stays(desk, work, three, sit):
    """BCK-10: claimed; what somebody else holds is named and stays."""
    other = sit(Post.BACK, "other-back")
    claims.claim(work.ref(three[0]), actor_of(other), at=timezone.now())
    sent = {"refs": [work.ref(url) for url in three], "do": "claim", "tab": "accepted"}
    page = desk.back.post(f"{INBOX}bulk/", sent, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "此件已由其他工作人员认领",
        "已认领 2 件",
    ]


def test_nothing_in_bulk_decides_a_case(desk, work, three):
    """BCK-10: another word than the three is refused."""
    sent = {"refs": [work.ref(three[0])], "do": "decide"}
    assert desk.back.post(f"{INBOX}bulk/", sent).status_code == 422


def test_the_list_is_exported_with_people_masked(desk, work, three):
    """BCK-10: a workbook of what the page shows."""
    answer = desk.back.post(f"{INBOX}bulk/", {"do": "export", "tab": "accepted"})
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert len(rows) == 4
    assert {row[4] for row in rows[1:]} == {"示*"}


def test_fifty_rows_weigh_less_than_sixty_kilobytes(desk, work, three):
    """BCK-01: the page with three rows, and forty-seven times what one more adds."""
    page = desk.back.get(INBOX).content.decode()
    row = page[page.index("<tr id=") : page.index("</tr>", page.index("<tr id="))]
    assert len(page.encode()) + 47 * len(row.encode()) < 60 * 1024


def test_a_supervisor_sees_the_cases_of_every_authority_of_the_division(desk, work, three, sit):
    """The list of the division, of another office than the supervisor's own."""
    centre = work.bureau("xiuwen-centre", short_name="中心", paper_word="修政", window="001")
    eye = sit(Post.SUPERVISOR, office=centre.id)
    assert len(numbers(eye.get(INBOX, {"tab": "accepted"}))) == 3


def test_the_chief_sees_on_one_page_what_waits(desk, work, three, authority):
    """CHF-01: signature, lamps that are yellow or red, asks, exceptions, who is there."""
    version = publish(authority.id, name="急件登记", base_code="000101001009", promised={"n": 1})
    urgent = work.received(desk.front, version.item.code, materials=[*BOTH], accept=True)
    words = desk.chief.get("/desk/").content.decode()
    for part in ("待签", "红黄灯", "延期申请", "异常", "今日窗口在岗", "前台 1 人（不足）"):
        assert part in words
    assert number(urgent, work) in words
    assert number(three[0], work) not in words
