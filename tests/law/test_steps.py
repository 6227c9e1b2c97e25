"""The table of steps, exhausted: every step against every post and every stage (L3, L3.2)."""

import pytest

from yizhan.law.clauses import clauses
from yizhan.law.conduct import conduct
from yizhan.law.groups import UNDER_REVIEW
from yizhan.law.lapse import LAPSES
from yizhan.law.refusals import NotFound, Refusal, WrongPost, WrongStage
from yizhan.law.steps import STEPS, TABLE, label, open_to
from yizhan.law.words import OPEN, Post, Stage

from .playing import ALL, OWED, WAYS, Act, at_stage, moment

NOON = "2026-03-02 12:00"
EXTRA = {"correct": {"materials": ALL}, "originals": {"ok": True}, "mend": {"materials": ALL}}
WRONG_POSTS = [(s.name, post) for s in TABLE for post in Post if post not in s.by]
WRONG_STAGES = [(s.name, stage) for s in TABLE for stage in Stage if stage not in s.source]
OPEN_CELLS = [
    (step.name, stage, post)
    for step in TABLE
    for stage in sorted(step.source)
    for post in sorted(step.by)
    if (step.name, post) != ("extend", Post.HEAD if stage is Stage.JOINT else Post.GOVERNMENT)
]
SHUT = {
    "finish received": "H4.1",
    **{f"accept {stage}": "H4.5" for stage in sorted(UNDER_REVIEW)},
    "opinion special": "H5.3",
    "decide joint": "L3.4",
    **dict.fromkeys(("first_review accepted", "first_review review"), "H4.9"),
    **dict.fromkeys(("forward received", "forward correction"), "H4.10"),
    "accept correction": "H4.7",
    "notify correction": "L3.1",
    "correct closed": "H4.7",
    **dict.fromkeys(("prereview received", "prereview correction"), "L2.2"),
    **{f"ask {stage}": "L3.1" for stage in sorted(STEPS["ask"].source)},
    **{f"fetch {stage}": "L3.5" for stage in sorted(STEPS["fetch"].source)},
    **{f"pause {stage}": "H5.1" for stage in Stage},
    **{f"ask_hearing {stage}": "L2.12" for stage in sorted(STEPS["ask_hearing"].source)},
    **{f"record_hearing {stage}": "L4.7" for stage in sorted(STEPS["record_hearing"].source)},
    **{
        f"{name} {stage}": "H7.1"
        for name in ("hand_over", "send_result", "sign_for")
        for stage in sorted(STEPS[name].source)
    },
    "decide accepted": "H5.0",
    "decide special": "H5.2",
    "certify granted": "H5.5",
}
"""What a plain case is refused where the table lets the step be tried: the rule's own clause."""


def _taken(name, stage, post):
    """Return the course before, and what came of a step at a stage by a post."""
    story = at_stage(stage)
    said = {**OWED.get(name, {}), **EXTRA.get(name, {})}
    act = Act(step=name, post=post, at=moment(NOON), unit=story.in_charge, said=said)
    return story.course, conduct(story.course, act, story.rules, story.calendar)


@pytest.mark.parametrize(("name", "post"), WRONG_POSTS)
def test_a_post_that_may_not_take_a_step_is_refused_with_a_clause(name, post):
    """Whatever the stage: the post is asked first (H2.4, L3.2)."""
    stage = next(iter(sorted(STEPS[name].source)))
    with pytest.raises(WrongPost) as refused:
        _taken(name, stage, post)
    assert refused.value.clause in clauses() and post.label in refused.value.message


@pytest.mark.parametrize(("name", "stage"), WRONG_STAGES)
def test_a_step_at_a_stage_where_it_is_not_open_is_refused_with_a_clause(name, stage):
    """The person is told where the case stands and what to do (L3)."""
    with pytest.raises(Refusal) as refused:
        _taken(name, stage, min(STEPS[name].by))
    assert refused.value.clause in clauses() and refused.value.remedy


@pytest.mark.parametrize(
    ("name", "stage", "post"), [cell for cell in OPEN_CELLS if f"{cell[0]} {cell[1]}" not in SHUT]
)
def test_an_open_step_leads_where_the_table_says_and_issues_papers_of_its_row(name, stage, post):
    """Target stage, papers of the row, and ``issued`` grown exactly by them."""
    before, (after, outcomes) = _taken(name, stage, post)
    issued = tuple(issue.paper for issue in outcomes[-1].papers)
    assert after.stage in STEPS[name].target and set(issued) <= set(STEPS[name].papers)
    assert after.issued == (*before.issued, *issued)


@pytest.mark.parametrize(("cell", "clause"), SHUT.items())
def test_an_open_step_is_still_refused_by_the_rule_of_its_own_clause(cell, clause):
    """A plain case: not instant, handed in at the window, its notice not yet answered."""
    name, stage = cell.split()
    with pytest.raises(Refusal) as refused:
        _taken(name, Stage(stage), min(STEPS[name].by))
    assert refused.value.clause == clause


def test_a_refused_step_leaves_the_course_as_it_was():
    """The course is a value: nobody holds a half-changed one."""
    story = at_stage(Stage.RECEIVED)
    before = story.course
    with pytest.raises(WrongStage):
        story.do("review", NOON)
    assert story.course == before


def test_every_stage_can_be_reached_by_lawful_steps_alone():
    """A stage nobody can reach would be a dead word."""
    assert {stage: at_stage(stage).course.stage for stage in Stage} == {s: s for s in WAYS}


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_an_exit_or_is_an_end(stage):
    """An open case can always be moved by somebody; an ended one is never decided again."""
    exits = {target for step in TABLE if stage in step.source for target in step.target} - {stage}
    assert (stage in OPEN and exits) or stage.ended


def test_every_clause_and_paper_of_the_table_exists():
    """A mistyped id would reach the public."""
    known = clauses()
    ids = {i for s in TABLE for i in (s.clause, s.post_clause, s.otherwise or s.clause, *s.papers)}
    assert ids <= set(known)


def test_a_step_that_the_table_does_not_know_is_not_found():
    """Nothing outside the table can be done to a case."""
    with pytest.raises(NotFound, match="bless"):
        at_stage(Stage.RECEIVED).do("bless", NOON, Post.CHIEF)


@pytest.mark.parametrize("name", [*STEPS, *LAPSES, "submit"])
def test_every_step_and_every_act_of_time_has_an_official_word(name):
    """The journal speaks Chinese."""
    assert label(name) != name


def test_the_buttons_of_a_post_are_the_open_steps_that_lead_somewhere():
    """A step that is always refused, as stopping the clock, has no button."""
    names = {step.name for step in open_to(at_stage(Stage.ACCEPTED).course, Post.BACK)}
    assert {"review", "special", "ask"} <= names and "pause" not in names


def test_the_wrong_approver_and_the_wrong_decider_are_reported():
    """Their attempts raise R13 and R14 (L2.6, L3.2)."""
    assert (STEPS["extend"].trespass, STEPS["decide"].trespass) == (("R13",), ("R14",))
