"""Delegations at the desk: given, seen, taken back; separation of duty holds (L3.2, CHF-05)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from yizhan.cases import queries
from yizhan.law.words import Post
from yizhan.papers import queries as papers
from yizhan.places import delegations

from .staff import PASSWORD, REVIEWED, bureau, employ, signed_in

DAY = timedelta(days=1)
BOTH = ["plan", "photo"]


@pytest.fixture
def pair(desk, sit, authority, today):
    """Return the desks of the posts, a head, and a second chief-to-be of the back office."""
    desk.head = sit(Post.HEAD)
    desk.deputy = employ(Post.GOVERNMENT, "deputy", authority.id)
    desk.held = desk.chief.get(reverse("desk:home")).context["desk"].held
    desk.today = today
    return desk


def gives(client, pair, user, /, **changed):
    """Return the answer to a delegation that was filled in, for today and tomorrow."""
    days = {"since": str(pair.today), "until": str(pair.today + DAY)}
    who = {"posting": pair.held.id, "user": user.pk, "reason": "出差", "pin": PASSWORD}
    return client.post(reverse("desk:deputies"), {**who, **days, **changed})


def given(pair):
    """Return the delegations of the chief."""
    return delegations.listed(pair.held)


def standing_in(user):
    """Return the browser of a deputy who has switched to the chief's post."""
    client = signed_in(user)
    others = client.get(reverse("desk:home")).context["desk"].others
    chief = next(one for one in others if one.post is Post.CHIEF)
    client.post(reverse("desk:switch"), {"posting": chief.id})
    return client


def test_a_chief_delegates_for_days_and_both_see_it(pair):
    """CHF-05: to whom, from when to when, why, by whom; the deputy has the post at once."""
    assert gives(pair.chief, pair, pair.deputy).status_code == 302
    page = pair.chief.get(reverse("desk:deputies")).content.decode()
    assert "示例政府负责人" in page or pair.deputy.name in page
    assert "出差" in page
    client = standing_in(pair.deputy)
    assert "受示例首席代表委托" in client.get(reverse("desk:home")).content.decode()
    assert "您没有可以委托的岗位" in client.get(reverse("desk:deputies")).content.decode()


def test_the_head_delegates_for_a_chief_who_is_away(pair):
    """L3.2: and stands on record as who did."""
    assert gives(pair.head, pair, pair.deputy).status_code == 302
    assert [(one.by, one.principal) for one in given(pair)] == [("示例机关负责人", "示例首席代表")]


@pytest.mark.parametrize(
    ("field", "days", "says"),
    [("since", -1, "不能早于今天"), ("until", -1, "早于开始日期")],
)
def test_days_that_cannot_be_are_refused_beside_their_field(pair, field, days, says):
    """L3.2: nothing is delegated afterwards."""
    page = gives(pair.chief, pair, pair.deputy, **{field: str(pair.today + days * DAY)})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert given(pair) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"reason": " "}, "请填写委托原因"),
        ({"until": ""}, "请填写终止日期"),
        ({"posting": "999999"}, "请从列表中选择委托的岗位"),
        ({"user": "999999"}, "请从列表中选择受委托人"),
        ({"pin": "wrong"}, "密码或动态码不对"),
        ({"pin": ""}, "请填写登录密码或动态码"),
    ],
)
def test_a_delegation_with_a_fault_is_not_given_and_says_which(pair, changed, says):
    """G-05, CHF-02: the power to sign is given with password or code only."""
    page = gives(pair.chief, pair, pair.deputy, **changed)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert given(pair) == []


def test_nobody_delegates_to_themselves_nor_twice_for_the_same_days(pair):
    """L3.2: the rule behind the form."""
    assert gives(pair.chief, pair, pair.chief.staff).status_code == 422
    gives(pair.chief, pair, pair.deputy)
    assert gives(pair.chief, pair, pair.deputy).status_code == 409
    assert len(given(pair)) == 1


@pytest.mark.parametrize("who", ["front", "back"])
def test_another_post_neither_sees_nor_gives_delegations(pair, who):
    """H2.4: 403 with the clause."""
    client = getattr(pair, who)
    page = gives(client, pair, pair.deputy)
    assert page.status_code == 403
    assert "H2.4" in page.content.decode()
    assert client.get(reverse("desk:deputies")).status_code == 403


def test_a_delegation_is_taken_back_at_once(pair):
    """L3.2: the next request of the deputy has the post no more; the record stays."""
    gives(pair.chief, pair, pair.deputy)
    client = standing_in(pair.deputy)
    url = reverse("desk:deputy_revoke", args=[given(pair)[0].id])
    assert pair.chief.post(url).status_code == 302
    assert client.get(reverse("desk:home")).context["desk"].post is not Post.CHIEF
    assert "已收回" in pair.chief.get(reverse("desk:deputies")).content.decode()
    assert pair.chief.post(url).status_code == 409


def test_a_delegation_of_another_authority_is_as_missing_as_none(pair, sit):
    """T3: foreign like missing."""
    gives(pair.chief, pair, pair.deputy)
    far = bureau("xiuwen-linye", short_name="林业局", paper_word="修林", window="017")
    head = sit(Post.HEAD, login="far-head", office=far.id)
    pages = [
        head.post(reverse("desk:deputy_revoke", args=[one])) for one in (given(pair)[0].id, 999_999)
    ]
    assert [one.status_code for one in pages] == [404, 404]
    assert given(pair)[0].revoked_at is None


def signs(client, url, work):
    """Return the answer to a grant that was read and signed."""
    sent = {**work.form(client, url, "grant"), "facts": "材料齐全"}
    draft = client.post(f"{url}draft/grant/", sent)
    if "attempt" not in (draft.context or {}):
        return draft
    token = draft.context["attempt"].token
    return client.post(f"{url}sign/grant/", {**sent, "token": token, "pin": PASSWORD})


@pytest.fixture
def waiting(pair, work):
    """Return the page of a case that waits for its decision."""
    url = work.received(pair.front, pair.item.item.code, materials=BOTH, accept=True)
    assert work.press(pair.back, url, "review", **REVIEWED).status_code == 302
    return url


@pytest.mark.parametrize(("who", "says"), [("front", "由您收件或者受理"), ("back", "由您审查")])
def test_who_received_or_reviewed_does_not_sign_as_a_deputy(pair, work, waiting, who, says):
    """L3.2: the person, not the post; the page says who may."""
    gives(pair.chief, pair, getattr(pair, who).staff)
    page = signs(standing_in(getattr(pair, who).staff), waiting, work)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "没有经办过本件" in page.content.decode()
    assert work.stage(waiting) == "review"


def test_a_deputy_of_a_chief_who_reviewed_does_not_sign(pair, work, waiting, authority):
    """L3.2: what the chief may not do, nobody does for the chief."""
    work.appoint(pair.back.staff.pk, Post.CHIEF, authority.id)
    reviewer = signed_in(pair.back.staff)
    held = reviewer.get(reverse("desk:home")).context["desk"].others
    chief = SimpleNamespace(
        held=next(one for one in held if one.post is Post.CHIEF), today=pair.today
    )
    gives(pair.head, chief, pair.deputy)
    page = signs(standing_in(pair.deputy), waiting, work)
    assert page.status_code == 422
    assert "由委托人审查" in page.content.decode()


def test_a_deputy_with_clean_hands_signs_and_each_paper_says_for_whom(pair, work, waiting):
    """CHF-05: decision and certificate; and the chief may still sign the others."""
    gives(pair.chief, pair, pair.deputy)
    assert signs(standing_in(pair.deputy), waiting, work).status_code == 302
    case = queries.stored_case(work.ref(waiting))
    words = f"{pair.deputy.name}（代示例首席代表），受首席代表示例首席代表委托"
    found = [one for one in papers.papers_of(case.division, case.id) if words in str(one.content)]
    assert case.stage == "granted"
    assert len(found) == 2
