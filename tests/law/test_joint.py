"""Joint approval (H4.8, H5.3, L2.7, L3.4): pushed once, answered by each, decided from all."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhan.law.item import Department
from yizhan.law.refusals import Incomplete, Unlawful, WrongPost, WrongStage
from yizhan.law.words import Post, Stage

from .playing import FIRE, JOINT, REFUSAL, TOWN, Story, accepted

DAY = "2026-07-01 09:00"


def pushed() -> Story:
    """Return a joint case that was accepted and pushed to fire and town."""
    return accepted(DAY, JOINT)


def answered(*agrees: bool) -> Story:
    """Return a joint case in which the departments answered in their order."""
    story = pushed()
    for part, agree in zip((FIRE, TOWN), agrees, strict=False):
        story.do("opinion", DAY, unit=part.unit, agree=agree, reasons="不符合消防要求")
    return story


def test_acceptance_pushes_the_case_to_each_other_department_at_once():
    """H4.8: one collection, one push sheet, the stage says joint."""
    story = pushed()
    assert story.course.stage is Stage.JOINT
    assert [part.unit for part in story.course.parts] == ["fire", "town"]
    assert story.papers == ["L4.3", "L4.15"]


def test_acceptance_by_silence_pushes_the_case_too():
    """H4.6, H4.8: nobody has to remember; the departments' time runs from then."""
    story = Story(JOINT).submit("2026-07-01 09:00").wait("2026-07-20 09:00")
    assert story.course.stage is Stage.JOINT and story.course.deemed
    assert {part.pushed_at.date().isoformat() for part in story.course.parts} == {"2026-07-09"}


def test_every_department_answers_in_its_own_promised_time():
    """H5.3, L2.7: five days for one, the item's fifteen for the other; the first end shows."""
    assert pushed().due("part") == "2026-07-08"


def test_silence_of_a_department_is_escalated_once_each_and_never_consent():
    """L2.7, L6: both silent ones are raised; the statutory end stays 2 September."""
    story = pushed()
    assert story.due("statutory") == "2026-09-02"
    story.wait("2026-09-02 10:00")
    assert story.raised.count("R02") == 2
    assert all(part.agree is None for part in story.course.parts)
    with pytest.raises(Unlawful) as no:
        story.do("decide", "2026-09-02 11:00")
    assert (no.value.clause, no.value.exceptions) == ("L3.4", ("R15",))


@pytest.mark.parametrize("said", list(product([True, False, None], repeat=2)))
def test_a_grant_needs_every_opinion_and_each_to_agree(said):
    """L3.4: any department that is silent or against stops the grant."""
    story = pushed()
    for part, agree in zip((FIRE, TOWN), said, strict=True):
        if agree is not None:
            story.do("opinion", DAY, unit=part.unit, agree=agree, reasons="理由")
    if said == (True, True):
        assert story.do("decide", DAY).course.stage is Stage.GRANTED
        return
    with pytest.raises(Unlawful):
        story.do("decide", DAY)


@pytest.mark.parametrize("departments", [2, 3, 12])
def test_two_to_twelve_departments_decide_together(departments):
    """H4.8: each is pushed to and answers; the grant waits for the very last of them."""
    units = [Department(f"d{n}", f"部门{n}") for n in range(departments)]
    story = accepted(DAY, replace(JOINT, departments=tuple(units)))
    *others, last = [part.unit for part in story.course.parts]
    assert [*others, last] == [one.unit for one in units[1:]]
    for unit in others:
        story.do("opinion", DAY, unit=unit, agree=True)
    with pytest.raises(Unlawful):
        story.do("decide", DAY)
    story.do("opinion", DAY, unit=last, agree=True).do("decide", DAY)
    assert story.course.stage is Stage.GRANTED


def test_one_refusing_department_refuses_with_its_reasons():
    """L3.4: the refusal carries that department's name and words, without waiting for others."""
    story = answered(False)
    said = {name: value for name, value in REFUSAL.items() if name != "reasons"}
    story.do("decide", DAY, grant=False, **said)
    assert story.course.stage is Stage.REFUSED
    refusal = story.last.papers[-1].says
    assert refusal["reasons"] == "消防救援局不同意：不符合消防要求"
    assert story.papers == ["L4.15", "L4.10"]


def test_the_lead_cannot_refuse_before_anybody_has_answered():
    """R15: a decision without all opinions, and none against."""
    with pytest.raises(Unlawful):
        answered(True).do("decide", DAY, grant=False, **REFUSAL)


def test_a_department_answers_once_and_gives_reasons_when_it_disagrees():
    """H5.3: no second opinion; L3.4: no disagreement without reasons."""
    with pytest.raises(Incomplete):
        pushed().do("opinion", DAY, unit="fire", agree=False)
    with pytest.raises(WrongStage):
        answered(True).do("opinion", DAY, unit="fire", agree=True)


def test_a_foreign_department_has_no_opinion_and_a_member_no_decision():
    """H5.3: only those to whom it was pushed; the lead alone decides."""
    with pytest.raises(WrongPost):
        pushed().do("opinion", DAY, unit="police", agree=True)
    with pytest.raises(WrongPost):
        answered(True, True).do("decide", DAY, unit="fire")


def test_the_extension_of_a_joint_case_is_fifteen_days_by_the_head_of_government():
    """L2.6, ALL 42: the authority's own head is the wrong approver (R13)."""
    with pytest.raises(WrongPost) as no:
        pushed().do("extend", DAY, Post.HEAD)
    assert no.value.exceptions == ("R13",)
    story = pushed().do("extend", DAY, Post.GOVERNMENT)
    assert story.course.extension == 15
    with pytest.raises(WrongPost):
        accepted(DAY).do("extend", DAY, Post.GOVERNMENT)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["fire", "town", "lead"]), st.booleans()), max_size=8))
def test_in_any_order_of_opinions_and_decisions_no_grant_lacks_an_opinion(acts):
    """L3.4: whatever the order, a granted case has two agreeing opinions."""
    story = pushed()
    for who, yes in acts:
        try:
            if who == "lead":
                story.do("decide", DAY, grant=yes, **({} if yes else REFUSAL))
            else:
                story.do("opinion", DAY, unit=who, agree=yes, reasons="理由")
        except (Unlawful, WrongStage):
            continue
    if story.course.granted:
        assert [part.agree for part in story.course.parts] == [True, True]
