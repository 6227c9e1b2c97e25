"""Guardianships: recorded on cards and a document seen at a window, ended there (L3.11)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yizhan.accounts import relations, services
from yizhan.accounts.models import Guardianship, Person
from yizhan.accounts.registry import Details
from yizhan.accounts.relations import GuardianshipView
from yizhan.accounts.ties import capacities
from yizhan.law import guardians
from yizhan.law.clocks import local
from yizhan.law.guardians import Ended, Guarding
from yizhan.law.identities import IdType
from yizhan.law.mandates import CLAUSE, Ground
from yizhan.law.refusals import Conflict, Invalid, NotFound

WHAT = "guardianship"


@transaction.atomic
def enter(
    ward: Details, guardian: Details, said: Guarding, staff_id: int, *, at: datetime
) -> tuple[UUID, int]:
    """Return the ward and the guardianship that the front desk records from both cards.

    All or nothing: who is refused as guardian is not entered as a person either.
    """
    if IdType.CREDIT in {ward.kind, guardian.kind}:
        raise Invalid("监护人和被监护人应为自然人", clause=CLAUSE, remedy="请核对证件类型")
    child = services.enrol(ward, staff_id, at=at)
    grown = services.enrol(guardian, staff_id, at=at)
    made = record(grown, child, said, at=at)
    services.looked(staff_id, child, WHAT, f"登记监护关系：{said.document.label}", at=at)
    return child, made


@transaction.atomic
def record(guardian: UUID, ward: UUID, said: Guarding, *, at: datetime) -> int:
    """Return the id of a new guardianship, on evidence seen at a window (L3.11).

    Raises what the law of guardians raises, and Conflict for one that is recorded already.
    """
    on = local(at).date()
    if guardian == ward:
        raise Invalid("监护人不能是被监护人本人", clause=CLAUSE, remedy="请核对两个证件")
    Person.objects.select_for_update().get(pk=ward)
    able, other = capacities(ward, guardian)
    guardians.check(said, ward=able, guardian=other, on=on)
    living = Q(ended_at__isnull=True) & (Q(until__isnull=True) | Q(until__gte=on))
    if Guardianship.objects.filter(living, guardian=guardian, ward=ward).exists():
        raise Conflict("这项监护关系已经登记", clause=CLAUSE, remedy="请查看已登记的监护关系")
    made = Guardianship.objects.create(
        guardian_id=guardian,
        ward_id=ward,
        basis=said.ground.value,
        kin=said.kin.value,
        document=said.document.value,
        evidence_text=said.words.strip(),
        since=said.period.since,
        until=said.period.until,
    )
    return made.pk


@transaction.atomic
def end(ward: UUID, guardianship: int, said: Ended, staff_id: int, *, at: datetime) -> None:
    """End a guardianship now, for a reason and on a document (民法典 36, 39).

    Raises NotFound for a missing, an ended and another ward's one alike.
    """
    Person.objects.select_for_update().filter(pk=ward).first()
    living = Guardianship.objects.filter(ward=ward, ended_at__isnull=True)
    row = living.filter(pk=guardianship).first()
    if row is None:
        raise NotFound("没有找到这项监护关系", clause=CLAUSE, remedy="请核对后再试")
    on = local(at).date()
    open_ended = Q(until__isnull=True) | Q(until__gte=on)
    others = living.filter(open_ended, basis=row.basis).exclude(guardian=row.guardian_id).exists()
    guardians.check_end(Ground(row.basis), said, others=others)
    row.ended_at, row.ended_why, row.ended_text = at, said.why.value, said.words.strip()
    row.save(update_fields=["ended_at", "ended_why", "ended_text"])
    services.looked(staff_id, ward, WHAT, f"终止监护关系：{said.why.label}", at=at)


@transaction.atomic
def seen(ward: UUID, staff_id: int, *, at: datetime) -> list[GuardianshipView]:
    """Return the guardianships over a known person; that staff looked is written down (P-16)."""
    services.looked(staff_id, ward, WHAT, "窗口查看监护登记", at=at)
    return relations.guardians_of(ward)
