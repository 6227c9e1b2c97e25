"""Identities and numbers (L5): what a name, an id number, a code or a phone must look like."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum import numdb
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_37_36

from yizhan.law.refusals import Invalid
from yizhan.law.words import Level, Word

CLAUSE = "L5"
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
PERMIT_REGIONS = ("810000", "820000", "830000")
CODE_LETTERS = "0-9A-HJ-NPQRTUWXY"
DOTS = "•・‧･∙⋅⸱．."
LONGEST_NAME = 60
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


class IdType(Word):
    """Kinds of identity documents (L5)."""

    RESIDENT = "resident", "居民身份证"
    PERMIT = "permit", "港澳台居民居住证"
    PASSPORT = "passport", "护照"
    CREDIT = "credit", "统一社会信用代码"


class Sex(Word):
    """Sex as the national code list has it."""

    UNKNOWN = "0", "未知"
    MALE = "1", "男"
    FEMALE = "2", "女"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A number that holds: its kind, what it says of the person, and what looks odd."""

    number: str
    kind: IdType
    born: date | None = None
    sex: Sex = Sex.UNKNOWN
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ItemCode:
    """The parts of an item code: the authority's credit code, the level, the base code (L5)."""

    authority: str
    level: Level
    base: str

    def __str__(self) -> str:
        """Return the 31 characters as they are printed."""
        return f"{self.authority}{self.level.value}{self.base}"


def fold(text: str) -> str:
    """Return a number in half-width capitals without blanks and hyphens.

    >>> fold(" １１０１０５１９４９１２３１００２ｘ ")
    '11010519491231002X'
    """
    return re.sub(r"[\s\-]", "", text.translate(FULL_WIDTH)).upper()


def resident_id(text: str) -> Identity:
    """Return the identity that an 18-character resident number or residence permit states.

    An unknown region is a warning: codes of old divisions live on in the numbers (L5).
    Raises Invalid for a wrong form, a birthday that never was, or a wrong check digit.

    >>> resident_id("11010519491231002x").number
    '11010519491231002X'
    """
    number = fold(text)
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        raise _invalid("身份证号码应为18位，末位可以是X", "请按证件逐位核对后重新填写", "id_number")
    born = _born(number)
    if number[-1] != ric.calc_check_digit(number):
        raise _invalid("身份证号码的校验位不对", "可能有一位填错，请按证件逐位核对", "id_number")
    return Identity(
        number=number,
        kind=IdType.PERMIT if number.startswith(PERMIT_REGIONS) else IdType.RESIDENT,
        born=born,
        sex=Sex.MALE if int(number[16]) % 2 else Sex.FEMALE,
        warnings=_region_warnings(number),
    )


def credit_code(text: str) -> Identity:
    """Return the identity that an 18-character unified social credit code states (L5).

    Raises Invalid for a wrong form or a wrong check character.

    >>> credit_code("91520100ma60001630").number
    '91520100MA60001630'
    """
    number = fold(text)
    if not re.fullmatch(f"[{CODE_LETTERS}]{{2}}[0-9]{{6}}[{CODE_LETTERS}]{{10}}", number):
        raise _invalid(
            "统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）",
            "请按营业执照或登记证书逐位核对",
            "credit_code",
        )
    if number[-1] != uscc.calc_check_digit(number[:-1]):
        raise _invalid(
            "统一社会信用代码的校验位不对", "可能有一位填错，请按证书逐位核对", "credit_code"
        )
    return Identity(number=number, kind=IdType.CREDIT)


def passport(text: str) -> Identity:
    """Return the identity of a passport number: letters and digits, no check digit of its own."""
    number = fold(text)
    if not re.fullmatch(r"(?=.*[0-9])[A-Z0-9]{5,17}", number):
        raise _invalid("护照号码应为5至17位字母和数字", "请按护照资料页核对", "id_number")
    return Identity(number=number, kind=IdType.PASSPORT)


def identify(text: str, kind: IdType) -> Identity:
    """Return the identity of a number of the kind that the person names.

    Raises Invalid when it is not of that kind.
    """
    readers = {IdType.CREDIT: credit_code, IdType.PASSPORT: passport}
    identity = readers.get(kind, resident_id)(text)
    if identity.kind is not kind:
        raise _invalid(
            f"这个号码不是{kind.label}，是{identity.kind.label}", "请选择对应的证件类型", "id_type"
        )
    return identity


def check37(text: str) -> str:
    """Return the check character to put behind digits and capitals (ISO 7064 MOD 37,36).

    Raises ValueError for other characters.

    >>> check37("A12425GABC1234002")
    'M'
    """
    return str(mod_37_36.calc_check_digit(text))


def holds37(text: str) -> bool:
    """Return whether the last character is the right check character of those before it."""
    return bool(mod_37_36.is_valid(text))


def item_code(text: str) -> ItemCode:
    """Return the parts of a 31-character item code: 18 authority + 1 level + 12 base (L5).

    Raises Invalid when a part is wrong.
    """
    code = fold(text)
    if not re.fullmatch(r"[0-9A-Z]{18}[1-6][0-9A-Z]{12}", code):
        raise _invalid(
            "事项编码应为31位：机关信用代码18位、层级1位（1至6）、基本编码12位",
            "请按实施清单核对",
            "code",
        )
    level = Level(code[18])
    return ItemCode(authority=credit_code(code[:18]).number, level=level, base=code[19:])


def name(text: str, *, longest: int = LONGEST_NAME) -> str:
    """Return a legal name as it is written: only the look-alikes of the middle dot are mapped.

    Extension and private-use characters are letters; nothing is normalised (L5).
    Raises Invalid for an empty or too long name and for characters that nobody sees.

    >>> name(" 阿依古丽・买买提 ")
    '阿依古丽·买买提'
    """
    kept = text.strip()
    if any(_unseen(letter) for letter in kept):
        raise _invalid("姓名（名称）里有看不见的字符", "请删去后重新输入，不要粘贴", "name")
    if not any(letter.isalpha() or letter >= "\u3400" for letter in kept):
        raise _invalid("请填写姓名（名称）", "请按证件上的姓名（名称）填写", "name")
    if len(kept) > longest:
        raise _invalid(f"姓名（名称）不能超过{longest}个字", "请按证件填写全称", "name")
    return re.sub(rf"(?<=[\u2e80-\U0010ffff])[{DOTS}](?=[\u2e80-\U0010ffff])", "·", kept)


def phone(text: str) -> str:
    """Return a mobile number as 11 digits, a landline as area-number with its extension.

    Raises Invalid for anything else.

    >>> phone("+86 138 0000 0000"), phone("（０８５１）８６８３１２３４")
    ('13800000000', '0851-86831234')
    """
    digits = re.sub(r"^(\+86|0086|86(?=1[3-9][0-9]{9}$))|[()]", "", fold(text))
    if re.fullmatch(r"1[3-9][0-9]{9}|400[0-9]{7}|12[0-9]{3}|9[56][0-9]{3,4}", digits):
        return digits
    line = re.fullmatch(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})", digits)
    if not line:
        raise _invalid("电话号码不对", "请填写11位手机号，或者带区号的固定电话", "phone")
    return f"{line[1]}-{line[2]}"


def _invalid(message: str, remedy: str, field: str) -> Invalid:
    """Return the refusal of something that does not hold (L5)."""
    return Invalid(message, clause=CLAUSE, remedy=remedy, field=field)


def _born(number: str) -> date:
    """Return the birthday inside a resident number; raises Invalid when it never was."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _invalid(
            "身份证号码里的出生日期不存在", "请按证件逐位核对第7至14位", "id_number"
        ) from None


def _region_warnings(number: str) -> tuple[str, ...]:
    """Return what to say when the region of a resident number is not on the list."""
    known = number.startswith(PERMIT_REGIONS) or any(
        "county" in about for _, about in numdb.get("cn/loc").info(number[:6])
    )
    return () if known else (f"地区码{number[:6]}不在名录中，请核对证件",)


def _unseen(letter: str) -> bool:
    """Return whether a character is invisible: control, bidi, zero width, or a blank letter."""
    return letter in BLANKS or unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
