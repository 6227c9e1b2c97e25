"""The form shrinks by situation, is pre-filled with its source, and is checked in Chinese."""

from typing import Any

import pytest

from tests.items.conftest import content
from yizhan.items import forms
from yizhan.items.forms import BadForm
from yizhan.law.words import Applicant, Need

PERSON = {
    "person.name": "示例甲",
    "person.id_type": "resident",
    "person.id_number": "529901199001010010",
    "person.sex": "1",
    "person.born": "1990-01-01",
    "person.phone": "13800000000",
    "person.address": "示例路1号",
}
TYPED = {key.partition(".")[2]: value for key, value in PERSON.items()} | {"premises": "示例街2号"}
SIX = ["name", "id_type", "id_number", "sex", "born", "phone", "address"]


def good_number(head: str) -> str:
    """Return a resident number with its right check digit."""
    weights = [pow(2, 17 - n) % 11 for n in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True))
    return head + "10X98765432"[total % 11]


TYPED["id_number"] = PERSON["person.id_number"] = good_number("52990119900101001")


def filled(**changes: Any) -> dict[str, Any]:
    """Return what is left of a form that was filled in with some changes."""
    return forms.validate(content(), {"own": "yes"}, {**TYPED, **changes})


def wrong(**changes: Any) -> dict[str, str]:
    """Return the errors of a form that was filled in with some changes."""
    with pytest.raises(BadForm) as refused:
        filled(**changes)
    return refused.value.errors


def test_the_questions_of_a_situation_wait_for_its_answer() -> None:
    """A conditional question is shown only with the choice that asks it."""
    keys = [[f.key for f in forms.fields(content(), {"own": a}, {})] for a in ("yes", "no")]
    assert keys == [[*SIX, "premises", "area"], [*SIX, "premises", "area", "landlord"]]


def test_the_materials_follow_the_answers_and_become_needed() -> None:
    """What a choice adds is needed, what it drops is gone, what nobody chose is not listed."""
    listed = [
        {m.id: m.need for m in forms.materials(content(), {"own": answer})}
        for answer in ("", "yes", "no")
    ]
    required = Need.REQUIRED
    assert listed == [
        {"plan": required, "photo": required},
        {"plan": required},
        {"plan": required, "lease": required, "photo": required},
    ]


def test_a_value_of_the_hall_is_shown_with_its_source_and_locked() -> None:
    """People see where a value comes from; what is proved cannot be typed over."""
    name = forms.fields(content(), {}, PERSON)[0]
    assert (name.value, name.source, name.locked) == ("示例甲", "来自：居民身份证", True)


def test_a_question_without_a_value_has_no_source_and_is_open() -> None:
    """An empty pre-fill is typed by hand."""
    name = forms.fields(content(), {}, {})[0]
    assert (name.source, name.locked) == ("", False)


def test_what_is_proved_stands_whatever_the_browser_sends() -> None:
    """A locked field is no promise of the page but of the server."""
    sent = {**TYPED, "name": "别人"}
    assert forms.validate(content(), {}, sent, prefill=PERSON)["name"] == "示例甲"


def test_a_company_gets_the_block_of_bodies_and_its_contact() -> None:
    """An item for both audiences uses the block of who acts."""
    both = content(form={"type": "object", "x-blocks": ["natural", "legal"], "properties": {}})
    assert [f.key for f in forms.fields(both, {}, {}, acting=Applicant.LEGAL)][:2] == [
        "org_name",
        "uscc",
    ]


def test_the_weight_of_a_form_counts_its_worst_situation() -> None:
    """P-12: typed by hand, pre-filled, shown."""
    assert forms.metrics(content(), Applicant.NATURAL) == forms.Metrics(3, 7, 10)


def test_a_good_form_comes_back_clean_and_without_strangers() -> None:
    """Widths are folded, types are right, what was not asked is left out."""
    clean = filled(area="１，２００", premises=" 示例街２号Ａ座 ", csrf="x", landlord="乙")
    assert (clean["area"], clean["premises"]) == (1200, "示例街2号A座")
    assert not {"csrf", "landlord"} & clean.keys()


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"premises": ""}, "premises", "请填写场所地址"),
        ({"premises": "路" * 61}, "premises", "不能超过60个字"),
        ({"area": "0"}, "area", "不能小于1"),
        ({"area": "很大"}, "area", "请填写数字"),
        ({"area": "nan"}, "area", "请填写数字"),
        ({"id_type": "library"}, "id_type", "请从选项中选择"),
        ({"born": "1990-02-30"}, "born", "日期不正确"),
        ({"phone": "123"}, "phone", "电话号码不对"),
        ({"id_number": "529901199001010019"}, "id_number", "校验位"),
        ({"name": "甲\u200b乙"}, "name", "看不见的字符"),
    ],
)
def test_a_wrong_answer_is_refused_in_plain_chinese(
    changes: dict[str, str], key: str, words: str
) -> None:
    """Each error stands at its question and says what to do."""
    errors = wrong(**changes)
    assert list(errors) == [key]
    assert words in errors[key]


def test_all_errors_are_told_at_once_and_not_one_by_one() -> None:
    """一次性告知 holds for forms too."""
    assert wrong(premises="", phone="1", area="-1").keys() == {"premises", "phone", "area"}


def test_a_conditional_question_is_required_only_when_it_is_asked() -> None:
    """房东姓名 is missing only when the place is rented."""
    with pytest.raises(BadForm) as refused:
        forms.validate(content(), {"own": "no"}, TYPED)
    assert list(refused.value.errors) == ["landlord"]


@pytest.mark.parametrize("name", ["示例\U00030000", "㐀示例", "ﬁ示例", "示例·买买提"])
def test_a_name_keeps_every_character_it_is_written_with(name: str) -> None:
    """Names are never normalised by compatibility; rare characters stay."""
    assert filled(name=name)["name"] == name


def test_the_look_alikes_of_the_middle_dot_become_one_dot() -> None:
    """U+00B7 is the dot of names."""
    assert filled(name="示例・买买提")["name"] == "示例·买买提"


@pytest.mark.parametrize("day", ["1990年1月2日", "1990/1/2", "19900102", "１９９０．１．２"])
def test_a_date_may_be_written_as_people_write_it(day: str) -> None:
    """It is kept as YYYY-MM-DD."""
    question = {"type": "string", "format": "date"}
    assert forms.cleaning.converted(question, day.replace("．", ".")) == "1990-01-02"


def test_a_choice_that_ends_the_matter_says_why() -> None:
    """依法不需要许可 is said before the form."""
    stop = [{"id": "a", "label": "甲"}, {"id": "b", "label": "乙", "stops": "不需要许可"}]
    item = content(situations=[{"id": "s", "question": "?", "choices": stop}])
    assert [forms.stops(item, {"s": one}) for one in "ab"] == [[], ["不需要许可"]]
