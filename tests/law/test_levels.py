"""Two levels (H4.9, H4.10, L2.4, L2.8): the lower's part, the higher's part, each by its clock."""

from datetime import date

import pytest

from yizhan.law.calendar import Calendar
from yizhan.law.refusals import Unlawful, WrongPost
from yizhan.law.words import Post, Stage

from .playing import BELOW, PASSED_ON, RULES, Story, accepted

DAY = "2026-03-02 09:00"


def sent_up() -> Story:
    """Return a case whose first review is done."""
    return accepted(DAY, BELOW).do("first_review", "2026-03-05 09:00")


def test_the_preliminary_opinion_goes_up_and_the_higher_level_decides():
    """H4.9: an opinion as paper; then the higher chief signs without asking anything again."""
    story = sent_up()
    assert (story.course.stage, story.papers) == (Stage.FIRST_REVIEW, ["L4.8"])
    assert story.do("decide", "2026-03-06 09:00").course.stage is Stage.GRANTED


def test_the_lower_level_decides_nothing_after_it_has_sent_the_case_up():
    """H4.9: each level in its own part."""
    with pytest.raises(WrongPost):
        sent_up().do("decide", "2026-03-06 09:00", unit="")
    with pytest.raises(WrongPost):
        accepted(DAY, BELOW).do("first_review", DAY, unit="city")


def test_the_higher_level_cannot_ask_for_what_was_sent():
    """L3.5, H4.9: refused and raised as R16."""
    with pytest.raises(Unlawful) as no:
        sent_up().do("ask", "2026-03-06 09:00", Post.BACK, materials=["form"])
    assert (no.value.clause, no.value.exceptions) == ("H4.9", ("R16",))


def test_below_twenty_days_run_and_above_the_limit_starts_on_arrival():
    """L2.4: 2 March + 20 below; 5 March + 20 above."""
    assert accepted(DAY, BELOW).due("statutory") == "2026-03-30"
    assert sent_up().due("statutory") == "2026-04-02"


def test_the_higher_level_counts_by_its_own_calendar():
    """L1.7: a day off above moves only what runs above."""
    story = sent_up()
    story.calendar = Calendar(off=frozenset({date(2026, 3, 20)}))
    assert story.due("statutory") == "2026-04-03"


def test_a_late_first_review_is_an_exception_of_its_own():
    """R09, not R04: the higher limit has not begun."""
    assert accepted(DAY, BELOW).wait("2026-04-01").raised == ["R03", "R09"]


def test_forwarding_gives_the_receipt_below_and_acceptance_above():
    """H4.10: the receipt with the forwarding; accepted as of its arrival."""
    story = Story(PASSED_ON).submit(DAY).do("forward", "2026-03-03 09:00")
    assert (story.course.stage, story.papers) == (Stage.FORWARDED, ["L4.1"])
    story.do("accept", "2026-03-03 10:00")
    assert (story.last.clause, story.course.accepted_on) == ("H4.10", date(2026, 3, 3))


def test_the_level_that_only_forwards_accepts_nothing():
    """H4.10: not even by silence; what is late is the forwarding (L2.8, R09)."""
    story = Story(PASSED_ON).submit(DAY)
    with pytest.raises(Unlawful):
        story.do("accept", DAY)
    story.wait("2026-03-12")
    assert (story.course.stage, story.raised) == (Stage.RECEIVED, ["R09"])


def test_above_silence_accepts_as_of_the_arrival():
    """H4.6, H4.10: nobody waits longer because it came from below."""
    story = Story(PASSED_ON).submit(DAY).do("forward", "2026-03-03 09:00").wait("2026-03-20")
    assert (story.course.stage, story.course.accepted_on) == (Stage.ACCEPTED, date(2026, 3, 3))


def test_what_is_incomplete_is_not_sent_up():
    """H4.6, H4.10: the window completes the materials first."""
    with pytest.raises(Unlawful):
        Story(PASSED_ON).submit(DAY, "form").do("forward", DAY)


def test_an_item_of_one_level_is_neither_reviewed_first_nor_forwarded():
    """H4.9, H4.10: this level decides itself."""
    for step in ("first_review", "forward"):
        story = accepted(DAY) if step == "first_review" else Story(RULES).submit(DAY)
        with pytest.raises(Unlawful):
            story.do(step, DAY)
