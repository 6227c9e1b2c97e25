"""Identities and numbers (L5): the examples of the law, and what must be refused."""

from datetime import date

import pytest
from stdnum.cn import ric

from yizhan.law import identities
from yizhan.law.identities import IdType, Sex
from yizhan.law.refusals import Invalid
from yizhan.law.words import Level

AUTHORITY = "91520100MA60001630"


def number(first_17: str) -> str:
    """Return a resident number with the right check digit behind 17 digits."""
    return first_17 + ric.calc_check_digit(first_17 + "0")


def test_the_resident_number_of_the_law_is_right_and_read():
    """L5: 11010519491231002X, a woman born on the last day of 1949."""
    read = identities.resident_id(" 11010519491231002x")
    assert (read.number, read.born, read.sex) == (
        "11010519491231002X",
        date(1949, 12, 31),
        Sex.FEMALE,
    )


def test_a_resident_number_typed_in_full_width_is_the_same_number():
    """L5: input methods write full-width digits."""
    assert (
        identities.resident_id("１１０１０５１９４９１２３１００２Ｘ").number
        == "11010519491231002X"
    )


@pytest.mark.parametrize("digit", "0123456789")
def test_every_wrong_check_digit_of_a_resident_number_is_refused(digit):
    """L5: of eleven endings only one is right."""
    with pytest.raises(Invalid, match="校验位"):
        identities.resident_id("11010519491231002" + digit)


@pytest.mark.parametrize(
    "first_17", ["52990119900230001", "52990119001301001", "52990119010229001"]
)
def test_a_birthday_that_never_was_makes_the_number_wrong(first_17):
    """L5: a right check digit does not make 30 February a day."""
    with pytest.raises(Invalid, match="出生日期"):
        identities.resident_id(number(first_17))


def test_a_leap_day_is_a_real_birthday():
    """L5: 29 February 2000 was."""
    assert identities.resident_id(number("52990120000229001")).born == date(2000, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "5201011990010", "110105491231002", "1101051949123100२X", "1101051949\u200b1231002X"],
)
def test_what_is_no_resident_number_is_refused_with_its_clause(text):
    """L5: too short, fifteen digits, foreign digits, hidden characters."""
    with pytest.raises(Invalid) as refused:
        identities.resident_id(text)
    assert refused.value.clause == "L5"


def test_an_unknown_region_is_a_warning_and_not_an_error():
    """L5: old divisions live on in the numbers."""
    assert identities.resident_id(number("52990119900101001")).warnings


def test_a_known_region_raises_no_warning():
    """L5: a division on the list."""
    assert identities.resident_id("11010519491231002X").warnings == ()


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_the_residence_permits_of_three_regions_are_told_apart(region):
    """L5: Hong Kong, Macao and Taiwan residents hold permits of the same form."""
    read = identities.resident_id(number(region + "19900101001"))
    assert (read.kind, read.warnings) == (IdType.PERMIT, ())


def test_a_permit_given_as_a_resident_card_is_refused():
    """L5: the kind that a person names must be the kind of the number."""
    with pytest.raises(Invalid, match="居住证"):
        identities.identify(number("81000019900101001"), IdType.RESIDENT)


@pytest.mark.parametrize("code", ["91110108551385082Q", "91520100MA60001630"])
def test_the_right_credit_codes_of_the_law_are_right(code):
    """L5: one ends in a letter, one in check character 0."""
    assert identities.credit_code(code.lower()).number == code


@pytest.mark.parametrize("code", ["91110108551385083Q", "9111010855138508IQ", "911101085513", ""])
def test_a_wrong_credit_code_is_refused(code):
    """L5: a wrong digit, a letter that is not used, too short."""
    with pytest.raises(Invalid):
        identities.credit_code(code)


def test_a_check_character_of_mod_37_36_finds_every_swapped_pair():
    """L5: the check character of case numbers."""
    base = "52990101A20261123000042"
    whole = base + identities.check37(base)
    swapped = whole[:8] + whole[9] + whole[8] + whole[10:]
    assert identities.holds37(whole)
    assert not identities.holds37(swapped)


def test_an_item_code_is_read_in_parts_and_printed_again():
    """L5: 18 authority, 1 level, 12 base."""
    code = identities.item_code(AUTHORITY + "4" + "000123004000")
    assert (code.level, code.base) == (Level.COUNTY, "000123004000")
    assert str(code) == AUTHORITY + "4000123004000"


@pytest.mark.parametrize(
    "code", [AUTHORITY + "7000123004000", AUTHORITY + "4000", "9" * 18 + "4000123004000"]
)
def test_an_item_code_with_a_wrong_part_is_refused(code):
    """L5: no level 7, short base, no credit code."""
    with pytest.raises(Invalid):
        identities.item_code(code)


@pytest.mark.parametrize("dot", "•・‧･∙⋅．.·")
def test_every_look_alike_of_the_middle_dot_becomes_the_dot(dot):
    """L5: the dot of a name is U+00B7."""
    assert identities.name(f"阿依古丽{dot}买买提") == "阿依古丽\u00b7买买提"


def test_a_dot_between_latin_letters_stays_a_dot():
    """L5: an initial is no Uyghur name."""
    assert identities.name("J.R. Smith") == "J.R. Smith"


@pytest.mark.parametrize(
    "name", ["𠀀𪚥", "王\U00030000", "李\ue5e5", "\uf900豈", "é\u0301", "黃\U0002ebf0"]
)
def test_a_legal_name_is_kept_byte_for_byte(name):
    """L5: extensions, private use and compatibility characters are letters."""
    assert identities.name(name).encode() == name.encode()


@pytest.mark.parametrize("hidden", "\u200b\u200d\u202e\u2066\ufeff\u00ad\t\n\x00\u3164\u2028")
def test_a_name_with_characters_that_nobody_sees_is_refused(hidden):
    """L5: bidi, zero width, control, blank letters."""
    with pytest.raises(Invalid, match="看不见"):
        identities.name(f"张{hidden}三")


def test_a_name_may_have_fifty_characters_but_not_sixty_one():
    """L5: at least 50 characters."""
    assert len(identities.name("阿" * 50)) == 50
    with pytest.raises(Invalid):
        identities.name("阿" * 61)


@pytest.mark.parametrize("name", ["", "  ", "···", "。"])
def test_a_name_without_any_letter_is_refused(name):
    """L5: something must be written."""
    with pytest.raises(Invalid):
        identities.name(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0000-0000", "13800000000"),
        ("＋８６１３８００００００００", "13800000000"),
        ("008613800000000", "13800000000"),
        ("0851-86831234", "0851-86831234"),
        ("010 62001234", "010-62001234"),
        ("12345", "12345"),
    ],
)
def test_a_phone_is_kept_in_one_form_however_it_is_typed(typed, kept):
    """L5: mobile, country code, landline, service numbers."""
    assert identities.phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "12800000000", "86831234", "1380000000", "电话"])
def test_what_is_no_phone_is_refused(typed):
    """L5: no such prefix, no area code, too short, words."""
    with pytest.raises(Invalid):
        identities.phone(typed)
