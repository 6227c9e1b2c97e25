"""Steps of the end (决定送达): decision, certificate, delivery, publication, other ends."""

from yizhan.law import decision, delivery
from yizhan.law.groups import ANY, BACK, CHIEF, CONCLUDED, FRONT, GRANTED, PERSON, UNDER_REVIEW
from yizhan.law.step import Step
from yizhan.law.words import OPEN, Paper, Post, Stage

ROWS = (
    Step(
        name="decide",
        label="作出决定",
        clause="H5.4",
        by=CHIEF,
        source=UNDER_REVIEW,
        target=CONCLUDED,
        rule=decision.decide,
        papers=(Paper.GRANT, Paper.CERTIFICATE, Paper.REFUSAL),
        post_clause="L3.2",
        trespass=("R14",),
    ),
    Step(
        name="certify",
        label="制作证件",
        clause="H5.5",
        by=BACK | CHIEF,
        source=GRANTED,
        target=GRANTED,
        rule=decision.certify,
        papers=(Paper.CERTIFICATE,),
    ),
    Step(
        name="deliver",
        label="送达",
        clause="H6.1",
        by=FRONT,
        source=CONCLUDED,
        target=frozenset({Stage.DELIVERED}),
        rule=delivery.deliver,
        papers=(Paper.DELIVERY,),
    ),
    Step(
        name="publish",
        label="公开决定",
        clause="H5.6",
        by=BACK | {Post.CLOCK},
        source=CONCLUDED | {Stage.DELIVERED},
        target=CONCLUDED | {Stage.DELIVERED},
        rule=delivery.publish,
    ),
    Step(
        name="withdraw",
        label="撤回申请",
        clause="L3",
        by=PERSON,
        source=OPEN,
        target=frozenset({Stage.WITHDRAWN}),
        rule=delivery.withdraw,
        papers=(Paper.TERMINATION,),
        late=delivery.withdraw_late,
    ),
    Step(
        name="terminate",
        label="终止办理",
        clause="L3",
        by=CHIEF,
        source=OPEN,
        target=frozenset({Stage.TERMINATED}),
        rule=delivery.terminate,
        papers=(Paper.TERMINATION,),
    ),
    Step(
        name="void",
        label="作废",
        clause="L3",
        by=frozenset({Post.SUPERVISOR}),
        source=OPEN,
        target=frozenset({Stage.VOIDED}),
        rule=delivery.void,
    ),
    Step(
        name="rate",
        label="评价",
        clause="L5",
        by=PERSON,
        source=ANY - OPEN,
        target=ANY - OPEN,
        rule=delivery.rate,
    ),
)
