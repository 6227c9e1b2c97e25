"""Any township of the county (H7.1): two halls and the competent authority, each with its clock."""

import pytest

from yizhan.law.course import Handover, Pickup
from yizhan.law.refusals import Unlawful, WrongPost, WrongStage
from yizhan.law.words import Stage

from .playing import Story

DAY = "2026-03-02 09:00"  # a Monday
HALL = Handover(unit="zhazuo", name="扎佐街道便民服务中心", days=1)
OTHER = Pickup(unit="liuguang", name="六广镇便民服务中心")


def taken_in(**said) -> Story:
    """Return a case that a hall of another township took in."""
    return Story().submit(DAY, handover=HALL, **said)


def decided(**said) -> Story:
    """Return a case that another hall took in, granted with its certificate."""
    story = taken_in(**said).do("hand_over", DAY, unit="zhazuo").do("accept", DAY)
    return story.do("review", DAY).do("decide", "2026-03-03 09:00")


def test_the_receiving_hall_accepts_and_the_competent_authority_handles():
    """H7.1: the front accepts for all, the back handles by kind; the day of intake stands."""
    story = taken_in().do("accept", DAY, unit="zhazuo").do("hand_over", DAY, unit="zhazuo")
    assert (story.course.stage, str(story.course.accepted_on)) == (Stage.ACCEPTED, "2026-03-02")
    assert story.do("review", DAY).do("decide", DAY).course.stage is Stage.GRANTED


def test_handing_over_gives_the_receipt_once_to_whoever_was_told_nothing():
    """L4.1: nobody leaves a hall without a paper, nobody gets two."""
    assert taken_in().do("hand_over", DAY, unit="zhazuo").papers == ["L4.1"]
    receipted = taken_in().do("receipt", DAY, unit="zhazuo")
    assert receipted.do("hand_over", DAY, unit="zhazuo").papers == []


@pytest.mark.parametrize(
    ("step", "unit", "handed"),
    [("accept", "", False), ("accept", "zhazuo", True), ("decide", "zhazuo", False)],
)
def test_a_step_in_the_wrong_hands_is_refused(step, unit, handed):
    """H7.1: before the handover the competent authority waits, after it the hall is done."""
    story = taken_in()
    if handed:
        story.do("hand_over", DAY, unit="zhazuo")
    with pytest.raises((WrongPost, WrongStage)) as refused:
        story.do(step, DAY, unit=unit)
    assert refused.value.clause == "H7.1"


def test_a_late_handover_is_the_hall_s_exception_and_costs_the_authority_no_promised_day():
    """H7.1, L2.5: due Tuesday; handed over on Thursday, ten days of the promise from then."""
    story = taken_in().do("accept", DAY, unit="zhazuo").wait("2026-03-05 08:00")
    assert (story.raised, story.due("promised")) == (["R09"], None)
    story.do("hand_over", "2026-03-05 09:00", unit="zhazuo")
    assert story.due("promised") == "2026-03-19"


def test_the_statutory_limit_counts_from_intake_and_bounds_the_promise():
    """L2.4: a matter between offices moves nothing against the person."""
    story = taken_in().do("accept", DAY, unit="zhazuo")
    story.do("hand_over", "2026-03-24 09:00", unit="zhazuo")
    assert (story.due("statutory"), story.due("promised")) == ("2026-03-30", "2026-03-30")


def test_silence_accepts_from_the_day_of_intake_though_the_case_lies_in_another_hall():
    """H4.6: five days from Monday; the fault is the hall's alone."""
    story = taken_in().wait("2026-03-10 00:00")
    assert (story.course.deemed, str(story.course.accepted_on)) == (True, "2026-03-02")
    assert story.raised == ["R09"]


def test_while_the_applicant_corrects_the_handover_waits():
    """H7.1: its day begins when the correction is complete."""
    story = taken_in().do("notify", DAY, unit="zhazuo")
    assert story.due("handover") is None
    story.do("correct", "2026-03-06 09:00", materials=["lease"])
    assert story.due("handover") == "2026-03-09"


def test_a_result_sent_to_another_hall_is_handed_out_there_once_signed_for():
    """H7.1, H6.1: not before, and not at the first counter any more."""
    story = decided(pickup=OTHER).do("send_result", "2026-03-04 09:00", unit="")
    with pytest.raises(Unlawful):
        story.do("deliver", "2026-03-04 10:00", unit="liuguang")
    with pytest.raises(Unlawful):
        story.do("deliver", "2026-03-04 10:00", unit="")
    story.do("sign_for", "2026-03-05 09:00", unit="liuguang")
    assert story.do("deliver", "2026-03-05 10:00", unit="liuguang").papers == ["L4.12"]


def test_a_result_goes_nowhere_without_a_hall_and_nowhere_twice():
    """H7.1: who has it is always known."""
    with pytest.raises(Unlawful):
        decided().do("send_result", "2026-03-04 09:00", unit="")
    story = decided(pickup=OTHER).do("send_result", "2026-03-04 09:00", unit="")
    with pytest.raises(WrongStage):
        story.do("send_result", "2026-03-04 09:00", unit="")
