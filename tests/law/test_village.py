"""Villages (乡镇村居): the four ways, the mandate on record, the seven stages (H7.2 to H7.5)."""

from datetime import timedelta

import pytest

from yizhan.law.refusals import Incomplete, Refusal
from yizhan.law.village import Errand, Milestone, Mode, Progress, again
from yizhan.law.words import OnlineClass, Paper, Post

from .playing import MANDATE, Story, moment

AT = "2026-03-02 10:00"
READY = {"entrusted": True, "booked": True, "asked_home": True}


def errand(mode, *, own=False, online=OnlineClass.ZERO, **ready):
    """Return an errand in a way, of an item of the station's own or of somebody above."""
    return Errand(mode=mode, own=own, online=online, **ready)


@pytest.mark.parametrize(
    "one",
    [
        errand(Mode.INSTANT, own=True),
        errand(Mode.WHOLE, entrusted=True),
        errand(Mode.COMPANION, booked=True, online=OnlineClass.ON_SITE),
        errand(Mode.HOME, own=True, asked_home=True),
        errand(Mode.HOME, asked_home=True),
    ],
)
def test_each_way_serves_what_the_standard_keeps_it_for(one):
    """H7.2 to H7.5: what the village decides, what is above it, who must appear, who cannot."""
    one.check()


@pytest.mark.parametrize(
    ("one", "clause"),
    [
        (errand(Mode.INSTANT, **READY), "H7.2"),
        (errand(Mode.WHOLE, own=True, **READY), "H7.3"),
        (errand(Mode.WHOLE, online=OnlineClass.ON_SITE, **READY), "H7.3"),
        (errand(Mode.WHOLE), "H7.3"),
        (errand(Mode.COMPANION), "H7.4"),
        (errand(Mode.HOME, own=True), "H7.5"),
    ],
)
def test_a_way_that_does_not_fit_is_refused_with_its_clause(one, clause):
    """Nothing above the village is done at once; nobody is replaced where the law wants them."""
    with pytest.raises(Refusal) as refused:
        one.check()
    assert refused.value.clause == clause
    assert refused.value.remedy


def test_a_mandate_on_record_issues_its_paper_with_all_that_it_must_say():
    """L4.16: principal, agent, items, actions, period."""
    story = Story().submit(AT).do("entrust", AT, Post.AGENT, **MANDATE)
    (issue,) = story.happened[-1].papers
    assert issue.paper is Paper.MANDATE
    assert issue.says["actions"] == "提交申请、补正材料、领取结果"
    assert (issue.says["principal"], issue.says["agent"]) == ("李示例", "卫帮办")


@pytest.mark.parametrize(
    ("wrong", "clause"),
    [
        ({"read_aloud": False}, "L4.16"),
        ({"signature": ""}, "L4.16"),
        ({"principal": " "}, "L4.16"),
        ({"actions": []}, "L4.16"),
        ({"actions": ["submit", "sell"]}, "L4.16"),
        ({"since": "soon"}, "L4.16"),
        ({"until": "2026-03-01"}, "L3.11"),
        ({"since": "2026-03-03"}, "L3.11"),
        ({"actions": ["collect"]}, "L3.11"),
    ],
)
def test_a_mandate_that_carries_nothing_is_refused_and_issues_nothing(wrong, clause):
    """Not read aloud, not signed, no power, out of its period: no paper."""
    story = Story().submit(AT)
    with pytest.raises(Refusal) as refused:
        story.do("entrust", AT, Post.AGENT, **MANDATE | wrong)
    assert refused.value.clause == clause
    assert "L4.16" not in story.course.issued


def test_staff_cannot_sign_for_the_person():
    """H7.3: the mandate is the person's; a clerk's post cannot put it on record."""
    with pytest.raises(Refusal):
        Story().submit(AT).do("entrust", AT, Post.FRONT, **MANDATE)


def test_the_ledger_knows_every_stage_from_what_happened():
    """委托 受理 办理 送达 归档 上报 回访, in this order, nothing typed twice."""
    moments = [moment(f"2026-03-{day:02} 10:00") for day in range(2, 8)]
    begun, accepted, ended, delivered, reported, revisited = moments
    reached = Progress(
        entrusted_at=begun,
        accepted_at=accepted,
        ended_at=ended,
        delivered_at=delivered,
        reported_at=reported,
        revisited_at=revisited,
    ).reached()
    assert [one.label for one in reached] == [
        "委托",
        "受理",
        "办理",
        "送达",
        "归档",
        "上报",
        "回访",
    ]
    assert list(reached.values()) == [
        begun,
        accepted,
        ended,
        delivered,
        delivered,
        reported,
        revisited,
    ]


def test_nothing_goes_to_the_files_before_its_result_is_delivered():
    """归档: what is owed to the person comes first; what ended without a result is filed then."""
    at = moment(AT)
    owed = Progress(entrusted_at=at, ended_at=at)
    assert owed.reached()[Milestone.FILED] is None
    closed = Progress(entrusted_at=at, ended_at=at, owed=False)
    assert closed.reached()[Milestone.FILED] == at


@pytest.mark.parametrize(("days", "warns"), [(0, True), (30, True), (31, False)])
def test_the_same_person_with_the_same_item_is_asked_about_for_a_month(days, warns):
    """VIL-10: a warning, never a refusal."""
    at = moment(AT)
    before = {"at": at - timedelta(days=days), "number": "示例1"}
    assert bool(again(before, at)) is warns
    assert again(None, at) == ""


def test_what_is_lacking_can_be_made_up_for():
    """A missing mandate or hour is incomplete, not unlawful: the record is kept and finished."""
    for one in (errand(Mode.WHOLE), errand(Mode.COMPANION), errand(Mode.HOME)):
        with pytest.raises(Incomplete):
            one.check()
