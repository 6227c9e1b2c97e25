"""Masking (G-18): names, numbers and phones as strangers may see them; pure text in, text out."""

import re

from yizhan.law.identities import FULL_WIDTH, IdType
from yizhan.law.words import Applicant

COMPOUND = re.compile(
    "(?:欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|"
    "太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|"
    "漆雕|乐正|宰父|谷梁|拓跋|夹谷|轩辕|令狐|段干|百里|呼延|东郭|南门|羊舌|微生|梁丘|左丘|东门|西门|第五)."
)
ID_PATTERN = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9])"
)
MOBILE_PATTERN = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


SHORTEST_WHOLE = 15
"""Digits of the oldest resident numbers; anything shorter shows only its ends."""


def mask_name(name: str, kind: Applicant = Applicant.NATURAL) -> str:
    """Return the family name and a star; the name of an organisation is public and stays.

    >>> mask_name("张三"), mask_name("欧阳示例"), mask_name("阿依古丽·买买提")
    ('张*', '欧阳*', '阿*')
    """
    if kind is Applicant.LEGAL:
        return name
    if COMPOUND.match(name):
        return f"{name[:2]}*"
    return f"{name[:1]}*" if len(name) > 1 else "*"


def mask_number(number: str, kind: IdType = IdType.RESIDENT) -> str:
    """Return the first and last four of an 18-character number, stars between.

    A credit code is public and stays; of a short number only the two ends are left.

    >>> mask_number("520101199001011234")
    '5201**********1234'
    """
    if kind is IdType.CREDIT:
        return number
    head, tail = (4, 4) if len(number) >= SHORTEST_WHOLE else (1, 2)
    return _starred(number, head, tail)


def mask_phone(phone: str) -> str:
    """Return a phone with its middle hidden; the area code of a landline stays.

    >>> mask_phone("13812345678"), mask_phone("0851-86831234")
    ('138****5678', '0851-****1234')
    """
    area, dash, local = phone.rpartition("-")
    if dash:
        return f"{area}-{_starred(local, 0, 4)}"
    return _starred(phone, 3, 4)


def find_numbers(text: str) -> list[str]:
    """Return every resident number in a text, whether its check digit is right or not (T5)."""
    return ID_PATTERN.findall(text.translate(FULL_WIDTH))


def mask_text(text: str) -> str:
    """Return a text in which resident numbers and mobile numbers are masked (T57).

    >>> mask_text("证件520101199001011234，电话13812345678")
    '证件5201**********1234，电话138****5678'
    """
    hidden = ID_PATTERN.sub(lambda found: mask_number(found[0]), text)
    return MOBILE_PATTERN.sub(lambda found: mask_phone(found[0]), hidden)


def _starred(text: str, head: int, tail: int) -> str:
    """Return a text of the same length of which only the two ends are left."""
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
