"""What changes a planned adjustment (区划调整): proposed, approved by another, carried out."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yizhan.adjustments import carrying
from yizhan.adjustments.carrying import Wanted
from yizhan.adjustments.models import Adjustment
from yizhan.law.clocks import local
from yizhan.law.refusals import Conflict, Incomplete, NotFound, Refusal, Unlawful, WrongPost
from yizhan.places import codes
from yizhan.places.plans import Shift

CLAUSE = "L5"


@transaction.atomic
def propose(wanted: Wanted, division: str, *, at: datetime) -> Adjustment:
    """Return a plan that waits for the second person, with the report of its preview.

    Raises Incomplete without a ground, Unlawful for codes outside the division, Invalid for rows
    that do not fit the map.
    """
    if not wanted.basis.strip():
        raise Incomplete("请写明批准文件", clause=CLAUSE, field="basis")
    _check_within(wanted.shifts, division)
    return Adjustment.objects.create(
        division=division,
        on=wanted.on,
        basis=wanted.basis.strip()[:300],
        rows=[asdict(row) for row in wanted.shifts],
        report=carrying.preview(wanted, at),
        proposed_by=wanted.by,
        proposed_at=at,
    )


def _check_within(shifts: Sequence[Shift], division: str) -> None:
    """Raise Unlawful for a code that is not below a division."""
    low, high = codes.span(division)
    named = [code for row in shifts for code in (row.old, row.new) if code]
    strange = next((code for code in named if not low < code <= high), "")
    if strange:
        raise Unlawful(
            f"{strange}不在本级下属区划之内", clause=CLAUSE, remedy="请由上级政务服务中心提出"
        )


@transaction.atomic
def approve(adjustment_id: UUID, *, by: int, at: datetime) -> Adjustment:
    """Return a plan that will be carried out on its day, or at once when that has come.

    Raises WrongPost for the one who proposed it, Conflict when it is decided already.
    """
    row = _waiting(adjustment_id)
    if row.proposed_by == by:
        raise WrongPost("提出人不能批准自己的调整", clause="ADM-09", remedy="请由另一人批准")
    row.approved_by, row.approved_at = by, at
    row.save(update_fields=["approved_by", "approved_at"])
    return row


@transaction.atomic
def cancel(adjustment_id: UUID, *, at: datetime) -> Adjustment:
    """Return a plan that will not be carried out; raises Conflict once it has been."""
    row = _locked(adjustment_id)
    if row.carried_at or row.cancelled_at:
        raise _decided()
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    return row


def carry_due(at: datetime) -> int:
    """Return how many plans were carried out whose day has come; one that fails says why."""
    today = local(at).date()
    waiting = Adjustment.objects.filter(
        approved_at__isnull=False, carried_at=None, cancelled_at=None, on__lte=today, fault=""
    )
    ids = list(waiting.order_by("on", "id").values_list("id", flat=True))
    return sum(_carry(one, at) for one in ids)


def _carry(adjustment_id: UUID, at: datetime) -> bool:
    """Return whether a plan was carried out; a refusal is kept with it, for people to look at."""
    try:
        with transaction.atomic():
            row = _locked(adjustment_id)
            row.report = carrying.carry_out(_wanted(row), at)
            row.carried_at = at
            row.save(update_fields=["report", "carried_at"])
    except Refusal as refusal:
        Adjustment.objects.filter(id=adjustment_id).update(fault=refusal.message[:500])
        return False
    return True


def _wanted(row: Adjustment) -> Wanted:
    """Return what the row of a plan wants carried out."""
    shifts = [Shift(**said) for said in row.rows]
    on: date = row.on
    return Wanted(shifts=shifts, on=on, basis=row.basis, by=row.approved_by or row.proposed_by)


def _waiting(adjustment_id: UUID) -> Adjustment:
    """Return a plan that nobody has decided, locked; raises NotFound or Conflict."""
    row = _locked(adjustment_id)
    if row.approved_at or row.cancelled_at:
        raise _decided()
    return row


def _locked(adjustment_id: UUID) -> Adjustment:
    """Return a plan, locked; raises NotFound."""
    row = Adjustment.objects.select_for_update().filter(id=adjustment_id).first()
    if row is None:
        raise missing()
    return row


def _decided() -> Conflict:
    """Return the refusal of a plan that was decided."""
    return Conflict("这项调整已经批准或取消", clause=CLAUSE, remedy="请刷新页面")


def missing() -> NotFound:
    """Return the refusal of a plan that is not there, or elsewhere: the two look the same."""
    return NotFound("没有这项区划调整", clause=CLAUSE, remedy="请从调整列表进入")
