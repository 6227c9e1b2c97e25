"""The step that follows from a change of divisions (区划调整): nobody takes it by hand."""

from yizhan.law import succession
from yizhan.law.groups import ANY, EVERY_HAND
from yizhan.law.step import Step
from yizhan.law.words import Post

ROWS = (
    Step(
        name="succeed",
        label="区划调整，由新机关承继",
        clause=succession.CLAUSE,
        by=frozenset({Post.CLOCK}),
        source=ANY,
        target=ANY,
        rule=succession.succeed,
        hands=EVERY_HAND,
    ),
)
