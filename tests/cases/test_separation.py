"""Separation of duty across delegations, through the one door (L3.2, CHF-05)."""

import pytest

from yizhan.cases import queries
from yizhan.cases.previews import drafts
from yizhan.cases.services import Request
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Post
from yizhan.papers.models import Paper

from .world import AT, REFUSAL, moment, snapshot

MANDATE = "受首席代表张示例委托（2026年3月1日至2026年3月5日）"


def decides(hall, ref, **who):
    """Return the answer to a decision signed by somebody in the chief's post."""
    asked = Request(ref=ref, step="decide", said={"grant": True})
    return hall.ask(asked, hall.actor(Post.CHIEF, **who))


@pytest.mark.parametrize("post", [Post.FRONT, Post.BACK])
@pytest.mark.parametrize("principal", ["", "u900"])
def test_who_accepted_or_reviewed_does_not_decide_as_chief_or_as_a_delegate(hall, post, principal):
    """L3.2: the person is asked, not the post; the case stays under review."""
    ref = hall.reviewed()
    with pytest.raises(Unlawful) as refusal:
        decides(hall, ref, id=hall.actor(post).id, principal=principal)
    assert refusal.value.clause == "L3.2"
    assert queries.stored_case(ref).stage == "review"


@pytest.mark.parametrize("post", [Post.FRONT, Post.BACK])
def test_a_delegate_of_who_accepted_or_reviewed_does_not_decide_either(hall, post):
    """L3.2: a delegate may do no more than the one who delegates."""
    ref = hall.reviewed()
    with pytest.raises(Unlawful, match="委托人"):
        decides(hall, ref, id="u901", principal=hall.actor(post).id)


def test_who_applied_does_not_decide_the_own_application(hall):
    """L3.2: the one who handed it in, at the window or online, had a hand in it."""
    ref = hall.reviewed()
    with pytest.raises(Unlawful):
        decides(hall, ref, id=hall.actor(Post.APPLICANT).id)


def test_the_attempt_is_kept_in_the_journal_and_issues_no_paper(hall):
    """R14: seen by the supervisor."""
    ref = hall.reviewed()
    before = snapshot(ref)
    with pytest.raises(Unlawful):
        decides(hall, ref, id=hall.actor(Post.BACK).id)
    line = queries.journal(ref)[-1]
    assert (line["refused"], line["exceptions"]) == (True, ["R14"])
    assert snapshot(ref)["Paper"] == before["Paper"]


def test_the_draft_of_such_a_decision_is_refused_before_anything_is_signed(hall):
    """CHF-02: the clerk reads it before the signature, and no attempt is kept for reading."""
    ref = hall.reviewed()
    before = snapshot(ref)
    asked = Request(ref=ref, step="decide", said={"grant": True})
    with pytest.raises(Unlawful):
        drafts(asked, hall.actor(Post.CHIEF, principal=hall.actor(Post.BACK).id), moment(AT))
    assert snapshot(ref) == before


@pytest.mark.parametrize("said", [{"grant": True}, REFUSAL])
def test_every_paper_that_a_delegate_signs_says_who_for_whom_and_until_when(hall, said):
    """CHF-05: the decision and its certificate; what others issued says nothing of it."""
    ref = hall.reviewed()
    before = list(Paper.objects.values_list("pk", flat=True))
    deputy = {"id": "u901", "name": "李示例", "mandate": MANDATE}
    who = hall.actor(Post.CHIEF, **deputy, principal="u900", principal_name="张示例")
    hall.ask(Request(ref=ref, step="decide", said=said), who)
    signed = [str(row.content) for row in Paper.objects.exclude(pk__in=before)]
    assert signed and all(f"李示例（代张示例），{MANDATE}" in one for one in signed)
    assert not any("代张示例" in str(row.content) for row in Paper.objects.filter(pk__in=before))


def test_the_journal_names_the_delegate_with_whom_they_signed_for(hall):
    """L3.10: who did what when, and in whose name."""
    ref = hall.reviewed()
    decides(hall, ref, id="u901", name="李示例", principal="u900", principal_name="张示例")
    assert queries.journal(ref)[-1]["actor_name"] == "李示例（代张示例）"
