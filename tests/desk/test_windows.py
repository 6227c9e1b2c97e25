"""Shared windows at the desk (非常驻窗口): the wish, its answer, the people sent (H2.5, H2.6)."""

import pytest
from django.urls import reverse

from yizhan.law.windows import Consent
from yizhan.law.words import Level, Post
from yizhan.places import duty, halls

from .staff import bureau, publish
from .window import DAY, agreed, asked, centre, scrubbed, seen, sends, sent_to


def test_the_head_of_the_centre_opens_a_window_and_sees_who_asks_for_it(hall):
    """H2.5: the window is there at once; the wish waits for the centre with its items."""
    stay = asked(hall)
    listed = hall.centre.get(reverse("desk:windows")).content.decode()
    assert "政务服务中心综合窗口" in listed
    assert "等待同意" in listed
    page = hall.centre.get(hall.url).content.decode()
    assert "小餐饮登记" in page
    assert "办件少" in page
    assert reverse("desk:stay", args=[hall.window, stay, "answer"]) in page


def test_a_wish_needs_items_and_a_reason_and_keeps_what_was_typed(hall):
    """H2.5: nothing is asked for by an empty form."""
    page = sent_to(hall.head, "window_ask", hall.window, reason="办件少")
    assert page.status_code == 422
    words = page.content.decode()
    assert "请选择进驻的事项" in words
    assert "办件少" in words
    assert seen(hall).stays == ()


def test_a_wish_for_somebody_else_s_item_is_refused(hall):
    """H2.5: a department brings its own items only."""
    foreign = publish(hall.place.id, base_code="000101001077", name="中心自己的事项")
    said = {"items": [str(foreign.item_id)], "reason": "办件少"}
    assert sent_to(hall.head, "window_ask", hall.window, **said).status_code == 422
    assert seen(hall).stays == ()


def test_a_second_wish_beside_an_open_one_is_a_conflict(hall):
    """H2.5: one wish of a department at a window."""
    asked(hall)
    said = {"items": [str(hall.item.item_id)], "reason": "再申请"}
    page = sent_to(hall.head, "window_ask", hall.window, **said)
    assert page.status_code == 409
    assert "已申请" in page.content.decode()
    assert len(seen(hall).stays) == 1


def test_the_centre_declines_with_a_reason_and_the_department_may_ask_again(hall):
    """H2.5: no silent no; the department reads why, and finds the form again."""
    stay = asked(hall)
    silent = sent_to(hall.centre, "stay", hall.window, stay, "answer", agree="no")
    assert silent.status_code == 422
    assert "请说明理由" in silent.content.decode()
    sent_to(hall.centre, "stay", hall.window, stay, "answer", agree="no", says="办件较多")
    assert "办件较多" in hall.head.get(hall.url).content.decode()
    again = reverse("desk:window_ask", args=[hall.window])
    assert again in hall.head.get(reverse("desk:windows")).content.decode()
    asked(hall)
    assert [one.state for one in seen(hall).stays] == [Consent.DECLINED, Consent.ASKED]


def test_a_department_does_not_agree_to_its_own_wish(hall):
    """H2.5: the service centre alone answers; 403 with the clause."""
    stay = asked(hall)
    page = sent_to(hall.head, "stay", hall.window, stay, "answer", agree="yes")
    assert page.status_code == 403
    assert "H2.5" in page.content.decode()
    assert seen(hall).stays[0].state is Consent.ASKED


def test_a_wish_is_answered_once(hall):
    """H2.5: what the centre said stands."""
    stay = agreed(hall)
    page = sent_to(hall.centre, "stay", hall.window, stay, "answer", agree="no", says="改变主意")
    assert page.status_code == 409
    assert seen(hall).stays[0].state is Consent.AGREED


def test_nobody_is_sent_before_the_centre_agrees(hall, today):
    """H2.5: first the consent."""
    stay = asked(hall)
    page = sends(hall, stay, hall.chief, Post.CHIEF, today)
    assert page.status_code == 422
    assert "不能派员" in page.content.decode()
    assert seen(hall).stays[0].members == ()


def test_one_chief_and_one_more_person_must_be_sent(hall, today):
    """H2.6: the page says what is lacking until two people are there."""
    stay = agreed(hall)
    wanted = "应派一名首席代表和至少一名工作人员"
    sends(hall, stay, hall.chief, Post.CHIEF, today)
    sends(hall, stay, hall.chief, Post.FRONT, today)
    assert wanted in hall.head.get(hall.url).content.decode()
    sends(hall, stay, hall.front, Post.FRONT, today)
    assert wanted not in hall.head.get(hall.url).content.decode()


@pytest.mark.parametrize("until", [None, 30])
def test_a_second_chief_on_the_same_days_is_refused_whether_the_first_is_dated_or_not(
    hall, today, until
):
    """H2.6: one chief representative of a department at a window."""
    stay = agreed(hall)
    more = {"until": str(today + until * DAY)} if until else {}
    sends(hall, stay, hall.chief, Post.CHIEF, today, **more)
    page = sends(hall, stay, hall.second, Post.CHIEF, today + DAY)
    assert page.status_code == 409
    assert "已派首席代表" in page.content.decode()
    assert len(seen(hall).stays[0].members) == 1


def test_the_next_chief_may_follow_the_last_day_of_the_first(hall, today):
    """H2.6: one after the other is no second one."""
    stay = agreed(hall)
    sends(hall, stay, hall.chief, Post.CHIEF, today, until=str(today + DAY))
    assert sends(hall, stay, hall.second, Post.CHIEF, today + 2 * DAY).status_code == 302


@pytest.mark.parametrize(("since", "until"), [(0, -1), (-9999, None)])
def test_days_that_cannot_be_are_refused_when_somebody_is_sent(hall, today, since, until):
    """H2.6: an end before its beginning, a day before the person was of the department."""
    stay = agreed(hall)
    more = {"until": str(today + until * DAY)} if until else {}
    page = sends(hall, stay, hall.front, Post.FRONT, today + since * DAY, **more)
    assert page.status_code == 422
    assert seen(hall).stays[0].members == ()


def test_a_stranger_is_not_sent(hall, today):
    """H2.6: the list holds the department's own people, and so does the rule behind it."""
    stay = agreed(hall)
    page = sends(hall, stay, hall.centre.staff, Post.FRONT, today)
    assert page.status_code == 422
    assert "请从列表中选择人员" in page.content.decode()


@pytest.mark.parametrize("do", ["burn", "answer", "send", "recall"])
def test_a_stay_of_another_window_and_an_unknown_change_are_missing(hall, do):
    """T3: the number of a stay counts only at its own window."""
    stay = agreed(hall)
    other = int(sent_to(hall.centre, "window_open", name="二号窗口")["Location"].split("/")[-2])
    answer = sent_to(hall.centre, "stay", other, stay if do != "burn" else 999, do)
    assert answer.status_code == 404
    assert sent_to(hall.centre, "stay", hall.window, stay, "burn").status_code == 404
    assert sent_to(hall.centre, "roster", hall.window, "burn").status_code == 404


ROUTES = [
    ("get", "window", ()),
    ("get", "roster_export", ()),
    ("post", "window_ask", ()),
    ("post", "roster", ("put",)),
    ("post", "roster", ("swap",)),
    ("post", "stay", (1, "answer")),
    ("post", "stay", (1, "send")),
]


@pytest.mark.parametrize(("verb", "screen", "more"), ROUTES)
def test_a_window_of_another_county_answers_as_one_that_is_none(hall, sit, verb, screen, more):
    """T3: nobody learns which windows there are elsewhere."""
    far = bureau("kaiyang-office", division="520121000000", name="开阳县林业局", window="031")
    head = sit(Post.HEAD, login="far-head", office=far.id)
    foreign, none = (
        getattr(head, verb)(reverse(f"desk:{screen}", args=[window, *more]), {"reason": "x"})
        for window in (hall.window, 99999)
    )
    assert foreign.status_code in {404, 422}
    assert scrubbed(foreign, hall.window) == scrubbed(none, 99999)


@pytest.mark.parametrize("post", [Post.FRONT, Post.BACK, Post.SUPERVISOR])
def test_another_post_changes_no_roster_and_is_told_the_clause(hall, sit, post):
    """H2.4: 403, and the window as it was."""
    client = sit(post, login="other-post")
    page = sent_to(client, "window_ask", hall.window, reason="x")
    assert page.status_code == 403
    assert "H2.4" in page.content.decode()
    assert sent_to(client, "window_open", name="私设窗口").status_code == 403


def test_only_a_centre_opens_a_window_and_it_needs_a_name(hall):
    """H2.5, H2.7: the head of a bureau opens none."""
    assert sent_to(hall.head, "window_open", name="私设窗口").status_code == 422
    page = sent_to(hall.centre, "window_open", name=" ")
    assert page.status_code == 422
    assert "请填写窗口名称" in page.content.decode()
    assert len(duty.windows(hall.centre.get(hall.url).context["desk"].held)) == 1


def test_the_county_s_centre_sets_the_days_of_the_handover(hall, today):
    """H7.1: within its bounds, from today on; a bureau sets none."""
    assert sent_to(hall.centre, "handover_days", days=2).status_code == 302
    assert sent_to(hall.centre, "handover_days", days=99).status_code == 422
    refused = sent_to(hall.head, "handover_days", days=3)
    assert refused.status_code == 403
    assert "H7.1" in refused.content.decode()
    assert halls.handover_days("520123004000", today) == 2
    assert "<b>2</b>" in hall.head.get(reverse("desk:windows")).content.decode()


def test_a_township_s_centre_has_its_window_after_the_county_s_model(hall, sit):
    """H2.7: opened by its own head; the handover stays the county's to set."""
    town = centre(
        "xiuwen-zhazuo", division="520123004000", level=Level.TOWNSHIP, name="扎佐街道便民服务中心",
        window="048", paper_word="修扎便",
    )  # fmt: skip
    head = sit(Post.HEAD, login="town-head", office=town.id)
    assert sent_to(head, "window_open", name="乡镇综合窗口").status_code == 302
    assert sent_to(head, "handover_days", days=2).status_code == 403
    assert "乡镇综合窗口" in hall.head.get(reverse("desk:windows")).content.decode()
