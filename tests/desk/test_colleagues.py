"""What colleagues ask of each other, the checklist of materials, signing for somebody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from yizhan.cases import claims, queries
from yizhan.cases.queries import view
from yizhan.law.words import Post
from yizhan.papers import queries as papers

BOTH = ["plan", "photo"]
REVIEWED = {
    "meets_0": "符合",
    "meets_1": "符合",
    "evidence_0": "申请材料",
    "evidence_1": "申请材料",
    "finding": "符合条件。",
    "officers": "1",
}


@pytest.fixture
def accepted(desk, work):
    """Return the page of a case that was accepted."""
    return work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)


def holder(url, work):
    """Return the name of who holds the case of a page."""
    case = queries.stored_case(work.ref(url))
    return claims.holders([case], timezone.now())[case.id].user_id


def test_a_case_changes_hands_when_its_holder_agrees(desk, work, accepted, sit):
    """BCK-03: asked, seen by the holder, granted."""
    other = sit(Post.BACK, "other-back")
    desk.back.post(f"{accepted}claim/")
    other.post(f"{accepted}ask/", {"kind": "handover", "reason": "请假前已经看过"})
    assert "请假前已经看过" in desk.back.get("/desk/inbox/").content.decode()
    desk.back.post(f"{accepted}answer/", {"kind": "handover", "grant": "1"})
    assert holder(accepted, work) == other.staff.pk


def test_nobody_but_the_holder_gives_a_case_away(desk, work, accepted, sit):
    """BCK-03: who asks cannot grant."""
    other = sit(Post.BACK, "other-back")
    desk.back.post(f"{accepted}claim/")
    other.post(f"{accepted}ask/", {"kind": "handover", "reason": "急"})
    answer = other.post(f"{accepted}answer/", {"kind": "handover", "grant": "1"})
    assert answer.status_code == 422
    assert holder(accepted, work) == desk.back.staff.pk


def test_the_head_sees_who_asks_for_more_time_and_says_no_with_words(desk, work, accepted, sit):
    """CHF-01: 延期申请 on the first page; a no needs a reason."""
    head = sit(Post.HEAD)
    desk.back.post(f"{accepted}ask/", {"kind": "extension", "reason": "须实地核查"})
    assert "须实地核查" in head.get("/desk/").content.decode()
    assert head.post(f"{accepted}answer/", {"kind": "extension"}).status_code == 422
    head.post(f"{accepted}answer/", {"kind": "extension", "words": "可以按期"})
    assert "可以按期" in desk.back.get(accepted).content.decode()
    assert "须实地核查" not in head.get("/desk/").content.decode()


def test_the_conclusion_on_each_material_stands_in_the_opinion(desk, work, accepted):
    """BCK-04: noted beside the file, printed in the review opinion (L4.8)."""
    sent = {"material": "plan", "meets": "yes", "opinion": "尺寸清楚"}
    assert desk.back.post(f"{accepted}look/note/", sent).status_code == 302
    work.press(desk.back, accepted, "review", **REVIEWED)
    case = queries.stored_case(work.ref(accepted))
    opinion = papers.papers_of(case.division, case.id)[-1]
    assert "材料：场所平面图" in str(opinion.content)
    assert "尺寸清楚" in str(opinion.content)


def test_a_material_that_fails_is_noted_with_its_reason_only(desk, accepted):
    """BCK-04: a no without words changes nothing."""
    sent = {"material": "plan", "meets": "no", "opinion": ""}
    assert desk.back.post(f"{accepted}look/note/", sent).status_code == 422


def test_a_paper_signed_under_a_delegation_says_so(desk, work, accepted, sit):
    """CHF-05: by whom, from when to when."""
    work.press(desk.back, accepted, "review", **REVIEWED)
    held = desk.chief.get("/desk/").context["desk"].held
    delegate = sit(Post.GOVERNMENT)
    work.delegate(held.id, delegate.staff.pk)
    others = delegate.get(reverse("desk:inbox")).context["desk"].others
    chief = next(one for one in others if one.post is Post.CHIEF)
    delegate.post(reverse("desk:switch"), {"posting": chief.id})
    sent = {**work.form(delegate, accepted, "grant"), "facts": "材料齐全"}
    token = delegate.post(f"{accepted}draft/grant/", sent).context["attempt"].token
    delegate.post(f"{accepted}sign/grant/", {**sent, "token": token, "pin": work.password})
    case = queries.stored_case(work.ref(accepted))
    assert view(case, timezone.now()).stage == "granted"
    grant = next(one for one in papers.papers_of(case.division, case.id) if "准予" in one.title)
    assert "受首席代表示例首席代表委托（20" in str(grant.content)
