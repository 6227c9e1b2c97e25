"""Steps of several hands (联合、上下级、通办): opinions, first review, forwarding, halls."""

from yizhan.law import anywhere, joint, levels
from yizhan.law.groups import (
    ANY_DEPARTMENT,
    BACK,
    CHIEF,
    CONCLUDED,
    FRONT,
    HANDING_OUT,
    INTAKE,
    RECEIVING,
    SENT_UP,
    UNDER_REVIEW,
)
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
    Step(
        name="hand_over",
        label="移交主办机关",
        clause="H7.1",
        by=FRONT,
        source=INTAKE | UNDER_REVIEW,
        target=INTAKE | UNDER_REVIEW,
        rule=anywhere.hand_over,
        papers=(Paper.RECEIPT,),
        hands=RECEIVING,
    ),
    Step(
        name="send_result",
        label="送往领取大厅",
        clause="H7.1",
        by=FRONT | BACK,
        source=CONCLUDED,
        target=CONCLUDED,
        rule=anywhere.send_result,
    ),
    Step(
        name="sign_for",
        label="签收结果",
        clause="H7.1",
        by=FRONT,
        source=CONCLUDED,
        target=CONCLUDED,
        rule=anywhere.sign_for,
        hands=HANDING_OUT,
    ),
)
