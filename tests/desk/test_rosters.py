"""The roster of a shared window at the desk (值守): who stands when, swaps, the day (H2.6)."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from yizhan.cases import queries
from yizhan.law.windows import Gap
from yizhan.law.words import Post
from yizhan.places import duty, rosters
from yizhan.places.windows import Duty

from .staff import REVIEWED, bureau, publish, signed_in
from .window import DAY, agreed, put, seen, sends, sent_to, standing


def test_who_is_called_back_loses_the_turns_after_the_last_day(staffed, today):
    """H2.6: the way to replace somebody; what was stood stays."""
    for day in (today, today + DAY):
        put(staffed, staffed.front, day)
    said = {"posting": staffed.sent[staffed.front.pk], "on": str(today)}
    answer = sent_to(staffed.head, "stay", staffed.window, staffed.stay, "recall", **said)
    assert answer.status_code == 302, answer.content.decode()
    assert [one.day for one in duty.turns(staffed.window, today, today + DAY)] == [today]


def test_nobody_is_called_back_for_a_day_that_has_passed(staffed, today):
    """H2.6: who stood yesterday did stand there."""
    said = {"posting": staffed.sent[staffed.front.pk], "on": str(today - DAY)}
    page = sent_to(staffed.head, "stay", staffed.window, staffed.stay, "recall", **said)
    assert page.status_code == 422
    assert "过去的值守不能更改" in page.content.decode()


def test_the_centre_lets_the_departments_take_turns_and_the_holes_are_gone(staffed, today):
    """H2.6, R23: the holes are seen before the day, raised, and closed when they are filled."""
    rosters.raise_holes(timezone.now())
    before = staffed.centre.get(staffed.url)
    assert "值守有缺口" in before.content.decode()
    assert "R23" in before.content.decode()
    answer = sent_to(staffed.centre, "roster", staffed.window, "fill", first=str(today), days=30)
    assert answer.status_code == 302
    after = staffed.centre.get(staffed.url)
    assert after.context["lacking"] == []
    rosters.raise_holes(timezone.now())
    assert duty.open_holes(staffed.window) == []


def test_a_department_does_not_plan_for_all(staffed, today):
    """H2.5: turns of all departments are the centre's to give."""
    page = sent_to(staffed.head, "roster", staffed.window, "fill", first=str(today), days=5)
    assert page.status_code == 403
    assert "H2.5" in page.content.decode()
    assert not Duty.objects.exists()


def test_a_day_without_a_chief_says_so_in_the_list_and_in_the_workbook(staffed, today):
    """H2.6: the hole stands beside the name."""
    day = next(one.day for one in duty.table(seen(staffed), today) if one.working)
    put(staffed, staffed.front, day)
    found = next(one for one in duty.table(seen(staffed), today) if one.day == day)
    assert found.gaps == (Gap.NO_CHIEF,)
    assert "没有首席代表" in staffed.head.get(staffed.url).content.decode()
    answer = staffed.head.get(reverse("desk:roster_export", args=[staffed.window]))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    row = next(one for one in rows if one[0] == str(day))
    assert row[3:] == ("示例后台（市场监督管理局）", "没有首席代表")


@pytest.mark.parametrize("days", [-1, 9999])
def test_nobody_is_put_on_a_day_that_is_past_or_outside_the_sending(hall, today, days):
    """H2.6: the roster is made ahead, within the days of the sending."""
    hall.sent, stay = {}, agreed(hall)
    sends(hall, stay, hall.front, Post.FRONT, today - DAY, until=str(today + 30 * DAY))
    posting = seen(hall).stays[0].members[0].posting_id
    said = {"posting": posting, "day": str(today + days * DAY)}
    assert sent_to(hall.head, "roster", hall.window, "put", **said).status_code == 422
    assert not Duty.objects.exists()


def test_the_same_turn_twice_is_a_conflict(staffed, today):
    """H2.6: a posting has one turn a day."""
    put(staffed, staffed.front, today)
    said = {"posting": staffed.sent[staffed.front.pk], "day": str(today)}
    page = sent_to(staffed.head, "roster", staffed.window, "put", **said)
    assert page.status_code == 409
    assert "已经排班" in page.content.decode()


def test_a_turn_is_taken_off_but_not_one_that_has_passed(staffed, today):
    """H2.6: who did stand stays on record."""
    turn = put(staffed, staffed.front, today)
    past = Duty.objects.create(
        window_id=staffed.window, posting_id=staffed.sent[staffed.front.pk], day=today - DAY
    )
    kept = sent_to(staffed.head, "roster", staffed.window, "off", turn=past.pk)
    assert kept.status_code == 422
    assert sent_to(staffed.head, "roster", staffed.window, "off", turn=turn).status_code == 302
    assert list(Duty.objects.values_list("pk", flat=True)) == [past.pk]


def test_two_people_swap_and_the_page_keeps_who_when_and_why(staffed, today):
    """H2.6: the record of swaps."""
    first, second = put(staffed, staffed.front, today), put(staffed, staffed.second, today + DAY)
    said = {"first": first, "second": second, "reason": "孩子发烧"}
    answer = sent_to(staffed.head, "roster", staffed.window, "swap", **said)
    assert answer.status_code == 302
    rows = duty.turns(staffed.window, today, today + DAY)
    assert [one.user_id for one in rows] == [staffed.second.pk, staffed.front.pk]
    page = staffed.head.get(staffed.url).content.decode()
    assert "调换记录" in page
    assert "孩子发烧" in page


@pytest.mark.parametrize("fault", ["reason", "post", "self", "past"])
def test_a_swap_that_may_not_be_changes_nothing(staffed, today, fault):
    """H2.6: no reason, chief with clerk, a turn with itself, a day that has passed."""
    first, second = put(staffed, staffed.front, today), put(staffed, staffed.second, today + DAY)
    said = {"first": first, "second": second, "reason": "有事"}
    if fault == "post":
        said["second"] = put(staffed, staffed.chief, today + DAY)
    said |= {"reason": {"reason": ""}, "self": {"second": first}}.get(fault, {})
    if fault == "past":
        Duty.objects.filter(pk=first).update(day=today - DAY)
    before = set(Duty.objects.values_list("posting", "day"))
    page = sent_to(staffed.head, "roster", staffed.window, "swap", **said)
    assert page.status_code in {404, 422}
    assert set(Duty.objects.values_list("posting", "day")) == before
    assert duty.swaps(staffed.window) == []


def test_who_stands_today_has_the_post_today_and_not_tomorrow(
    staffed, window_clerk, today, monkeypatch
):
    """H2.6: the roster of the day alone gives the post at the window."""
    place = seen(staffed).authority.id
    assert window_clerk.get(reverse("desk:intake")).status_code == 200
    assert standing(staffed.second, place) is None
    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert standing(staffed.front, place) is None


def test_the_window_takes_in_for_the_department_whose_back_office_reviews(
    staffed, window_clerk, sit, work, authority
):
    """H2.5: front accepts for all, back reviews by department, the window hands over."""
    code = staffed.item.item.code
    found = window_clerk.get(reverse("desk:intake") + "?q=小餐饮")
    assert found["Location"] == reverse("desk:receive", args=[code])
    url = work.received(window_clerk, str(code), materials=["plan", "photo"], accept=True)
    case = queries.stored_case(work.ref(url))
    assert (case.authority_id, case.stage) == (authority.id, "accepted")
    assert work.press(window_clerk, url, "hand_over").status_code == 302
    back = signed_in(staffed.second)
    assert work.press(back, url, "review", **REVIEWED).status_code == 302
    assert work.stage(url) == "review"


def test_the_window_does_not_take_in_what_no_department_brought(staffed, window_clerk, authority):
    """H2.5: only what the centre has agreed to."""
    other = publish(authority.id, base_code="000101001078", name="没有进驻的事项")
    url = reverse("desk:receive", args=[other.item.code])
    assert window_clerk.get(url).status_code == 404


def test_a_department_that_is_not_at_the_window_sees_no_case_of_it(
    staffed, window_clerk, sit, work
):
    """T3: the case is the department's alone."""
    url = work.received(window_clerk, str(staffed.item.item.code), materials=["plan", "photo"])
    forestry = bureau(
        "xiuwen-linye", name="修文县林业局", short_name="林业局", window="017", paper_word="修林"
    )
    back = sit(Post.BACK, login="forestry-back", office=forestry.id)
    assert back.get(url).status_code == 404


def test_who_was_not_sent_is_not_called_back(staffed, today):
    """H2.6: the list holds those who were sent, and a stay is its own department's."""
    said = {"posting": 999999, "on": str(today)}
    page = sent_to(staffed.head, "stay", staffed.window, staffed.stay, "recall", **said)
    assert page.status_code == 422
    said["posting"] = staffed.sent[staffed.front.pk]
    page = sent_to(staffed.centre, "stay", staffed.window, staffed.stay, "recall", **said)
    assert page.status_code == 404
