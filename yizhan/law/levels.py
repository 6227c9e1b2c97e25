"""Two levels (上下级): first review below and decision above, forwarding, and whose hand it is in.

Below, the first review ends with an opinion and everything goes straight up (H4.9); or the window
only forwards for the applicant's convenience (H4.10). From then on the higher level is competent.
"""

from dataclasses import replace

from yizhan.law import clocks
from yizhan.law.act import Done, Issue, Matter
from yizhan.law.anywhere import hall_hand
from yizhan.law.clocks import local
from yizhan.law.course import Course
from yizhan.law.groups import PERSON
from yizhan.law.intake import check_complete, names_of
from yizhan.law.item import Rules
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Hand, Levels, Paper, Post, Stage

OUTSIDE = PERSON | {Post.CLOCK, Post.SUPERVISOR}


def hand_of(post: Post, unit: str, course: Course, rules: Rules) -> Hand:
    """Return whose staff acts: the competent authority's, a department's, a level's, a hall's."""
    if post in OUTSIDE:
        return Hand.COMPETENT
    return hall_hand(unit, course) or _part_of(unit, course, rules)


def _part_of(unit: str, course: Course, rules: Rules) -> Hand:
    """Return whose staff acts beside the halls: among departments, or between two levels."""
    if rules.joint:
        lead = unit == rules.departments[0].unit
        return Hand.COMPETENT if lead else Hand.MEMBER
    if rules.upper is None:
        return Hand.COMPETENT
    above = unit == rules.upper.unit
    return Hand.COMPETENT if above == bool(course.handed_up_at) else Hand.OTHER_LEVEL


def first_review(matter: Matter) -> Done:
    """Return the preliminary opinion, sent up with all materials at once (H4.9, L4.8)."""
    _check_shared(matter, Levels.FIRST_REVIEW, "H4.9")
    if matter.course.handed_up_at:
        raise Unlawful("本件已经上报", clause="H4.9", remedy="请等待上级机关决定")
    finding = matter.act.owed("H4.9", opinion="初步审查意见")["opinion"]
    at = local(matter.act.at)
    done = replace(
        matter.course,
        stage=Stage.FIRST_REVIEW,
        handed_up_at=at,
        reviewed_at=at,
        reviewers=tuple(dict.fromkeys((*matter.course.reviewers, matter.act.actor))),
    )
    says = {"finding": finding, "officers": 1, "reviewer": matter.act.actor}
    return Done(course=done, clause="H4.9", papers=(Issue(Paper.OPINION, says),))


def forward(matter: Matter) -> Done:
    """Return the application forwarded to the competent level, its receipt given (H4.10, L2.8)."""
    _check_shared(matter, Levels.FORWARD, "H4.10")
    check_complete(matter)
    course, at = matter.course, local(matter.act.at)
    done = replace(course, stage=Stage.FORWARDED, handed_up_at=at)
    if course.receipt_at:
        return Done(course=done, clause="H4.10")
    says = {
        "received_at": course.received_at,
        "held": names_of(matter.rules, course.held),
        "notice_on": _answer_by(matter, done),
    }
    done = replace(done, receipt_at=at)
    return Done(course=done, clause="H4.10", papers=(Issue(Paper.RECEIPT, says),))


def _answer_by(matter: Matter, forwarded: Course) -> object:
    """Return the day by which the higher level has to answer."""
    due = clocks.notice(forwarded, matter.rules, matter.calendar)
    return due.on if due else None


def _check_shared(matter: Matter, levels: Levels, clause: str) -> None:
    """Refuse to send up what this level decides itself."""
    if matter.rules.levels is not levels:
        raise Unlawful(
            f"本事项不是“{levels.label}”事项", clause=clause, remedy="请由本机关依职权办理"
        )
