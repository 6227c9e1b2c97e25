"""Acts that may be taken back for ten seconds (CNT-11): held, undone, taken once, never lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from yizhan.cases import held, queries
from yizhan.law.words import Post

BOTH = ["plan", "photo"]
WAIT = timedelta(seconds=10)


@pytest.fixture(autouse=True)
def _ten_seconds(settings):
    """Let decisions wait as they do in a hall."""
    settings.DESK_UNDO_SECONDS = 10


@pytest.fixture
def pressed(desk, work):
    """Return the page of a case whose acceptance was pressed a moment ago."""
    return work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)


def later(seconds=11):
    """Return a moment after the time to undo."""
    return timezone.now() + timedelta(seconds=seconds)


def act_of(work, url):
    """Return the act that waits on the case of a page."""
    return held.open_on(work.ref(url))


def lines(work, url):
    """Return the steps in the journal of a case."""
    return [line["step"] for line in queries.journal(work.ref(url))]


def test_a_pressed_decision_issues_nothing_while_it_may_be_taken_back(desk, work, pressed):
    """CNT-11: no line, no paper, no message."""
    assert lines(work, pressed) == ["submit"]
    assert desk.front.get(pressed).context["case"].papers == ()


def test_an_undone_decision_leaves_the_case_as_it_was(desk, work, pressed):
    """CNT-11: as if never pressed, also when the worker comes by afterwards."""
    act = act_of(work, pressed)
    assert desk.front.post(reverse("desk:undo", args=[act.id])).status_code == 302
    assert held.take_due(later()) == 0
    assert lines(work, pressed) == ["submit"]


def test_the_worker_takes_what_a_closed_browser_left(desk, work, pressed):
    """CNT-11: never lost."""
    assert held.take_due(later()) == 1
    assert work.stage(pressed) == "accepted"


def test_nothing_is_taken_before_its_time(desk, work, pressed):
    """CNT-11: the worker leaves the clerk the ten seconds."""
    assert held.take_due(timezone.now()) == 0


def test_a_decision_is_taken_once_by_page_and_worker_together(desk, work, pressed):
    """L3.10: one line, whoever comes second."""
    act = act_of(work, pressed)
    desk.front.post(reverse("desk:now", args=[act.id]))
    held.take_due(later())
    assert lines(work, pressed) == ["submit", "accept"]


def test_what_was_taken_cannot_be_undone(desk, work, pressed):
    """CNT-11: afterwards a correction is an act on record."""
    act = act_of(work, pressed)
    held.take_due(later())
    page = desk.front.post(reverse("desk:undo", args=[act.id]))
    assert page.status_code == 409
    assert work.stage(pressed) == "accepted"


def test_what_came_of_it_is_told_once_on_the_clerks_next_page(desk, work, pressed):
    """CNT-11: the clerk may be with the next customer by then."""
    held.take_due(later())
    first, second = (desk.front.get(reverse("desk:intake")).content.decode() for _ in range(2))
    assert "决定受理通知书" in first
    assert "决定受理通知书" not in second


def test_a_decision_that_the_law_no_longer_allows_is_told_as_not_done(desk, work, pressed):
    """L3.10: somebody else was faster; nothing is forced, nothing is silent."""
    view = queries.stored_case(work.ref(pressed))
    order = held.Order(
        ref=view.ref, label="收件", steps=(("receipt", {}),), seen=0, key="someone-else"
    )
    held.perform(order, clerk(desk), at=timezone.now())
    held.take_due(later())
    assert "没有办成" in desk.front.get(reverse("desk:home")).content.decode()


def clerk(desk):
    """Return the front desk's clerk as the door sees one."""
    return desk.front.get(reverse("desk:home")).context["desk"].actor


def test_another_decision_waits_until_the_first_is_settled(desk, work, pressed):
    """CNT-11: one act at a time on a case."""
    page = desk.front.post(f"{pressed}receipt/", {"key": "b" * 32})
    assert page.status_code == 409


def test_a_decision_pressed_twice_is_held_once(desk, work, pressed):
    """L3.10: the same form sent again."""
    again = work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)
    assert again == pressed
    assert len(held.open_of(desk.front.staff.pk)) == 1


def test_a_decision_at_the_end_of_the_day_does_not_wait(desk, work):
    """CNT-11: nobody loses a day to the undo."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH)
    view = queries.case_for(clerk(desk), work.ref(url), timezone.now())
    night = timezone.localtime(view.at).replace(hour=23, minute=59, second=55)
    order = held.Order(
        ref=view.ref, label="受理", steps=(("accept", {}),), seen=view.case.version, key="k"
    )
    held.press(order, clerk(desk), at=night, wait=WAIT)
    assert work.stage(url) == "accepted"


def test_a_clerk_who_has_lost_the_post_meanwhile_takes_nothing(desk, work, pressed, monkeypatch):
    """T6: rights are read when the act is taken."""
    monkeypatch.setattr(held.places, "postings_of", lambda *_: [])
    held.take_due(later())
    assert lines(work, pressed) == ["submit"]


def test_nobody_undoes_the_act_of_another(desk, work, pressed, sit):
    """T1: an act belongs to the clerk who pressed it."""
    other = sit(Post.FRONT, "second-front")
    assert other.post(reverse("desk:undo", args=[act_of(work, pressed).id])).status_code == 409
    assert act_of(work, pressed) is not None
