"""The worked examples of the law (L6), each as it stands there, 2026 with its make-up days."""

import pytest

from .playing import ALL, Story, accepted, defects

AUTUMN_NOTICE = defects("form", "permit", "lease", "plan")


def _noticed() -> Story:
    """Return a case whose one-time notice of four defects was served on 2026-09-21."""
    story = Story().submit("2026-09-21 09:00", "form")
    return story.do("notify", "2026-09-21 10:00", defects=AUTUMN_NOTICE)


def test_received_on_friday_before_a_make_up_saturday_is_told_by_thursday():
    """L6.1: Saturday 10-10 is worked, so it is day 1 and the term ends on Thursday 10-15."""
    assert Story().submit("2026-10-09 15:00").due("notice") == "2026-10-15"


def test_silence_until_the_make_up_saturday_has_not_yet_accepted():
    """L6.2: the last day is Saturday 10-10, to its last second."""
    story = Story().submit("2026-09-28 10:00", "form")
    assert story.due("notice") == "2026-10-10"
    assert story.wait("2026-10-10 23:59:59").course.stage == "received"


def test_silence_past_the_last_day_accepts_as_of_the_day_of_receipt():
    """L6.2: from 10-11 00:00 accepted as of 09-28; the statutory 20 days end on 10-30."""
    story = Story().submit("2026-09-28 10:00", "form").wait("2026-10-11 00:00")
    shown = (story.course.stage, str(story.course.accepted_on), story.due("statutory"))
    assert shown == ("accepted", "2026-09-28", "2026-10-30")


def test_silence_is_marked_as_deemed_and_raised_as_an_exception():
    """H4.6: the authority that forgot has accepted, and somebody hears of it."""
    story = Story().submit("2026-09-28 10:00", "form").wait("2026-10-11 00:00")
    assert story.course.deemed and story.raised == ["R01"]


def test_submitted_online_on_a_holiday_counts_from_that_day_but_works_later():
    """L6.3: received 10-03 at 23:59:59; day 1 is 10-08; told by 10-13."""
    story = Story().submit("2026-10-03 23:59:59", channel="online")
    assert (str(story.course.received_on), story.due("notice")) == ("2026-10-03", "2026-10-13")


def test_corrected_online_in_the_last_second_is_in_time():
    """L6.4: notice served 09-21, ten days; 10-12 23:59:59 is in time, accepted as of 10-12."""
    story = _noticed().do("correct", "2026-10-12 23:59:59", materials=ALL)
    story.do("accept", "2026-10-13 09:00")
    assert (str(story.course.accepted_on), story.last.clause) == ("2026-10-12", "H4.7")


def test_three_of_four_corrected_on_the_last_day_closes_at_midnight():
    """L6.5: partly corrected is not corrected; closed at 10-13 00:00, with its paper."""
    story = _noticed().do("correct", "2026-10-12 23:59:59", materials=ALL[:3])
    assert story.course.stage == "correction"
    story.wait("2026-10-13 00:00")
    assert (story.course.stage, story.papers) == ("closed", ["L4.13"])


@pytest.mark.parametrize(("term", "day"), [("promised", "2026-10-19"), ("statutory", "2026-11-02")])
def test_days_used_before_a_special_procedure_stay_used(term, day):
    """L6.6: five days used, the procedure 09-21 to 10-12 not counted."""
    story = accepted("2026-09-14 09:00").do("special", "2026-09-21 09:00", days=15)
    story.do("special_done", "2026-10-12 16:00")
    assert story.due(term) == day


@pytest.mark.parametrize("days", [3, 10, 11, 15])
def test_a_special_procedure_longer_than_the_promise_is_one_exception(days):
    """L6.6: told or only turned out: raised once; it is still valid."""
    story = accepted("2026-09-14 09:00").do("special", "2026-09-21 09:00", days=days)
    story.do("special_done", "2026-10-12 16:00")
    assert story.raised == ["R12"] and story.course.pauses[0].last


def _overlapping() -> Story:
    """Return a case of 2026-09-01 whose two special procedures overlapped."""
    story = accepted("2026-09-01 09:00").do("special", "2026-09-03 09:00", kind="expert", days=5)
    story.do("special", "2026-09-08 09:00", kind="testing", days=6)
    story.do("special_done", "2026-09-09 16:00", kind="expert")
    return story.do("special_done", "2026-09-15 16:00", kind="testing")


@pytest.mark.parametrize(("term", "day"), [("promised", "2026-09-28"), ("statutory", "2026-10-16")])
def test_overlapping_special_procedures_count_their_common_days_once(term, day):
    """L6.7: 09-03..09-09 and 09-08..09-15 together are nine working days."""
    assert _overlapping().due(term) == day


def test_the_clock_stays_stopped_until_the_last_procedure_ends():
    """L6.7: one of two has ended; no limit runs yet."""
    story = accepted("2026-09-01 09:00").do("special", "2026-09-03 09:00", kind="expert", days=5)
    story.do("special", "2026-09-08 09:00", kind="testing", days=6)
    story.do("special_done", "2026-09-09 16:00", kind="expert")
    assert (story.course.clock, story.due("statutory")) == ("stopped", None)


def test_forty_five_days_from_the_first_of_july_end_on_the_second_of_september():
    """L6.8: the length of a joint case; its departments come with a later part."""
    from_july = Story().calendar.add(accepted("2026-07-01 09:00").course.received_on, 45)
    assert str(from_july) == "2026-09-02"
