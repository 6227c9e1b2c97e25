"""THE TABLE (办理步骤): each lawful step, who may take it, from which stage, papers and clause.

Buttons, permissions, papers, diagram, API and tests read from it; ``law.conduct`` takes the steps.
"""

from yizhan.law import correction, decision, delivery, intake, review
from yizhan.law.course import Course
from yizhan.law.lapse import LAPSES
from yizhan.law.step import Step
from yizhan.law.words import OPEN, Paper, Post, Stage

PERSON = frozenset({Post.APPLICANT, Post.AGENT})
FRONT, BACK, CHIEF = (frozenset({post}) for post in (Post.FRONT, Post.BACK, Post.CHIEF))
STAFF = FRONT | BACK | CHIEF
RECEIVED, GRANTED = frozenset({Stage.RECEIVED}), frozenset({Stage.GRANTED})
INTAKE = frozenset({Stage.RECEIVED, Stage.CORRECTION})
UNDER_REVIEW = frozenset({Stage.ACCEPTED, Stage.REVIEW, Stage.SPECIAL})
CONCLUDED = frozenset({Stage.GRANTED, Stage.REFUSED})
ANY = frozenset(Stage)

TABLE = (
    Step(
        name="mend",
        label="当场更正",
        clause="H4.4",
        by=PERSON | FRONT,
        source=RECEIVED,
        target=RECEIVED,
        rule=intake.mend,
    ),
    Step(
        name="finish",
        label="当场办结",
        clause="H4.1",
        by=FRONT,
        source=RECEIVED,
        target=GRANTED,
        rule=decision.finish,
        papers=(Paper.GRANT, Paper.CERTIFICATE),
        otherwise="L3.6",
    ),
    Step(
        name="not_required",
        label="告知不需要许可",
        clause="H4.2",
        by=FRONT,
        source=RECEIVED,
        target=frozenset({Stage.NOT_ACCEPTED}),
        rule=intake.not_required,
        papers=(Paper.NON_ACCEPTANCE,),
    ),
    Step(
        name="not_competent",
        label="告知向有权机关申请",
        clause="H4.3",
        by=FRONT,
        source=RECEIVED,
        target=frozenset({Stage.NOT_ACCEPTED}),
        rule=intake.not_competent,
        papers=(Paper.NON_ACCEPTANCE,),
    ),
    Step(
        name="accept",
        label="受理",
        clause="H4.5",
        by=FRONT,
        source=INTAKE | UNDER_REVIEW,
        target=UNDER_REVIEW,
        rule=intake.accept,
        papers=(Paper.ACCEPTANCE,),
    ),
    Step(
        name="receipt",
        label="出具收件通知书",
        clause="H4.6",
        by=FRONT,
        source=RECEIVED,
        target=RECEIVED,
        rule=intake.receipt,
        papers=(Paper.RECEIPT,),
    ),
    Step(
        name="notify",
        label="一次性告知",
        clause="H4.6",
        by=FRONT | BACK,
        source=INTAKE,
        target=frozenset({Stage.CORRECTION}),
        rule=correction.notify,
        papers=(Paper.DEFECTS,),
        late=correction.notify_late,
    ),
    Step(
        name="correct",
        label="补正",
        clause="H4.7",
        by=PERSON,
        source=frozenset({Stage.CORRECTION, Stage.CLOSED}),
        target=frozenset({Stage.CORRECTION}),
        rule=correction.correct,
    ),
    Step(
        name="prereview",
        label="网上预审",
        clause="L2.2",
        by=FRONT,
        source=INTAKE,
        target=INTAKE,
        rule=delivery.prereview,
    ),
    Step(
        name="visit",
        label="登记到场",
        clause="L3.9",
        by=PERSON | FRONT,
        source=ANY,
        target=ANY,
        rule=delivery.visit,
    ),
    Step(
        name="originals",
        label="核验原件",
        clause="W3.1a",
        by=FRONT,
        source=OPEN | CONCLUDED,
        target=OPEN | CONCLUDED,
        rule=delivery.originals,
    ),
    Step(
        name="ask",
        label="要求补充材料",
        clause="L3.1",
        by=STAFF | {Post.HEAD},
        source=OPEN,
        target=OPEN,
        rule=intake.ask,
    ),
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
        by=STAFF | {Post.HEAD},
        source=ANY,
        target=frozenset(),
        rule=review.pause,
    ),
    Step(
        name="extend",
        label="批准延期",
        clause="L2.6",
        by=frozenset({Post.HEAD}),
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

STEPS = {step.name: step for step in TABLE}
OTHERS = {**LAPSES, "submit": "提交申请"}


def label(name: str) -> str:
    """Return the official word of a step, of time's own acts, or of the submission."""
    return STEPS[name].label if name in STEPS else OTHERS.get(name, name)


def open_to(course: Course, post: Post) -> tuple[Step, ...]:
    """Return the steps that a post may take at this stage, in the order of the table."""
    return tuple(s for s in TABLE if post in s.by and course.stage in s.source and s.target)
