"""Steps of several hands (联合办理与上下级): opinions of departments, first review, forwarding."""

from yizhan.law import joint, levels
from yizhan.law.groups import ANY_DEPARTMENT, BACK, CHIEF, FRONT, INTAKE, SENT_UP
from yizhan.law.step import Step
from yizhan.law.words import Paper, Stage

ROWS = (
    Step(
        name="opinion",
        label="提出部门意见",
        clause="H5.3",
        by=CHIEF,
        source=frozenset({Stage.JOINT, Stage.SPECIAL}),
        target=frozenset({Stage.JOINT, Stage.SPECIAL}),
        rule=joint.opinion,
        papers=(Paper.JOINT,),
        hands=ANY_DEPARTMENT,
    ),
    Step(
        name="first_review",
        label="初审上报",
        clause="H4.9",
        by=BACK | CHIEF,
        source=frozenset({Stage.ACCEPTED, Stage.REVIEW}),
        target=frozenset({Stage.FIRST_REVIEW}),
        rule=levels.first_review,
        papers=(Paper.OPINION,),
    ),
    Step(
        name="forward",
        label="代办转报",
        clause="H4.10",
        by=FRONT,
        source=INTAKE,
        target=SENT_UP,
        rule=levels.forward,
        papers=(Paper.RECEIPT,),
    ),
)
