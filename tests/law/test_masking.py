"""Masking (G-18): the three forms of the standard, and the scan that finds a leak."""

import pytest

from yizhan.law.identities import IdType
from yizhan.law.masking import find_numbers, mask_name, mask_number, mask_phone, mask_text
from yizhan.law.words import Applicant


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张示例", "张*"),
        ("欧阳示例", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿依古丽·买买提", "阿*"),
        ("𠀀示", "𠀀*"),
        ("张", "*"),
        ("", "*"),
    ],
)
def test_a_name_shows_the_family_name_and_nothing_else(name, masked):
    """G-18: 张*, 欧阳*; a name of one character shows nothing."""
    assert mask_name(name) == masked


def test_the_name_of_an_organisation_is_public():
    """G-18: only people are masked."""
    assert mask_name("示例餐饮有限公司", Applicant.LEGAL) == "示例餐饮有限公司"


def test_a_resident_number_shows_its_first_and_last_four():
    """G-18: the form of the standard."""
    assert mask_number("520101199001011234") == "5201**********1234"


def test_a_credit_code_is_public_and_a_passport_is_not():
    """G-18: numbers of organisations stay, short numbers show only their ends."""
    assert mask_number("91520100MA60001630", IdType.CREDIT) == "91520100MA60001630"
    assert mask_number("E12345678", IdType.PASSPORT) == "E******78"


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("010-62001234", "010-****1234"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_a_phone_hides_its_middle(phone, masked):
    """G-18: the form of the standard; short numbers show nothing."""
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    "text",
    ["证件520101199001011234。", "id=52010119900101123x;", "５２０１０１１９９００１０１１２３４"],
)
def test_the_scan_finds_a_number_wherever_it_stands(text):
    """T5: between words, small x, full width."""
    assert len(find_numbers(text)) == 1


@pytest.mark.parametrize(
    "text", ["5201**********1234", "9520101199001011234", "520101199013011234", "20261123000042"]
)
def test_the_scan_lets_pass_what_is_no_resident_number(text):
    """T5: masked, longer, month 13, a serial."""
    assert find_numbers(text) == []


def test_a_free_text_is_masked_in_place():
    """T57: numbers of people never reach a log."""
    assert mask_text("张三520101199001011234/13812345678") == "张三5201**********1234/138****5678"
