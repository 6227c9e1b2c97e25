"""推行: a standard item brought to every division of its level below one, in one act (W1.2).

One drafts, another approves; the worker goes through the divisions in their order, so many at a
time, each lot whole or division by division. A lot that was done is never done again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import DatabaseError, transaction

from yizhan.items import dictionary, rolling, standards
from yizhan.items.content import Content
from yizhan.items.faults import BadContent
from yizhan.items.models import Rollout, Shortfall
from yizhan.items.validators import faults
from yizhan.law.refusals import Conflict, NotFound, Unlawful, WrongPost
from yizhan.law.words import Level
from yizhan.places import codes
from yizhan.places import queries as places
from yizhan.places.queries import DivisionView

LOT = 1000
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a roll-out is."""

    id: UUID
    name: str
    base_code: str
    level: Level
    edition: int
    within: str
    effective_from: date
    drafted_by: int
    drafted_at: datetime
    approved_by: int | None
    approved_at: datetime | None
    finished_at: datetime | None
    total: int
    made: int
    kept: int
    failed: int
    undo_at: datetime | None
    undone_at: datetime | None
    undone: int
    spared: int

    @property
    def done(self) -> int:
        """Return how many divisions were gone through."""
        return self.made + self.kept + self.failed

    @property
    def state(self) -> str:
        """Return in words how it stands."""
        if self.approved_at is None:
            return "待审核"
        if self.undo_at is not None:
            return "撤销中" if self.undone_at is None else "已撤销"
        return "推行中" if self.finished_at is None else "已完成"


@transaction.atomic
def propose(
    content: Content, within: str, *, by: int, at: datetime, effective_from: date
) -> Progress:
    """Return a roll-out that waits for the second person.

    Raises BadContent for a content that breaks a rule, Unlawful for a day in the past or a
    division below the item's level, Conflict when the same is under way.
    """
    if wrong := faults(content):
        raise BadContent(wrong)
    within = codes.full(within)
    _check_day(effective_from, at)
    if codes.level(within) > content.level:
        raise Unlawful("推行范围低于事项的行使层级", clause="W1.2", remedy="请选择上级区划")
    standard = standards.edition(content, by=by, at=at)
    if Rollout.objects.filter(standard=standard, within=within, finished_at=None).exists():
        raise Conflict("同一标准事项正在同一范围推行", clause="W1.2", remedy="请查看推行进度")
    total = places.count_of_level(content.level, within, on=at.date())
    rollout = Rollout.objects.create(
        standard=standard,
        within=within,
        effective_from=effective_from,
        drafted_by=by,
        drafted_at=at,
        total=total,
    )
    return progress(rollout.id)


@transaction.atomic
def approve(rollout_id: UUID, *, by: int, at: datetime) -> Progress:
    """Return a roll-out that may begin: the second person has said so (ADM-09).

    Raises WrongPost for the one who drafted it, Unlawful when its first day has gone by.
    """
    rollout = _locked(rollout_id)
    if rollout.drafted_by == by:
        raise WrongPost(
            "编制人不能审核自己编制的推行", clause="ADM-09", remedy="请由另一名工作人员审核"
        )
    if rollout.approved_at is None:
        _check_day(rollout.effective_from, at)
        rollout.approved_by, rollout.approved_at = by, at
        rollout.save(update_fields=["approved_by", "approved_at"])
        dictionary.call(rollout.standard_id, standards.content_of(rollout.standard_id))
    return progress(rollout_id)


@transaction.atomic
def retry(rollout_id: UUID) -> Progress:
    """Return a finished roll-out that goes once more through what it left out."""
    rollout = _locked(rollout_id)
    if rollout.finished_at is None:
        raise Conflict("推行尚未完成", clause="W1.2", remedy="请等待推行完成")
    rollout.shortfalls.all().delete()
    rollout.after, rollout.finished_at, rollout.made, rollout.kept = "", None, 0, 0
    rollout.save(update_fields=["after", "finished_at", "made", "kept"])
    return progress(rollout_id)


def advance(at: datetime, *, lot: int = LOT, rollout_id: UUID | None = None) -> int:
    """Return how many divisions were gone through now: one lot of the roll-out that waits longest.

    Nobody else works on a roll-out meanwhile. 0: nothing waits.
    """
    with transaction.atomic():
        rows = Rollout.objects.select_for_update(skip_locked=True, of=("self",))
        rows = rows.filter(approved_at__isnull=False, finished_at=None)
        rows = rows.filter(id=rollout_id) if rollout_id else rows
        rollout = rows.select_related("standard").order_by("approved_at").first()
        return _lot(rollout, at, lot) if rollout else 0


def _lot(rollout: Rollout, at: datetime, size: int) -> int:
    """Go through the next divisions and keep how far it is; return how many."""
    level = Level(rollout.standard.level)
    targets = places.of_level(level, rollout.within, on=at.date(), after=rollout.after, limit=size)
    _together(rollout, targets, at)
    if targets:
        rollout.after = targets[-1].code
    if len(targets) < size:
        rollout.finished_at = at
    rollout.save(update_fields=["after", "made", "kept", "finished_at"])
    return len(targets)


def _together(rollout: Rollout, targets: Sequence[DivisionView], at: datetime) -> None:
    """Do a lot at once; when the database refuses it, each division alone."""
    try:
        with transaction.atomic():
            outcome = rolling.roll(rollout, targets, at)
    except DatabaseError:
        for place in targets:
            _alone(rollout, place, at)
        return
    _note(rollout, outcome)


def _alone(rollout: Rollout, place: DivisionView, at: datetime) -> None:
    """Do one division, wholly or not at all."""
    try:
        with transaction.atomic():
            outcome = rolling.roll(rollout, [place], at)
    except DatabaseError as error:
        outcome = rolling.Outcome(failed={place.code: f"数据库拒绝写入：{type(error).__name__}"})
    _note(rollout, outcome)


def _note(rollout: Rollout, outcome: rolling.Outcome) -> None:
    """Keep what became of divisions."""
    rollout.made += outcome.made
    rollout.kept += outcome.kept
    Shortfall.objects.bulk_create(
        Shortfall(rollout=rollout, division=code, reason=reason[:300])
        for code, reason in outcome.failed.items()
    )


def progress(rollout_id: UUID) -> Progress:
    """Return how far a roll-out is; raises NotFound."""
    return _view(found(rollout_id))


def seen_from(division: str, rollout_id: UUID) -> Progress:
    """Return a roll-out within a division; raises NotFound for one elsewhere, as for none."""
    row = found(rollout_id)
    low, high = codes.span(division)
    if not low <= row.within <= high:
        raise NotFound("没有这次推行", clause="W1.2", remedy="请从推行列表进入")
    return _view(row)


def listed(within: str, *, after: UUID | None = None) -> list[Progress]:
    """Return a page of the roll-outs within a division, the newest first."""
    low, high = codes.span(within)
    rows = Rollout.objects.filter(within__gte=low, within__lte=high)
    rows = rows.filter(id__lt=after) if after else rows
    rows = rows.select_related("standard").order_by("-id")
    return [_view(row) for row in rows[: PAGE + 1]]


def shortfalls(rollout_id: UUID, *, after: str = "") -> list[tuple[str, str]]:
    """Return a page of the divisions that were left out, with why, by code."""
    rows = Shortfall.objects.filter(rollout_id=rollout_id, division__gt=after)
    return list(rows.order_by("division").values_list("division", "reason")[: PAGE + 1])


def _view(row: Rollout) -> Progress:
    """Return a row as others see it."""
    standard = row.standard
    return Progress(
        id=row.id,
        name=standard.name,
        base_code=standard.base_code,
        level=Level(standard.level),
        edition=standard.number,
        within=row.within,
        effective_from=row.effective_from,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        finished_at=row.finished_at,
        total=row.total,
        made=row.made,
        kept=row.kept,
        failed=row.shortfalls.count() - row.spared,
        undo_at=row.undo_at,
        undone_at=row.undone_at,
        undone=row.undone,
        spared=row.spared,
    )


def found(rollout_id: UUID) -> Rollout:
    """Return a roll-out; raises NotFound."""
    row = Rollout.objects.select_related("standard").filter(id=rollout_id).first()
    if row is None:
        raise NotFound("没有这次推行", clause="W1.2", remedy="请从推行列表进入")
    return row


def _locked(rollout_id: UUID) -> Rollout:
    """Return a roll-out, locked; raises NotFound."""
    found(rollout_id)
    return Rollout.objects.select_for_update().get(id=rollout_id)


def _check_day(effective_from: date, at: datetime) -> None:
    """Raise Unlawful for a first day that has gone by."""
    if effective_from < at.date():
        raise Unlawful("生效日期不能早于今天", clause="ADM-03", remedy="请另选生效日期")
