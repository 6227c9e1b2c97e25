"""Joint cases at the desk: the list, the matrix, the opinion, the lead's decision (BCK-08)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from stdnum.cn import uscc

from yizhan.law.words import Post

from .conftest import publish


def credit(first_17: str) -> str:
    """Return the credit code of a demo authority."""
    return first_17 + uscc.calc_check_digit(first_17)


@pytest.fixture
def joint(sit, authority, work):
    """Return the browsers of lead and member, and the page of a joint case that was accepted."""
    fire = work.bureau(
        "xiuwen-xiaofang",
        name="修文县消防救援局",
        short_name="消防救援局",
        paper_word="修消",
        uscc=credit("11520123XX0000028"),
        window="009",
    )
    parts = [{"code": one.code, "name": one.short_name} for one in (authority, fire)]
    item = publish(authority.id, departments=parts).item
    front, chief = sit(Post.FRONT), sit(Post.CHIEF)
    member = sit(Post.CHIEF, login="fire-chief", office=fire.id)
    url = work.received(front, str(item.code), materials=["plan", "photo"], accept=True)
    return front, chief, member, url


def test_the_list_of_shared_cases_says_when_there_is_nothing(sit):
    """An empty state with words (G-19)."""
    page = sit(Post.CHIEF).get(reverse("desk:shared"))
    assert "没有需要本机关参与的办件" in page.content.decode()


def test_a_department_finds_the_case_and_answers_with_the_presumption_before_its_eyes(joint, work):
    """H5.3: on the list, the note of the presumption, one act: the opinion."""
    _, _, member, url = joint
    assert work.ref(url) in member.get(reverse("desk:shared")).content.decode()
    page = member.get(url)
    assert "假定其他部门均已同意" in page.content.decode()
    assert [one.act.name for one in page.context["shown"]] == ["opinion"]
    assert work.press(member, url, "opinion", agree="yes").status_code == 302
    assert work.ref(url) not in member.get(reverse("desk:shared")).content.decode()


def test_a_disagreement_without_reasons_is_refused_and_the_choice_kept(joint, work):
    """L3.4, G-05: the clause, and nothing typed is lost."""
    _, _, member, url = joint
    page = work.press(member, url, "opinion", agree="no")
    assert page.status_code == 422 and "L3.4" in page.content.decode()


def test_the_lead_sees_the_matrix_and_cannot_grant_before_the_answer(joint, work):
    """BCK-08, L3.4: silence is shown as silence."""
    _, chief, _, url = joint
    page = chief.get(url)
    assert "尚未提出意见" in page.content.decode()
    assert [cell.name for cell in page.context["matrix"]] == ["消防救援局"]
    assert work.stage(url) == "joint"


def test_a_stranger_department_finds_nothing(joint, sit, work):
    """T1: neither on its list nor under its address."""
    other = work.bureau(
        "xiuwen-chengguan",
        name="修文县城市管理局",
        short_name="城市管理局",
        paper_word="修城",
        uscc=credit("11520123XX0000029"),
        window="010",
    )
    client = sit(Post.CHIEF, login="city-chief", office=other.id)
    assert client.get(joint[3]).status_code == 404


def test_the_list_runs_as_many_statements_for_twenty_cases_as_for_one(
    joint, django_assert_max_num_queries
):
    """No query count that grows with rows."""
    member = joint[2]
    member.get(reverse("desk:shared"))
    with django_assert_max_num_queries(12):
        member.get(reverse("desk:shared"), {"at": timezone.now().isoformat()})
