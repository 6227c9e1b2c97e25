"""Succession (承继): a case passes to the authority that takes over from the one it lay with (L5).

Nothing of its course changes: its clocks run on, by the calendar of the authority that follows.
"""

from yizhan.law.act import Done, Matter

CLAUSE = "L5"


def succeed(matter: Matter) -> Done:
    """Return the course as it is, in other hands.

    Raises Incomplete unless it is said who follows and on what ground.
    """
    matter.act.owed(CLAUSE, successor="承继机关", basis="调整依据")
    return Done(course=matter.course, clause=CLAUSE)
