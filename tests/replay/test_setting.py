"""What surrounds a case in a story: who may be named, and what makes a file no scenario."""

import pytest

from yizhan.replay.faults import NoScenario
from yizhan.replay.player import play
from yizhan.replay.scenario import parse

DIVISION = "520123000000"
STORY = """title: 场景
station: 大龙村便民服务站
item: {name: 高龄津贴, type: "05", certificate: none, materials: [{id: form, name: 申请表}]}
staff: {王审查: {post: back}}
places: {甲街道: "520123901000"}
mandate: {actions: [submit]}
steps:
  - {at: 2026-03-02 09:00, do: errand, mode: whole, materials: [form]}
  - {at: 2026-03-02 10:00, as: 王审查, do: fetch, materials: [form]}
"""
FAULTS = {
    "line 8: mode: unknown": STORY.replace("mode: whole", "mode: magic"),
    "line 8: actions: unknown": STORY.replace("mode: whole", "actions: [fly]"),
    "line 8: since: a date": STORY.replace("mode: whole", "since: soon"),
    "line 8: hour: ": STORY.replace("mode: whole", "hour: noon"),
    "line 8: as: unknown": STORY.replace("station: 大龙村便民服务站", "note: 没有站点"),
    "line 8: paper: unknown": STORY.replace("mode: whole", "paper: whole"),
    "line 9: as: unknown": STORY.replace("as: 王审查", "as: back"),
    "line 4: 王审查: post": STORY.replace("post: back", "post: applicant"),
    "line 4: salary: unknown": STORY.replace("post: back", "post: back, salary: 1"),
    "line 4: staff: 没有“县外机关”": STORY.replace("post: back", "post: back, of: 县外机关"),
    "line 4: staff: a mapping": STORY.replace("{王审查: {post: back}}", "[王审查]"),
    "line 5: places: 甲街道": STORY.replace("520123901000", "520123"),
    "line 6: actions: known are": STORY.replace("[submit]", "[fly]"),
    "line 6: items: a list": STORY.replace("actions: [submit]", "items: 高龄津贴"),
    "line 6: mandate: 委托期限": STORY.replace(
        "[submit]", "[submit], since: 2026-03-02, until: 2026-03-01"
    ),
    "line 3: name: promised": STORY.replace("type:", "promised: 30, type:"),
}


def played(text):
    """Return the outcome, clause and state of each step of a text."""
    lines = play(parse(text, division=DIVISION), "a.yaml")
    return [(line["outcome"], line["clause"], line["state"]) for line in lines]


@pytest.mark.django_db
@pytest.mark.parametrize(("says", "text"), FAULTS.items(), ids=FAULTS.keys())
def test_a_setting_that_makes_no_sense_names_line_and_key(says, text):
    """Nothing is played; a person finds the fault where it stands."""
    with pytest.raises(NoScenario) as fault:
        played(text)
    assert says in str(fault.value)


@pytest.mark.django_db
def test_the_story_that_the_faults_are_made_of_can_be_told():
    """Each fault above is the only one of its file."""
    assert played(STORY) == [("done", "H7.3", "received"), ("refused", "L3.5", "received")]


STRAY = {
    "do: approve_change, as: 王审查": ("refused", "L5", None),
    "do: end_mandate, as: front": ("refused", "L4.16", None),
    "do: arrive": ("refused", "H7.3", None),
    "do: arrive, as: 王审查": ("refused", "H7.3", None),
    "do: errand, as: 王审查": ("refused", "H2.7", None),
    "do: roster, as: 王审查, person: 王审查, on: 2026-03-02": ("refused", "H2.5", None),
    "do: answer_stay, as: 王审查": ("refused", "H2.5", None),
    "do: answer_stay, as: 王审查, of: 县外机关": ("refused", "H7.1", None),
    "do: send, as: 王审查, person: 张三": ("refused", "H2.6", None),
    "do: propose_change, as: 王审查, merge: 甲街道, into: 乙街道": ("refused", "L5", None),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "shown"), STRAY.items(), ids=STRAY.keys())
def test_a_step_beside_the_case_that_nothing_prepared_is_refused_and_no_crash(step, shown):
    """A refused step is a result."""
    text = STORY[: STORY.index("  - ")] + f"  - {{at: 2026-03-02 09:00, {step}}}\n"
    assert played(text) == [shown]


@pytest.mark.django_db
def test_staff_by_name_without_a_post_on_the_day_can_do_nothing():
    """H2.1: the post ended the day before."""
    text = STORY.replace("post: back", "post: back, until: 2026-03-02")
    later = text.replace("2026-03-02 10:00", "2026-03-03 10:00")
    assert played(later)[1] == ("refused", "H2.1", "received")
