"""Guardianships at the window (L3.11): recorded from both cards, seen on record, ended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from yizhan.accounts import queries, relations
from yizhan.law.mandates import Acting
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Post

WARD, GUARDIAN = (31, "20190101"), (32, "19900101")
ADULT, RULING = (33, "19600101"), {"ground": "incapacity", "document": "judgment"}
OTHER = (34, "19880101")


@pytest.fixture
def front(sit):
    """Return the browser of the front desk."""
    return sit(Post.FRONT)


@pytest.fixture
def typed(work):
    """Return a function that gives what is keyed in for a child and a parent."""

    def said(ward=WARD, guardian=GUARDIAN, **changes):
        """Return the form with some fields changed."""
        return {
            "ward_number": work.number(*ward),
            "ward_name": "示例小童",
            "guardian_number": work.number(*guardian),
            "guardian_name": "示例乙",
            "ground": "minor",
            "kin": "parent",
            "document": "household",
            "words": "示例户号1号",
            "since": "2019-01-01",
            **changes,
        }

    return said


@pytest.fixture
def sent(front, typed):
    """Return a function that sends a guardianship and returns the answer."""
    return lambda *args, **said: front.post(reverse("desk:register_guardian"), typed(*args, **said))


def acting(work, guardian=GUARDIAN, ward=WARD):
    """Return how the guardian may act for the ward today; None for not at all."""
    pair = (queries.find_person(work.number(*one)) for one in (guardian, ward))
    try:
        return queries.may_act_for(*pair, "000101001001", "submit", on=timezone.localdate())
    except Unlawful:
        return None


def ended(front, page, why="mistake", words="示例文书1号"):
    """Return the answer to ending the newest guardianship of a page."""
    (row, _), *_ = front.get(page).context["rows"]
    return front.post(f"{page}{row.id}/end/", {"why": why, "words": words})


def test_a_guardian_recorded_at_the_window_acts_for_the_child(sent, work):
    """L3.11: both cards, the kinship and the document in one go."""
    assert sent().status_code == 302
    assert acting(work) is Acting.GUARDIAN


def test_the_page_of_the_ward_lists_the_guardian_masked(front, sent, work):
    """G-18: neither name nor number in clear."""
    text = front.get(sent()["Location"]).content.decode()
    assert "户口簿" in text
    assert work.number(*GUARDIAN) not in text
    assert "示例乙" not in text


def test_the_form_stands_beside_those_of_persons_and_organisations(front):
    """One place for all that is registered at the window."""
    page = front.get(reverse("desk:register_guardian"))
    assert page.status_code == 200
    assert reverse("desk:register_organisation") in page.content.decode()


def test_every_look_at_a_ward_is_on_record(front, sent, work):
    """P-16: who recorded, and who looked."""
    front.get(sent()["Location"])
    looks = queries.looks_at(queries.find_person(work.number(*WARD))).rows
    reasons = [look.reason for look in looks]
    assert {"窗口查看监护登记", "登记监护关系：户口簿"} <= set(reasons)


def test_the_guardianships_of_a_card_are_found_by_its_number(front, sent, work):
    """The number travels in the body, the address holds none (T57)."""
    sent()
    found = front.post(reverse("desk:wards"), {"number": work.number(*WARD)})
    assert len(front.get(found["Location"]).context["rows"]) == 1
    assert work.number(*WARD) not in found["Location"]


@pytest.mark.parametrize("number", ["", "529901201901010034", "1"])
def test_a_number_that_nobody_has_is_said_beside_its_field(front, number):
    """The clerk reads what to do."""
    answer = front.post(reverse("desk:wards"), {"number": number})
    assert answer.status_code == 422


def test_a_good_number_that_nobody_has_registered_is_not_found(front, work):
    """The remedy stands beside it."""
    answer = front.post(reverse("desk:wards"), {"number": work.number(99)})
    assert (answer.status_code, "没有登记过" in answer.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ground": "incapacity"}, "被监护人未满十八周岁"),
        ({"kin": "spouse"}, "配偶不能作为“未成年”的监护人"),
        ({"kin": "appointed"}, "指定监护人须有指定文书"),
        ({"since": "2018-12-31"}, "监护起始日应在被监护人出生之后"),
        ({"until": "2019-01-02"}, "监护终止日早于起始日或者今天"),
        ({"words": ""}, "请填写证明材料的编号"),
    ],
)
def test_what_makes_no_guardianship_is_refused_in_words(sent, work, changes, words):
    """L3.11: and then nobody was entered either."""
    answer = sent(**changes)
    assert words in answer.content.decode()
    assert queries.find_person(work.number(*WARD)) is None


def test_the_same_guardianship_is_recorded_once(sent):
    """A second sending makes no second one."""
    sent()
    assert sent().status_code == 409


def test_nobody_is_their_own_guardian(sent):
    """One card on the counter is not two."""
    answer = sent(guardian=WARD, guardian_name="示例小童")
    assert "监护人不能是被监护人本人" in answer.content.decode()


def test_an_ended_guardianship_carries_nothing_and_stays_in_the_list(front, sent, work):
    """L3.11: from this moment on."""
    page = sent()["Location"]
    assert ended(front, page).status_code == 302
    assert acting(work) is None
    assert "登记有误" in front.get(page).content.decode()


def test_an_end_without_a_document_is_refused_on_the_page(front, sent, work):
    """The field is named, the form stays open."""
    assert ended(front, sent()["Location"], words="").status_code == 422
    assert acting(work) is Acting.GUARDIAN


def test_who_has_no_capacity_is_never_left_without_a_guardian(front, sent, work):
    """民法典 39: the new guardian is recorded before the old one goes."""
    page = sent(ADULT, **RULING)["Location"]
    assert "不能没有监护人" in ended(front, page, "replaced").content.decode()
    sent(ADULT, OTHER, guardian_name="示例丙", **RULING)
    assert ended(front, page, "replaced").status_code == 302


def test_a_guardianship_of_another_ward_is_not_ended_from_here(front, sent):
    """T1: foreign like missing."""
    first = sent()["Location"]
    (row, _), *_ = front.get(first).context["rows"]
    second = sent((35, "20190202"), ward_name="示例小明", since="2019-02-02")["Location"]
    answer = front.post(f"{second}{row.id}/end/", {"why": "mistake", "words": "示例"})
    assert answer.status_code == 404


def test_the_page_of_a_ward_opens_for_the_clerk_who_had_the_card_alone(sit, front, sent):
    """T1: another clerk's address and a made-up one look the same."""
    page = sent()["Location"]
    foreign = sit(Post.FRONT, login="another-front").get(page)
    made_up = front.get(reverse("desk:ward", args=["made-up"]))
    assert (foreign.status_code, made_up.status_code) == (404, 404)


def test_an_address_of_another_clerk_ends_nothing(sit, front, sent, work):
    """T1: neither by the button."""
    page = sent()["Location"]
    (row, _), *_ = front.get(page).context["rows"]
    said = {"why": "mistake", "words": "示例"}
    answer = sit(Post.FRONT, login="another-front").post(f"{page}{row.id}/end/", said)
    assert (answer.status_code, acting(work)) == (404, Acting.GUARDIAN)


def test_only_the_front_desk_records_a_guardianship(sit, typed):
    """H2.1: the post that sees the cards."""
    answer = sit(Post.BACK).post(reverse("desk:register_guardian"), typed())
    assert answer.status_code == 403


def test_the_guardian_is_listed_on_both_sides(sent, work):
    """L3.11: the guardian sees the ward in their own space."""
    sent()
    mine = relations.guardianships_of(queries.find_person(work.number(*GUARDIAN)))
    assert [one.kin.label for one in mine] == ["父母"]
