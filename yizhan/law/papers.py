"""Whether a paper (文书) says all it must, and the numbers of papers and certificates (L4, L5).

What a paper must say stands in ``law.sheets``. The periods of the remedies are statute: 60 days
for reconsideration (行政复议法 20) and six months for the court (行政诉讼法 46).

>>> number("修市监", Paper.ACCEPTANCE, 2026, 123)
'修市监受〔2026〕000123号'
>>> number("修市监", Paper.SPECIAL, 2026, 123, nth=2)
'修市监特〔2026〕000123-2号'
"""

from collections.abc import Mapping

from stdnum.iso7064 import mod_37_36

from yizhan.law.refusals import Incomplete
from yizhan.law.sheets import SHEETS
from yizhan.law.words import CertificateKind, Paper

RECONSIDERATION_DAYS = 60
COURT_MONTHS = 6
CERTIFICATE_ROOT = "1.2.156.3005.2"
PARTS = 4  # type, issuer, serial, version; the check follows

CERTIFICATE_WORDS: Mapping[CertificateKind, str] = {
    CertificateKind.LICENCE: "许",
    CertificateKind.QUALIFICATION: "资",
    CertificateKind.APPROVAL: "批",
    CertificateKind.OTHER: "证",
}


def check(paper: Paper, says: Mapping[str, object]) -> None:
    """Refuse a paper that does not say all that the law wants (L3.3, L4).

    ``says`` holds what the officer and the case say, with the authority's standing facts
    (reconsideration body, court) laid under it. Raises ``Incomplete`` with the clause of the
    first thing missing, naming everything missing.
    """
    lacks = [
        (need, word)
        for need in SHEETS[paper].needs
        if need.applies(says)
        for word in need.missing(says)
    ]
    if lacks:
        first = lacks[0][0]
        raise Incomplete(
            f"《{paper.label}》还缺少：{'、'.join(word for _, word in lacks)}。",
            clause=first.clause,
            remedy="请补全后再出具。",
            field=first.name,
        )


def number(  # noqa: PLR0917 - the parts of a number in their order
    paper_word: str, kind: Paper, year: int, serial: int, nth: int = 1
) -> str:
    """Return the number of a paper (文号), e.g. 修市监受〔2026〕000123号.

    ``serial`` is the case's own serial of authority and year: one case, one serial over all its
    papers. ``nth`` is the place among the case's papers of this kind; from 2 on it is shown.
    """
    return _numbered(paper_word + SHEETS[kind].word, year, serial, nth)


def certificate_number(  # noqa: PLR0917 - the parts of a number in their order
    paper_word: str, kind: CertificateKind, year: int, serial: int, nth: int = 1
) -> str:
    """Return the number of a certificate (证照编号), e.g. 修市监许〔2026〕000123号 (L4.11)."""
    return _numbered(paper_word + CERTIFICATE_WORDS[kind], year, serial, nth)


def next_number(number: str, version: int) -> str:
    """Return the number of a certificate's later version: the same, with its place (L4.11).

    >>> next_number("修市监许〔2026〕000123-2号", 3)
    '修市监许〔2026〕000123-3号'
    """
    head, year = number.removesuffix("号").split("〕")
    return f"{head}〕{year.partition('-')[0]}-{version}号"


def next_id(oid: str, version: int) -> str:
    """Return the electronic id of a certificate's later version: only version and check move."""
    rest, _old, _check = oid.removeprefix(f"{CERTIFICATE_ROOT}.").rsplit(".", 2)
    type_code, issuer, serial = rest.rsplit(".", 2)
    return certificate_id(type_code, issuer, serial, version)


def certificate_id(type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """Return the id of an electronic certificate (电子证照标识, L4.11, L5).

    Type code, issuer's code, serial and three digits of version, checked by ISO 7064 MOD 37,36
    over their concatenation without dots and without the root. Raises ValueError where a part
    holds anything but capital letters, digits and dots.
    """
    parts = (type_code, issuer, serial, f"{version:03d}")
    check_character = mod_37_36.calc_check_digit("".join(parts).replace(".", ""))
    return ".".join((CERTIFICATE_ROOT, *parts, check_character))


def certificate_id_holds(oid: str) -> bool:
    """Return whether the check character of an electronic certificate's id is right."""
    root, rest = oid[: len(CERTIFICATE_ROOT) + 1], oid[len(CERTIFICATE_ROOT) + 1 :]
    if root != f"{CERTIFICATE_ROOT}." or rest.count(".") < PARTS:
        return False
    return bool(mod_37_36.is_valid(rest.replace(".", "")))


def _numbered(word: str, year: int, serial: int, nth: int) -> str:
    """Return a number with its year in hexagonal brackets and its place when not the first."""
    place = f"-{nth}" if nth > 1 else ""
    return f"{word}〔{year}〕{serial:06d}{place}号"
