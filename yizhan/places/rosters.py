"""What changes the rosters of shared windows (值守排班, H2.6); each function is one change.

Who may do what is asked of ``law.windows``; what does not concern one's authority is missing.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from yizhan.law import windows as law
from yizhan.law.clocks import local
from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Incomplete, Invalid
from yizhan.law.windows import Gap, Turn
from yizhan.law.words import Post
from yizhan.places import duty
from yizhan.places.duty import StayView, WindowView
from yizhan.places.posts import Held
from yizhan.places.windows import Duty, Hole, Member, Swap, Window

EVERY, MOST = timedelta(hours=1), 50  # how often a roster is looked at, how many at once
WANTED = {Post.FRONT: Gap.NOBODY, Post.CHIEF: Gap.NO_CHIEF}


@transaction.atomic
def put(window_id: int, held: Held, posting_id: int, day: date, *, today: date) -> None:
    """Put somebody who was sent to a window on its roster for a day that has not passed (H2.6).

    Raises NotFound, WrongPost, Unlawful for a past day, Invalid outside the posting's days,
    Conflict when it is there.
    """
    _check_may_plan(duty.window(window_id, held), held, posting_id)
    law.check_ahead(day, today)
    posting = Member.objects.select_related("posting").get(posting=posting_id).posting
    if not Period(posting.since, posting.until).holds(day):
        raise Invalid("值守日期不在派驻期限内", clause="H2.6", field="day")
    _, made = Duty.objects.get_or_create(
        posting_id=posting_id, day=day, defaults={"window_id": window_id}
    )
    if not made:
        raise Conflict("这一天已经排班", clause="H2.6")
    _look_again(window_id)


def _look_again(window_id: int) -> None:
    """Let the worker look at a roster that has changed."""
    Window.objects.filter(pk=window_id).update(looked_at=None)


@transaction.atomic
def take_off(window_id: int, held: Held, duty_id: int, *, today: date) -> None:
    """Take a turn off the roster; days that have passed stay as they were (H2.6)."""
    found = duty.window(window_id, held)
    row = Duty.objects.filter(pk=duty_id, window=window_id).first()
    if row is None:
        raise duty.missing()
    _check_may_plan(found, held, row.posting_id)
    law.check_ahead(row.day, today)
    row.delete()
    _look_again(window_id)


def _check_may_plan(found: WindowView, held: Held, *postings: int) -> None:
    """Refuse to plan for people whom neither one's centre nor one's department answers for."""
    law.check_may_ask(held.post)
    own = found.centre.id == held.authority_id
    stays = (
        found.agreed if own else [s for s in found.agreed if s.department.id == held.authority_id]
    )
    known = {one.posting_id for stay in stays for one in stay.members}
    if not known.issuperset(postings):
        raise duty.missing()


@transaction.atomic
def fill(window_id: int, held: Held, first: date, days: int) -> int:
    """Return how many turns were added: the departments take turns on days with holes (H2.6).

    The centre plans for all of them; who stands already stays.
    """
    found = duty.window(window_id, held)
    law.check_may_consent(held.post, of_centre=found.centre.id == held.authority_id)
    lacking = duty.lacking(found, first, days)
    known = {one.posting_id: one for stay in found.agreed for one in stay.members}
    planned = law.rotation(sorted(lacking), [_team(stay) for stay in found.agreed if stay.staffed])
    rows = [
        Duty(window_id=window_id, posting_id=posting, day=day)
        for day, posting in planned
        if WANTED[known[posting].post] in lacking[day] and known[posting].period.holds(day)
    ]
    _look_again(window_id)
    return len(Duty.objects.bulk_create(rows, ignore_conflicts=True))


def _team(stay: StayView) -> dict[Post, list[int]]:
    """Return the postings that a department sends, by post."""
    return {post: [one.posting_id for one in stay.members if one.post is post] for post in WANTED}


@transaction.atomic
def swap(window_id: int, held: Held, pair: tuple[int, int], *, reason: str, at: datetime) -> None:
    """Let two people change turns; who, when and why is kept (H2.6).

    Raises NotFound, Incomplete without a reason, Unlawful for past days or other posts, Conflict
    when one of them stands on the other's day already.
    """
    found = duty.window(window_id, held)
    rows = Duty.objects.select_for_update(of=("self",)).select_related("posting")
    turns = list(rows.filter(pk__in=pair, window=window_id).order_by("pk"))
    if len(turns) != len(pair):
        raise duty.missing()
    _check_may_plan(found, held, *(one.posting_id for one in turns))
    first, second = turns
    law.check_swap(_turn(first), _turn(second), local(at).date())
    if not reason.strip():
        raise Incomplete("请写明调换原因", clause="H2.6", field="reason")
    _exchange(first, second)
    Swap.objects.create(
        window_id=window_id,
        first_id=first.posting_id,
        first_day=first.day,
        second_id=second.posting_id,
        second_day=second.day,
        reason=reason.strip(),
        by_id=held.user_id,
        at=at,
    )


def _turn(row: Duty) -> Turn:
    """Return a turn as the law sees it."""
    return Turn(day=row.day, user_id=row.posting.user_id, post=Post(row.posting.post))


def _exchange(first: Duty, second: Duty) -> None:
    """Give each turn to the other's person; raises Conflict when one stands there already."""
    taken = Duty.objects.filter(posting=first.posting_id, day=second.day)
    taken |= Duty.objects.filter(posting=second.posting_id, day=first.day)
    if taken.exists():
        raise Conflict("其中一人在对方的日期已经排班", clause="H2.6", remedy="请先调整排班")
    Duty.objects.filter(pk__in=[first.pk, second.pk]).delete()
    Duty.objects.bulk_create(
        Duty(window_id=one.window_id, posting_id=one.posting_id, day=other.day)
        for one, other in ((first, second), (second, first))
    )


def raise_holes(at: datetime) -> int:
    """Return how many holes of rosters ahead were raised or closed (H2.6, R23).

    Each hole of the next days is raised once, before its day, and closed as soon as it is filled;
    a roster is looked at once an hour, and again when it has changed.
    """
    waits = Q(looked_at=None) | Q(looked_at__lte=at - EVERY)
    rows = Window.objects.filter(waits).order_by("id").values_list("pk", flat=True)
    return sum(_raised(window_id, at) for window_id in rows[:MOST])


@transaction.atomic
def _raised(window_id: int, at: datetime) -> int:
    """Return how many holes of one window were raised or closed."""
    found, today = duty.of(window_id), local(at).date()
    lacking = duty.lacking(found, today)
    now = {(day, gap) for day, gaps in lacking.items() for gap in gaps}
    known = set(duty.open_holes(window_id))
    closed = [pair for pair in known - now if pair[0] >= today]
    Hole.objects.bulk_create(
        [
            Hole(window_id=window_id, day=day, gap=gap.value, raised_at=at)
            for day, gap in now - known
        ]
    )
    for day, gap in closed:
        open_one = Hole.objects.filter(window=window_id, day=day, gap=gap.value, filled_at=None)
        open_one.update(filled_at=at)
    Window.objects.filter(pk=window_id).update(looked_at=at)
    return len(now - known) + len(closed)
