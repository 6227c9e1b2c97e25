"""Changes what a person holds (我的材料): kept, checked against the original, reused (L5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yizhan.law.refusals import NotFound, Unlawful
from yizhan.law.words import Trust
from yizhan.materials import limits, queries
from yizhan.materials.models import File, Holding
from yizhan.materials.queries import HoldingView


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What is to be kept: the file, the kind it is by the catalogue, how far it is trusted.

    ``source`` is the number of the case it comes from, ``checked_by`` the posting that saw the
    original (needed for B).
    """

    digest: str
    name: str
    kind: str
    trust: Trust = Trust.UPLOADED
    source: str = ""
    checked_by: int | None = None
    valid_until: date | None = None


def keep(person_id: UUID, keeping: Keeping, *, at: datetime) -> HoldingView:
    """Return a person's material, kept once for each file and kind; trust only ever rises.

    Raises NotFound for an unknown file, Unlawful for trust without its ground or too many.
    """
    _check_ground(keeping)
    with transaction.atomic():
        held = Holding.objects.select_for_update(of=("self",)).select_related("file")
        row = held.filter(
            person_id=person_id, kind=keeping.kind, file_id=keeping.digest
        ).first() or _new(person_id, keeping, at)
        if _above(keeping.trust, Trust(row.trust)):
            _raise(row, keeping)
        return queries.holding_view(row)


def kept_from_case(
    person_id: UUID, keepings: Iterable[Keeping], *, case: str, at: datetime
) -> list[HoldingView]:
    """Return what stays with a person after a case, each with the case's number as its source."""
    with transaction.atomic():
        return [
            keep(
                person_id,
                Keeping(
                    digest=one.digest,
                    name=one.name,
                    kind=one.kind,
                    trust=one.trust,
                    source=case,
                    checked_by=one.checked_by,
                    valid_until=one.valid_until,
                ),
                at=at,
            )
            for one in keepings
        ]


def check_original(holding_id: UUID, *, posting: int) -> HoldingView:
    """Return a material after a posting compared it with the original: trust B (L5).

    One that an agency issued stays A. Who may do so is for the caller to know (H2.4).
    """
    with transaction.atomic():
        rows = Holding.objects.select_for_update(of=("self",)).select_related("file")
        row = rows.filter(pk=holding_id).first()
        if row is None:
            raise queries.missing_holding()
        if _above(Trust.CHECKED, Trust(row.trust)):
            row.trust, row.checked_by = Trust.CHECKED.value, posting
            row.save(update_fields=["trust", "checked_by"])
        return queries.holding_view(row)


def put_away(holding_id: UUID, person_id: UUID) -> None:
    """Take a material off a person's shelf; cases that used it keep theirs. Raises NotFound."""
    gone, _ = Holding.objects.filter(pk=holding_id, person_id=person_id).delete()
    if not gone:
        raise queries.missing_holding()


def _above(one: Trust, other: Trust) -> bool:
    """Return whether one class is trusted further than another: A before B before C before D."""
    return one.value < other.value


def _check_ground(keeping: Keeping) -> None:
    """Raise Unlawful when A names no source or B nobody who saw the original."""
    if keeping.trust is Trust.ISSUED and not keeping.source:
        raise Unlawful("机构产生的材料须注明来源", clause="L5", remedy="请注明签发的办件或者证照")
    if keeping.trust is Trust.CHECKED and keeping.checked_by is None:
        raise Unlawful("窗口核验的材料须注明核验人", clause="L5", remedy="请由窗口核对原件")


def _new(person_id: UUID, keeping: Keeping, at: datetime) -> Holding:
    """Return a new row of what is to be kept."""
    file = File.objects.filter(pk=keeping.digest).first()
    if file is None:
        raise NotFound("没有这份材料", clause="L3.11", remedy="请重新上传", field="file")
    if Holding.objects.filter(person_id=person_id).count() >= limits.HOLDINGS:
        raise Unlawful("“我的材料”已满", clause="T26", remedy="请先移除不再需要的材料")
    return Holding.objects.create(
        person_id=person_id,
        name=keeping.name[: limits.NAME],
        kind=keeping.kind,
        trust=keeping.trust.value,
        file=file,
        source=keeping.source,
        checked_by=keeping.checked_by,
        valid_until=keeping.valid_until,
        created_at=at,
    )


def _raise(row: Holding, keeping: Keeping) -> None:
    """Raise the trust of a material, with the ground that carries it."""
    row.trust, row.source = keeping.trust.value, keeping.source or row.source
    row.checked_by, row.valid_until = keeping.checked_by, keeping.valid_until
    row.save(update_fields=["trust", "source", "checked_by", "valid_until"])
