"""One lawful step (办理步骤): who may take it, from where to where, what it may issue."""

from collections.abc import Callable
from dataclasses import dataclass

from yizhan.law.act import Done, Matter
from yizhan.law.groups import OWN
from yizhan.law.refusals import WrongPost, WrongStage
from yizhan.law.words import Hand, Paper, Post, Stage

Rule = Callable[[Matter], Done]
HANDS = {Hand.COMPETENT: "H5.3", Hand.MEMBER: "H5.3", Hand.OTHER_LEVEL: "H4.9"}
HALLS = "H7.1"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One lawful step.

    ``papers`` are all that the rule may issue; ``otherwise`` the clause told to somebody who takes
    it at a wrong stage; ``trespass`` what the attempt of a wrong post raises; ``hands`` whose staff
    may take it where several authorities have a part.
    """

    name: str
    label: str
    clause: str
    by: frozenset[Post]
    source: frozenset[Stage]
    target: frozenset[Stage]
    rule: Rule
    papers: tuple[Paper, ...] = ()
    otherwise: str = ""
    post_clause: str = "H2.4"
    trespass: tuple[str, ...] = ()
    late: Rule | None = None
    hands: frozenset[Hand] = OWN

    def check_post(self, post: Post) -> None:
        """Refuse a post that may not take the step (H2.4, L3.2)."""
        if post not in self.by:
            allowed = "、".join(sorted(one.label for one in self.by))
            raise WrongPost(
                f"“{self.label}”不是{post.label}的职责",
                clause=self.post_clause,
                remedy=f"应当由{allowed}办理",
                exceptions=self.trespass,
            )

    def check_stage(self, stage: Stage) -> None:
        """Refuse a stage at which the step is not open (L3)."""
        if stage not in self.source:
            raise WrongStage(
                f"办件现处于“{stage.label}”，不能{self.label}",
                clause=self.otherwise or self.clause,
                remedy="请刷新页面，查看办件的最新状态",
            )

    def check_hand(self, hand: Hand) -> None:
        """Refuse the staff whose part of the case the step is not (H4.8, H4.9, H7.1)."""
        if hand not in self.hands:
            whose = "、".join(sorted(one.label for one in self.hands))
            raise WrongPost(
                f"“{self.label}”由{whose}办理，{hand.label}不能办理",
                clause=HALLS if self.clause == HALLS else HANDS.get(hand, HALLS),
                remedy="请在本机关承担的环节内办理",
                exceptions=self.trespass,
            )
