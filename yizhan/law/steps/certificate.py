"""Steps on a certificate (证照后续): the later decisions of the authority, signed by its chief."""

from yizhan.law import aftermath
from yizhan.law.groups import CHIEF, GRANTED
from yizhan.law.step import Step
from yizhan.law.words import Paper, Stage

ISSUED = GRANTED | {Stage.DELIVERED}
LABELS = {
    "recall": "撤回许可",
    "revoke": "撤销许可",
    "cancel": "注销许可",
    "suspend": "暂扣证照",
    "restore": "恢复证照",
}
ROWS = tuple(
    Step(
        name=name,
        label=label,
        clause=aftermath.CLAUSE,
        by=CHIEF,
        source=ISSUED,
        target=ISSUED,
        rule=aftermath.conclude,
        papers=(Paper.TERMINATION,),
        post_clause="L3.2",
        trespass=("R14",),
    )
    for name, label in LABELS.items()
)
