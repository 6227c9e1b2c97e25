"""Steps of the review (审查): opinions, special procedures, extension, hearing (H5.0-H5.2)."""

from yizhan.law import review
from yizhan.law.groups import ANY, BACK, CHIEF, HEAD, PERSON, STAFF, UNDER_REVIEW
from yizhan.law.step import Step
from yizhan.law.words import Paper, Stage

ROWS = (
    Step(
        name="review",
        label="出具审查意见",
        clause="H5.0",
        by=BACK,
        source=UNDER_REVIEW,
        target=UNDER_REVIEW,
        rule=review.review,
        papers=(Paper.OPINION,),
    ),
    Step(
        name="special",
        label="启动特殊环节",
        clause="H5.1",
        by=BACK,
        source=UNDER_REVIEW,
        target=frozenset({Stage.SPECIAL}),
        rule=review.special,
        papers=(Paper.SPECIAL,),
    ),
    Step(
        name="special_done",
        label="结束特殊环节",
        clause="H5.2",
        by=BACK,
        source=frozenset({Stage.SPECIAL}),
        target=UNDER_REVIEW,
        rule=review.special_done,
    ),
    Step(
        name="pause",
        label="停止计时",
        clause="H5.1",
        by=STAFF | HEAD,
        source=ANY,
        target=frozenset(),
        rule=review.pause,
    ),
    Step(
        name="extend",
        label="批准延期",
        clause="L2.6",
        by=HEAD,
        source=UNDER_REVIEW,
        target=UNDER_REVIEW,
        rule=review.extend,
        papers=(Paper.EXTENSION,),
        post_clause="L2.6",
        trespass=("R13",),
    ),
    Step(
        name="tell_hearing",
        label="告知听证权利",
        clause="L2.12",
        by=BACK | CHIEF,
        source=UNDER_REVIEW,
        target=UNDER_REVIEW,
        rule=review.tell_hearing,
        papers=(Paper.HEARING,),
    ),
    Step(
        name="ask_hearing",
        label="申请听证",
        clause="L2.12",
        by=PERSON,
        source=UNDER_REVIEW,
        target=UNDER_REVIEW,
        rule=review.ask_hearing,
    ),
)
