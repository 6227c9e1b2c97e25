"""The checklist of a review (逐项审查): what a reviewer found of each material, before the opinion.

A working paper: it fills in the opinion (H5.0, L4.8), and may be changed until that is issued.
"""

from dataclasses import dataclass
from datetime import datetime

from yizhan.cases import reading
from yizhan.cases.actors import Actor
from yizhan.cases.colleagues import Check
from yizhan.cases.stored import Stored
from yizhan.law.refusals import Unlawful, WrongPost
from yizhan.law.words import Post


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found of one material, by whom, at which line of the journal."""

    meets: bool
    opinion: str
    seq: int
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """Return the conclusion in a word."""
        return "符合" if self.meets else "不符合"


def note(ref: str, actor: Actor, material: str, found: tuple[bool, str], *, at: datetime) -> None:
    """Keep what was found of a material; what does not meet needs a reason.

    Raises NotFound for a foreign case, WrongPost for other posts than the back office and the
    chief, Unlawful without a reason.
    """
    case = reading.scoped(ref, actor)
    if actor.post not in {Post.BACK, Post.CHIEF}:
        raise WrongPost("逐项审查由后台办理", clause="H5.0", remedy="请切换到后台岗位")
    meets, opinion = found
    if not meets and not opinion:
        raise Unlawful("结论为不符合的，须写明意见", clause="H5.0", remedy="请填写意见")
    Check.objects.update_or_create(
        division=case.division,
        case_id=case.id,
        material=material,
        defaults={
            "meets": meets,
            "opinion": opinion,
            "seq": case.seq,
            "by_name": actor.name,
            "at": at,
        },
    )


def findings(case: Stored) -> dict[str, Finding]:
    """Return what was found so far, by material."""
    rows = Check.objects.filter(division=case.division, case_id=case.id)
    return {
        row.material: Finding(
            meets=row.meets, opinion=row.opinion, seq=row.seq, by=row.by_name, at=row.at
        )
        for row in rows
    }
