"""The 12-digit statistical code: province 2, city 4, county 6, township 9, village 12 digits.

Pure arithmetic: no table is asked, so it also holds for codes that are no longer in use.
"""

from yizhan.law.refusals import Invalid
from yizhan.law.words import Level

NATION = "0" * 12
LENGTHS = {
    Level.NATIONAL: 0,
    Level.PROVINCE: 2,
    Level.CITY: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.VILLAGE: 12,
}


def full(code: str) -> str:
    """Return the 12 digits of a code given with 2, 4, 6, 9 or 12 digits.

    Raises Invalid for anything else.
    """
    if not (code.isascii() and code.isdigit() and len(code) in LENGTHS.values()):
        raise Invalid(f"区划代码“{code}”有误", clause="L5", remedy="请填写12位区划代码")
    return code.ljust(12, "0")


def level(code: str) -> Level:
    """Return the level of a code."""
    significant = len(full(code).rstrip("0"))
    return next(level for level, length in LENGTHS.items() if significant <= length)


def head(code: str, of: Level) -> str:
    """Return the division of a level that a code lies in."""
    return full(code)[: LENGTHS[of]].ljust(12, "0")


def ancestors(code: str) -> list[str]:
    """Return the codes above, nearest first: township, county, city, province."""
    own = level(code)
    above = [Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE]
    return [head(code, step) for step in above if step < own]


def lineage(code: str) -> list[str]:
    """Return the nation, then each division down to the code itself."""
    return [NATION, *reversed(ancestors(code)), full(code)]


def span(code: str) -> tuple[str, str]:
    """Return the lowest and the highest code within a division, both included."""
    prefix = full(code)[: LENGTHS[level(code)]]
    return prefix.ljust(12, "0"), prefix.ljust(12, "9")
