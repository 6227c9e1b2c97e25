"""THE TABLE (办理步骤): each lawful step, who may take it, from which stage, papers and clause.

Buttons, permissions, papers, diagram, API and tests read from it; ``law.conduct`` takes the steps.
One module a part of the table, in the order of a case's life.
"""

from yizhan.law.course import Course
from yizhan.law.lapse import LAPSES
from yizhan.law.step import Step
from yizhan.law.steps import certificate, conclusion, intake, review, succession, together
from yizhan.law.words import Post

TABLE: tuple[Step, ...] = (
    *intake.ROWS,
    *review.ROWS,
    *together.ROWS,
    *conclusion.ROWS,
    *certificate.ROWS,
    *succession.ROWS,
)

STEPS = {step.name: step for step in TABLE}
OTHERS = {**LAPSES, "submit": "提交申请"}


def label(name: str) -> str:
    """Return the official word of a step, of time's own acts, or of the submission."""
    return STEPS[name].label if name in STEPS else OTHERS.get(name, name)


def open_to(course: Course, post: Post) -> tuple[Step, ...]:
    """Return the steps that a post may take at this stage, in the order of the table."""
    return tuple(s for s in TABLE if post in s.by and course.stage in s.source and s.target)
