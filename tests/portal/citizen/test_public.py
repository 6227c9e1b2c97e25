"""What strangers learn of a case: by its two numbers, or once the decision is public."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from yizhan.accounts.models import Person
from yizhan.cases import codes
from yizhan.cases.models import Case
from yizhan.law.words import Post

Clerk = Callable[..., None]
NOON = timezone.now().replace(second=1)


@pytest.fixture
def anybody() -> Client:
    """Return the browser of a stranger."""
    return Client()


@pytest.fixture
def public(clerk: Clerk) -> None:
    """Publish the decision."""
    clerk(Post.FRONT, "accept")
    clerk(Post.BACK, "review", finding="符合条件")
    clerk(Post.CHIEF, "decide", grant=True)
    clerk(Post.BACK, "publish")


def test_number_and_code_show_how_the_case_stands(anybody: Client, case: Case) -> None:
    """P-17: state, holder, lamp in words; the name masked, the number as typed with spaces."""
    number = " ".join(case.number[at : at + 4] for at in range(0, len(case.number), 4))
    said = {"number": number.lower(), "code": case.query_code.lower()}
    page = anybody.post("/track/", said).content.decode()
    assert "正常办理中" in page
    assert "市场监督管理局" in page
    assert "张*" in page
    assert "张示例" not in page


def test_wrong_code_tells_nothing_of_the_number(anybody: Client, case: Case) -> None:
    """T1: a right number with a wrong code and a wrong number get the same words."""
    answers = [
        anybody.post("/track/", {"number": number, "code": "AAAAAA"}).content.decode()
        for number in (case.number, case.number[:-2] + "00")
    ]
    assert all("编号或者查询码不对" in page for page in answers)
    assert case.item_name not in answers[0]


def test_sixth_wrong_try_within_a_minute_has_to_wait(
    anybody: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P-17: five tries a minute from one address, then words and 429, even for the right pair."""
    monkeypatch.setattr("yizhan.portal.views_track.timezone.now", lambda: NOON)
    wrong = {"number": "1", "code": "A"}
    assert {anybody.post("/track/", wrong).status_code for _ in range(5)} == {422}
    right = {"number": case.number, "code": case.query_code}
    answer = anybody.post("/track/", right)
    assert answer.status_code == 429
    assert "1 分钟后再试" in answer.content.decode()


@pytest.mark.usefixtures("public")
def test_published_decision_names_no_person_in_clear(anybody: Client, case: Case) -> None:
    """H5.6, G-18: item, decision, date, number; the name masked, no identity number."""
    assert "张*" in anybody.get("/results/").content.decode()
    ref = codes.ref(case.division, case.id)
    page = anybody.get(f"/results/{ref}/").content.decode()
    assert "准予许可决定书" in page
    for private in ("张示例", case.applicant_id_masked, case.number, case.query_code):
        assert private not in page


def test_unpublished_decision_is_not_to_be_found(anybody: Client, case: Case) -> None:
    """H5.6: nothing is public before it was published."""
    assert "还没有公开的决定" in anybody.get("/results/").content.decode()
    assert anybody.get(f"/results/{codes.ref(case.division, case.id)}/").status_code == 404


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("item=食品经营", True),
        ("item=烟花", False),
        ("name=张", False),
        ("since=2020-01-01", True),
        ("until=2020年1月1日", False),
    ],
)
def test_search_of_decisions_narrows_by_each_condition(
    anybody: Client, query: str, found: bool
) -> None:
    """P-22: item, date; the name of a person is no way to find out who applied."""
    page = anybody.get(f"/results/?{query}").content.decode()
    assert ("食品经营许可（新办）</a>" in page) is found


@pytest.mark.usefixtures("public")
def test_decision_is_found_by_the_number_of_its_paper(anybody: Client, case: Case) -> None:
    """P-22: year and serial are enough, as people read them from a notice."""
    year = case.number[9:13]
    page = anybody.get(f"/results/?number=修市监准〔{year}〕{case.serial:06d}号").content.decode()
    assert "食品经营许可（新办）</a>" in page


@pytest.mark.usefixtures("public")
def test_decision_on_a_child_is_never_shown(anybody: Client, case: Case, as_owner: None) -> None:
    """H5.6, L3.11: whoever was under age when it was decided stays out of the list."""
    Person.objects.filter(pk=case.applicant).update(born="2020-01-01")
    assert "张*" not in anybody.get("/results/").content.decode()
    assert anybody.get(f"/results/{codes.ref(case.division, case.id)}/").status_code == 404


def test_day_that_is_none_is_explained(anybody: Client, county: None) -> None:
    """G-05: the words beside the field say how a day is written."""
    answer = anybody.get("/results/?since=昨天")
    assert answer.status_code == 422
    assert answer.content.decode().count("决定日期从不是日期") == 2
