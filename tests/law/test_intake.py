"""Intake and correction: what the window must answer (H4.1 to H4.7, L3.1, L3.3, L3.5)."""

from dataclasses import replace
from datetime import date

import pytest

from yizhan.law.act import Act
from yizhan.law.clauses import clause
from yizhan.law.conduct import begin
from yizhan.law.refusals import Invalid, NotFound, Refusal, WrongPost
from yizhan.law.words import Need, Post, Source

from .playing import ALL, FORM, PERMIT, RULES, Story, accepted, defects, moment

AT = "2026-03-02 09:00"
SHARED = replace(
    RULES,
    materials=(
        FORM,
        replace(PERMIT, source=Source.GOVERNMENT),
        replace(PERMIT, id="photo", need=Need.LATER),
    ),
)


def _refused(story, step, at=AT, **said):
    """Return the clause by which a step is refused."""
    with pytest.raises(Refusal) as refused:
        story.do(step, at, **said)
    return refused.value.clause


def test_staff_do_not_apply_in_the_name_of_a_person():
    """Only the applicant or an agent hands in (L3.11)."""
    with pytest.raises(WrongPost):
        begin(Act(step="submit", post=Post.FRONT, at=moment(AT)))


@pytest.mark.parametrize(
    ("born", "post", "lets"),
    [
        ("2012-03-02", Post.APPLICANT, True),
        ("2012-03-03", Post.APPLICANT, False),
        ("2012-03-03", Post.AGENT, True),
    ],
)
def test_a_child_under_fourteen_acts_through_a_guardian(born, post, lets):
    """L3.11: fourteen on the day is old enough."""
    said = {"channel": "window", "born": date.fromisoformat(born)}
    act = Act(step="submit", post=post, at=moment(AT), said=said)
    try:
        begin(act)
    except Refusal as refusal:
        assert (refusal.clause, lets) == ("L3.11", False)  # noqa: PT017 - both ways in one table
    else:
        assert lets


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"form": (1, 0), "plan": (0, 2)}, [("form", 1, 0), ("plan", 0, 2)]),
        ({}, []),
        ({"plan": (0, 0)}, None),
        ({"plan": (-1, 2)}, None),
        ({"plan": (100, 0)}, None),
        ({"lease": (1, 0)}, None),
    ],
)
def test_what_the_window_counts_is_what_was_handed_in(counts, told):
    """L4.1: a number for what is held, and one that can be; else nothing begins."""
    said = {"channel": "window", "materials": ("form", "plan"), "counts": counts}
    act = Act(step="submit", post=Post.APPLICANT, at=moment(AT), said=said)
    if told is None:
        with pytest.raises(Invalid) as refused:
            begin(act)
        assert refused.value.clause == "L4.1"
    else:
        found = begin(act).course.counts
        assert [(one.material, one.originals, one.copies) for one in found] == told


def test_a_complete_case_is_accepted_as_of_the_day_of_intake_whenever_the_window_says_so():
    """H4.5: three days later is still the day of intake."""
    story = Story().submit(AT).do("accept", "2026-03-05 09:00")
    assert (str(story.course.accepted_on), story.last.clause) == ("2026-03-02", "H4.5")


def test_what_government_issued_is_not_owed_by_the_applicant():
    """L3.5: complete without the licence that sharing supplies."""
    assert Story(SHARED).submit(AT, "form").do("accept", AT).course.stage == "accepted"


def test_what_the_situation_calls_for_replaces_the_list():
    """A person whose situation needs the plan owes the plan alone."""
    story = Story().submit(AT, "plan", needed=("plan",)).do("accept", AT)
    assert story.course.accepted_on is not None


@pytest.mark.parametrize(
    ("materials", "clause_id"), [(["permit"], "L3.5"), (["form"], "L3.1"), (["deed"], "L3.1")]
)
def test_nothing_shared_or_handed_in_or_unheard_of_is_asked_for(materials, clause_id):
    """L3.1, L3.5: only what may follow later can be reminded of."""
    assert _refused(Story(SHARED).submit(AT, "form"), "ask", materials=materials) == clause_id


def test_what_may_follow_later_can_be_asked_for():
    """容缺后补: a reminder, no stop and no paper."""
    story = Story(SHARED).submit(AT, "form").do("ask", AT, materials=["photo"])
    assert story.papers == [] and story.course.stage == "received"


def test_mending_on_the_spot_ends_with_the_day():
    """H4.4: the next morning it is no correction on the spot."""
    story = Story().submit(AT, "form").do("mend", "2026-03-02 23:59", materials=ALL)
    assert _refused(story, "mend", "2026-03-03 00:00", materials=ALL) == "H4.4"


def test_a_notice_after_silence_has_accepted_is_refused_by_the_clause_of_silence():
    """H4.6: too late is too late."""
    story = Story().submit("2026-03-02 09:00", "form")
    assert _refused(story, "notify", "2026-03-10 00:00") == "H4.6"


def test_a_notice_after_the_corrected_case_was_accepted_is_a_second_one():
    """L3.1: and it is kept as an exception."""
    story = Story().submit(AT, "form").do("notify", AT).do("correct", AT, materials=("lease",))
    assert _refused(story.do("accept", AT), "notify") == "L3.1"


@pytest.mark.parametrize(
    ("row", "clause_id"),
    [(None, "L3.3"), ({"material": "form"}, "L4.2"), ({"material": "x", "problem": "y"}, "L4.2")],
)
def test_a_notice_without_a_full_row_cannot_be_issued(row, clause_id):
    """L3.3, L4.2: material, problem and remedy."""
    rows = [row] if row else []
    assert _refused(Story().submit(AT), "notify", defects=rows) == clause_id


def test_a_second_notice_sets_a_new_limit_for_what_is_still_defective():
    """L3.1: ten days from the second service."""
    story = Story().submit(AT, "form").do("notify", AT, defects=defects("lease", "plan"))
    story.do("correct", "2026-03-04 09:00", materials=("lease",))
    story.do("notify", "2026-03-05 09:00", defects=defects("lease"))
    assert (story.due("correction"), story.last.clause) == ("2026-03-19", "L3.1")


@pytest.mark.parametrize(
    "posted", ["2026-03-16", date(2026, 3, 16), moment("2026-03-16 18:00"), "2026-03-16 18:00"]
)
def test_a_posting_day_is_read_in_any_shape(posted):
    """L1.6: the day of completion is the day of arrival."""
    story = Story().submit(AT, "form").do("notify", AT)
    story.do("correct", "2026-03-18 09:00", materials=("lease",), posted=posted)
    assert str(story.do("accept", "2026-03-18 10:00").course.accepted_on) == "2026-03-18"


@pytest.mark.parametrize("posted", ["soon", "2026-03-19", True])
def test_a_posting_day_that_is_none_or_not_yet_here_is_refused(posted):
    """A letter cannot be posted after it has come."""
    story = Story().submit(AT, "form").do("notify", AT)
    with pytest.raises(Invalid):
        story.do("correct", "2026-03-18 09:00", materials=("lease",), posted=posted)


def test_a_case_accepted_by_silence_gets_its_notice_once():
    """H4.6: the day stands; a second acceptance notice is refused."""
    story = Story().submit("2026-03-02 09:00").do("accept", "2026-03-12 09:00")
    assert (story.last.clause, str(story.course.accepted_on)) == ("H4.6", "2026-03-02")
    assert _refused(story, "accept", "2026-03-12 10:00") == "H4.5"


def test_an_acceptance_notice_says_the_day_and_both_last_days():
    """L4.3."""
    says = accepted().last.papers[0].says
    assert (str(says["accepted_on"]), str(says["statutory_on"]), str(says["promised_on"])) == (
        "2026-03-02",
        "2026-03-30",
        "2026-03-16",
    )


def test_a_clause_that_no_text_has_is_not_found():
    """The public page of a clause answers in Chinese."""
    with pytest.raises(NotFound, match="Z9"):
        clause("Z9")
