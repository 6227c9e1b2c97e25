"""The rules between the fields of an item (data.md 3.3): each has a content that breaks it."""

from typing import Any

import pytest

from tests.items.conftest import BARE, content
from yizhan.items.codechecks import Holder
from yizhan.items.validators import CODE_RULES, RULES, faults
from yizhan.law.words import Level

HOLDER = Holder("11370800MB28559184", Level.COUNTY, "520123000000")
PLAN = BARE["materials"][0]
LONG_FORM = {
    "type": "object",
    "x-blocks": ["natural"],
    "properties": {f"q{n}": {"type": "string", "title": "问"} for n in range(9)},
}
TWO = [{"id": "a", "label": "甲"}, {"id": "b", "label": "乙", "adds": ["nowhere"]}]
BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("I01", {"promised": {"n": 0}}, "kind"),
    ("I01", {"kind": "1"}, "promised"),
    ("I02", {"visit_reason": "无"}, "visit_reason"),
    ("I02", {"online": "3.0"}, "visit_reason"),
    ("I03", {"online": "3.0", "visit_reason": "无", "channels": ["window"]}, "channels"),
    ("I04", {"online": "3.0", "visit_reason": "无", "channels": ["window"]}, "channels"),
    ("I05", {"fees": [{"name": "费", "standard": "1元", "basis": "法"}]}, "pay_online"),
    ("I05", {"fees": [{"name": "费", "standard": " ", "basis": "法"}]}, "fees[0].standard"),
    ("I06", {"pay_online": True}, "pay_online"),
    ("I07", {"result": {"kind": "approval", "name": "登记证", "sample": "样"}}, "result.kind"),
    ("I07", {"result": {"kind": "licence", "name": "批复", "sample": "样"}}, "result.kind"),
    ("I08", {"result": {"kind": "licence"}}, "result.name"),
    ("I09", {"result": {"kind": "licence", "name": "登记证"}}, "result.sample"),
    ("I10", {"themes": ["l:010", "n:040"]}, "themes[0]"),
    ("I10", {"themes": []}, "themes"),
    ("I10", {"themes": ["n:001"]}, "themes[0]"),
    ("I11", {"audience": ["natural", "cats"]}, "audience[1]"),
    ("I11", {"audience": []}, "audience"),
    ("I12", {"ask_phone": "12345"}, "complain_phone"),
    ("I13", {"steps": BARE["steps"][:4]}, "steps"),
    ("I14", {"faqs": []}, "faqs"),
    ("I15", {"promised": {"n": 21}}, "promised"),
    ("I15", {"promised": {"n": 15}, "statutory": {"n": 20, "unit": "calendar"}}, "promised"),
    ("I16", {"materials": [{**PLAN, "name": "法律法规规定的其他材料"}]}, "materials[0].name"),
    ("I16", {"materials": [{**PLAN, "name": "有关材料"}]}, "materials[0].name"),
    ("I17", {"materials": [{**PLAN, "basis": " "}]}, "materials[0].basis"),
    ("I18", {"materials": [{**PLAN, "source": "government"}]}, "materials[0].issuer"),
    ("I19", {"materials": [PLAN, PLAN]}, "materials[1].id"),
    ("I20", {"basis": []}, "basis"),
    ("I21", {"conditions": []}, "conditions"),
    ("I22", {"situations": BARE["situations"] * 2}, "situations[1].id"),
    (
        "I23",
        {"situations": [{"id": "s", "question": "?", "choices": TWO}]},
        "situations[0].choices[1]",
    ),
    ("I24", {"base_code": "000201001001"}, "base_code"),
    (
        "I25",
        {"form": {"type": "object", "properties": {"a": {"type": "string"}}}},
        "form.properties.a.title",
    ),
    ("I25", {"form": {"type": "nothing"}}, "form"),
    ("I26", {"form": LONG_FORM}, "form"),
    ("I33", {"base_code": "370101001001"}, "base_code"),
    ("I32", {"level": "3"}, "level"),
]


@pytest.mark.parametrize(("rule", "changes", "path"), BROKEN)
def test_a_broken_rule_is_named_with_the_path_of_the_field(
    rule: str, changes: dict[str, Any], path: str
) -> None:
    """Who edits an item is led to the field at fault."""
    found = {(fault.rule, fault.path) for fault in faults(content(**changes), HOLDER)}
    assert (rule, path) in found


def test_a_sound_item_breaks_no_rule_at_all() -> None:
    """The rules are never too strict for the sample that all other tests change."""
    assert faults(content(), HOLDER) == []


def test_every_rule_of_the_table_is_broken_by_some_example() -> None:
    """No rule is dead."""
    named = {rule for rule, _, _ in BROKEN} | {"I31"}
    assert named == {rule.id for rule in (*RULES, *CODE_RULES)}


def test_a_wrong_check_digit_of_the_authority_is_found() -> None:
    """The first 18 characters of the code are a credit code."""
    wrong = Holder("11370800MB28559185", Level.COUNTY, "520123000000")
    assert [fault.rule for fault in faults(content(), wrong)] == ["I31"]


@pytest.mark.parametrize("name", ["其他债权人同意书", "场地有关材料清单说明书", "等级证书"])
def test_an_exact_name_is_not_taken_for_a_catch_all(name: str) -> None:
    """Only names that could mean anything are refused."""
    assert faults(content(materials=[{**PLAN, "name": name}], situations=[])) == []


@pytest.mark.parametrize("promise", [{"n": 2, "unit": "hour"}, {"n": 0}, {"n": 1}])
def test_an_instant_service_promises_a_working_day_at_most(promise: dict[str, Any]) -> None:
    """即办件 is decided on the spot or on the same working day."""
    assert faults(content(kind="1", promised=promise)) == []
