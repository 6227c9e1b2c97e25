"""Decision and delivery (H5.4 to H5.6, H6.1, H4.1, W3, L3.2, L3.3, L3.9)."""

from dataclasses import replace

import pytest

from yizhan.law.refusals import Incomplete, Refusal
from yizhan.law.words import OnlineClass, Post

from .playing import REFUSAL, RULES, Story, decided, reviewed

AT = "2026-03-02 10:00"
ORIGINALS = replace(RULES, online=OnlineClass.ORIGINALS)
INSTANT = replace(RULES, instant=True)


def _refused(story, step, post=None, **said):
    """Return the clause by which a step is refused."""
    with pytest.raises(Refusal) as refused:
        story.do(step, AT, post, **said)
    return refused.value.clause


def _online(rules):
    """Return a case that was applied for online and granted."""
    story = Story(rules).submit("2026-03-02 09:00", channel="online").do("accept", AT)
    return story.do("review", AT).do("decide", AT)


@pytest.mark.parametrize("part", REFUSAL)
def test_a_refusal_without_any_of_its_grounds_and_remedies_is_not_issued(part):
    """L3.3: and the case stays under review."""
    story = reviewed()
    with pytest.raises(Incomplete) as refused:
        story.do("decide", AT, **{**REFUSAL, "grant": False, part: ""})
    assert (refused.value.clause, story.course.stage) == ("L3.3", "review")


@pytest.mark.parametrize(
    ("rules", "papers"),
    [(RULES, ["L4.9", "L4.11"]), (replace(RULES, certificate=None), ["L4.9"])],
)
def test_a_grant_carries_its_certificate_where_the_item_has_one(rules, papers):
    """H5.5."""
    assert decided(rules=rules).papers == papers


def test_a_certificate_that_is_to_follow_is_made_before_delivery():
    """H5.5, H6.1: the decision alone is not the result."""
    story = decided(certificate="later")
    assert (story.papers, _refused(story, "deliver")) == (["L4.9"], "H5.5")
    assert story.do("certify", AT).papers == ["L4.11"]


def test_nobody_certifies_what_has_no_certificate():
    """H5.5."""
    assert _refused(decided(rules=replace(RULES, certificate=None)), "certify") == "H5.5"


def test_only_an_instant_and_complete_case_is_finished_on_the_spot():
    """H4.1: without acceptance notice."""
    assert _refused(Story().submit(AT), "finish") == "H4.1"
    assert _refused(Story(INSTANT).submit(AT, "form"), "finish") == "H4.1"
    assert Story(INSTANT).submit(AT).do("finish", AT).papers == ["L4.9", "L4.11"]


def test_originals_are_checked_before_the_result_of_an_online_case_is_handed_over():
    """W3.1a."""
    story = _online(ORIGINALS)
    assert _refused(story, "deliver") == "W3.1a"
    assert story.do("originals", AT, ok=True).do("deliver", AT).course.stage == "delivered"


def test_originals_that_do_not_agree_must_be_described():
    """W3.1a: a bare no helps nobody."""
    assert _refused(_online(ORIGINALS), "originals", ok=False) == "W3.1a"


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ({"way": "pigeon"}, "H6.1"),
        ({"way": "post"}, "L4.12"),
        ({"way": "post", "tracking": " "}, "L4.12"),
    ],
)
def test_a_delivery_needs_a_known_way_and_by_post_its_number(said, clause):
    """H6.1, L4.12."""
    assert _refused(decided(), "deliver", **said) == clause


@pytest.mark.parametrize("online", OnlineClass)
def test_the_first_visit_beyond_the_class_is_an_exception_and_still_counts(online):
    """L3.9: zero, one, one, two."""
    story = Story(replace(RULES, online=online)).submit(AT)
    for _ in range(online.visits):
        story.do("visit", AT)
    assert story.raised == []
    assert story.do("visit", AT, purpose="collect").raised == ["R25"]


def test_a_visit_for_no_known_purpose_is_refused():
    """L3.9: why somebody came is part of the count."""
    assert _refused(Story().submit(AT), "visit", purpose="tea") == "L3.9"


@pytest.mark.parametrize(("online", "clause"), [("3.0", "W3.0"), ("3.1a", "W3.1a")])
def test_nobody_is_called_in_for_a_pre_review_that_the_class_does_not_have(online, clause):
    """W3.0, W3.1a."""
    story = Story(replace(RULES, online=OnlineClass(online))).submit(AT, channel="online")
    assert _refused(story, "prereview", visit_at="2026-03-03") == clause


def test_a_decision_is_published_once():
    """H5.6."""
    assert _refused(decided().do("publish", AT), "publish") == "H5.6"


@pytest.mark.parametrize("level", [0, 6, "", "good"])
def test_an_evaluation_is_one_of_five_levels(level):
    """L5."""
    assert _refused(decided(), "rate", level=level) == "L5"


def test_a_case_is_rated_and_once_more_and_never_again():
    """L5: the first word stays as it was said beside the second one."""
    story = decided().do("rate", AT, level=2).do("rate", AT, level=4)
    assert (story.course.rating, story.course.rerating) == (2, 4)
    assert _refused(story, "rate", level=5) == "L5"


@pytest.mark.parametrize(
    ("step", "said", "clause"),
    [("terminate", {"reason": ""}, "L4.14"), ("void", {"reason": ""}, "L3")],
)
def test_an_end_without_decision_gives_its_reason(step, said, clause):
    """L3, L4.14: entered by mistake or the object gone, it says so."""
    assert _refused(reviewed(), step, **said) == clause


def test_the_front_desk_never_decides_and_the_attempt_is_kept():
    """L3.2: R14; to decide is the chief representative's delegated power (H2.3)."""
    with pytest.raises(Refusal) as refused:
        reviewed().do("decide", AT, Post.FRONT)
    assert refused.value.logged and refused.value.exceptions == ("R14",)
