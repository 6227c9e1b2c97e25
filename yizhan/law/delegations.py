"""Delegation by dates (委托、AB岗) and separation of duty (岗位分离): who signs for whom (L3.2).

The chief representative's post is passed on within the department, for days that are named, with a
reason. Whoever received, accepted or reviewed a case does not decide it, in whatever post, nor does
a delegate of theirs: a delegate may do no more than the one who delegates.
"""

from dataclasses import dataclass
from datetime import date

from yizhan.law.course import Course
from yizhan.law.mandates import Period
from yizhan.law.refusals import Unlawful, WrongPost
from yizhan.law.words import Post

CLAUSE = "L3.2"
MANAGERS = frozenset({Post.CHIEF, Post.HEAD})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked: which post with its term, for which days, to whom, on which day."""

    post: Post
    term: Period
    period: Period
    today: date
    passed_on: bool = False  # the post is itself a delegation
    shared: bool = False  # the post is at a shared window, where the roster decides
    to_self: bool = False
    colleague: bool = True  # the delegate holds a post of the same authority


def check(asked: Asked) -> None:
    """Refuse a delegation that the law does not know (L3.2); raises Unlawful with the field."""
    first, last = asked.period.since, asked.period.until
    within = asked.term.holds(first) and (last is None or asked.term.holds(last))
    faults = (
        (asked.post is not Post.CHIEF, "只有首席代表可以委托他人代行职责", ""),
        (asked.passed_on, "受委托人不得再委托", ""),
        (asked.shared, "共用窗口的岗位按值守表调换，不另行委托", ""),
        (asked.to_self, "不能委托给本人", "user"),
        (not asked.colleague, "受委托人应当是本部门的工作人员", "user"),
        (first < asked.today, "委托不能补办，开始日期不能早于今天", "since"),
        (last is not None and last < first, "终止日期早于开始日期", "until"),
        (not within, "委托期限超出本人任期", "until"),
    )
    for found, message, field in faults:
        if found:
            remedy = "请核对受委托人和委托期限"
            raise Unlawful(message, clause=CLAUSE, remedy=remedy, field=field)


def check_manages(post: Post, *, own: bool) -> None:
    """Refuse to delegate another's post, unless the head of the authority does so (L3.2)."""
    if post is not Post.HEAD and not (own and post in MANAGERS):
        raise WrongPost(
            "只能委托本人的首席代表岗位",
            clause=CLAUSE,
            remedy="请由首席代表本人或者机关负责人办理委托",
        )


def check_apart(actor: str, principal: str, course: Course) -> None:
    """Refuse a decision by who had a hand in the case before, or by a delegate of theirs (L3.2).

    ``principal`` is the one for whom a delegate acts; empty in a post of one's own.
    """
    for who, word in ((actor, "您"), (principal, "委托人")):
        hand = _hand(who, course)
        if hand:
            raise Unlawful(
                f"本件由{word}{hand}，不能由您作出决定",
                clause=CLAUSE,
                remedy="请由没有经办过本件的首席代表决定",
                exceptions=("R14",),
            )


def _hand(who: str, course: Course) -> str:
    """Return in a word what somebody did with a case before its decision; empty for nothing."""
    if who and who in course.reviewers:
        return "审查"
    return "收件或者受理" if who and who in course.handlers else ""
