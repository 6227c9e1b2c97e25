"""What the window owes a case that was handed in: pre-review (L2.2), the word of H4.6 (CNT-09)."""

from django.conf import settings

from yizhan.cases.lamps import days_left
from yizhan.cases.queries import CaseView
from yizhan.desk.conditions import prereviewed_online
from yizhan.law.calendar import DAY
from yizhan.law.clocks import local
from yizhan.law.words import Stage, Term


def owed(view: CaseView) -> str:
    """Return it in words with the working days left; empty where nothing is owed."""
    if view.stage is not Stage.RECEIVED:
        return ""
    return _prereview(view) or _notice(view)


def _prereview(view: CaseView) -> str:
    """Return how long the pre-review of an online application may still take (L2.2)."""
    course, today = view.standing.course, local(view.at).date()
    if course.prereview_at or not prereviewed_online(view):
        return ""
    passed = view.docket.calendar.count(course.received_on + DAY, today)
    left = settings.DESK_PREREVIEW_DAYS - passed
    return f"网上预审：剩 {left} 个工作日" if left >= 0 else f"网上预审：超期 {-left} 个工作日"


def _notice(view: CaseView) -> str:
    """Return how long the one-time notice may still take after a receipt (H4.6)."""
    due = view.standing.dues.get(Term.NOTICE)
    if due is None or view.standing.course.receipt_at is None:
        return ""
    left = days_left(local(view.at).date(), due.on, view.docket.calendar)
    return f"5 个工作日内须告知，剩 {left} 个；逾期视为受理"
