"""How many originals and copies were handed in (份数), as the receipt has to say it (L4.1)."""

from collections.abc import Mapping, Sequence
from typing import cast

from yizhan.law.act import Act
from yizhan.law.course import Count
from yizhan.law.refusals import Invalid

CLAUSE = "L4.1"
MOST = 99


def counts(act: Act, held: Sequence[str]) -> tuple[Count, ...]:
    """Return what was counted at the window, in the order in which it was handed in.

    Raises Invalid for a material that was not handed in, for one of which nothing was, and for a
    number that is none.
    """
    said = cast("Mapping[str, Sequence[int]]", act.said.get("counts") or {})
    if strange := [one for one in said if one not in held]:
        raise _wrong(f"没有收到材料“{strange[0]}”，不能登记份数")
    return tuple(_count(one, said[one]) for one in held if one in said)


def _count(material: str, said: Sequence[int]) -> Count:
    """Return the count of one material; raises Invalid."""
    originals, copies = said
    if not (0 <= originals <= MOST and 0 <= copies <= MOST) or not originals + copies:
        raise _wrong(f"材料“{material}”的份数应为1至{MOST}")
    return Count(material=material, originals=originals, copies=copies)


def _wrong(message: str) -> Invalid:
    """Return the refusal of a count."""
    return Invalid(message, clause=CLAUSE, remedy="请按收到的原件和复印件登记份数", field="counts")
