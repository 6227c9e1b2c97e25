"""The national code of how a case was concluded (办结结果, L5)."""

from yizhan.law.course import Course
from yizhan.law.words import Stage, Word


class ResultCode(Word):
    """National codes of a concluded case (L5)."""

    GRANTED = "0", "出证办结"
    REFUSED = "1", "不予许可"
    VOIDED = "2", "作废办结"
    DELETED = "3", "删除办结"
    FORWARDED = "4", "转报办结"
    RETURNED = "5", "退件"
    NOT_ACCEPTED = "6", "不予受理"


CODES = {
    Stage.GRANTED: ResultCode.GRANTED,
    Stage.REFUSED: ResultCode.REFUSED,
    Stage.NOT_ACCEPTED: ResultCode.NOT_ACCEPTED,
    Stage.CLOSED: ResultCode.RETURNED,
    Stage.WITHDRAWN: ResultCode.RETURNED,
    Stage.TERMINATED: ResultCode.RETURNED,
    Stage.VOIDED: ResultCode.VOIDED,
}


def result(course: Course) -> ResultCode | None:
    """Return how a case was concluded, None while it is open."""
    if course.granted is not None:
        return ResultCode.GRANTED if course.granted else ResultCode.REFUSED
    return CODES.get(course.stage)
