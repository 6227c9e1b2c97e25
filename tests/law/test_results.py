"""How a concluded case is told to the nation's exchange (L5)."""

from dataclasses import replace
from datetime import datetime

import pytest

from yizhan.law.clocks import ZONE
from yizhan.law.course import Course
from yizhan.law.results import ResultCode, result
from yizhan.law.words import Channel, Stage

OPEN_CASE = Course(
    stage=Stage.RECEIVED,
    channel=Channel.WINDOW,
    received_at=datetime(2026, 10, 9, 10, tzinfo=ZONE),
)


@pytest.mark.parametrize(
    ("stage", "granted", "code"),
    [
        (Stage.DELIVERED, True, ResultCode.GRANTED),
        (Stage.DELIVERED, False, ResultCode.REFUSED),
        (Stage.NOT_ACCEPTED, None, ResultCode.NOT_ACCEPTED),
        (Stage.CLOSED, None, ResultCode.RETURNED),
        (Stage.VOIDED, None, ResultCode.VOIDED),
        (Stage.REVIEW, None, None),
    ],
)
def test_the_result_code_tells_how_a_case_was_concluded(stage, granted, code):
    """A delivered result keeps the code of its decision; an open case has none."""
    assert result(replace(OPEN_CASE, stage=stage, granted=granted)) is code
