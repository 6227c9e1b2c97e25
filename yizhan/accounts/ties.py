"""Reads what ties one person to another out of the tables, as the law of mandates wants it."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from yizhan.accounts.models import Guardianship, Mandate, Membership
from yizhan.law.mandates import Capacity, Ground, Period, Power, Role, Ties
from yizhan.orm import prepared

BORN = """select p.id, p.born, g.guardian_id, g.basis, g.since, g.until
from accounts_person p left join accounts_guardianship g
on g.ward_id = p.id and g.ended_at is null
where p.id = any(%s)"""


class Guard(NamedTuple):
    """A guardianship over one of two people."""

    ward: UUID
    guardian: UUID
    ground: Ground
    period: Period


def ties(actor: UUID, applicant: UUID) -> Ties:
    """Return what ties a person to an applicant, in three statements at most.

    Somebody unknown has no ties at all; who asks for themselves costs one statement.
    """
    born, guards = _births({actor, applicant})
    if born.keys() != {actor, applicant}:
        return Ties()
    if actor == applicant:
        own = _capacity(actor, born[actor], guards)
        return Ties(same=True, actor=own, applicant=own)
    return Ties(
        same=actor == applicant,
        actor=_capacity(actor, born[actor], guards),
        applicant=_capacity(applicant, born[applicant], guards),
        guardian=tuple(
            (guard.ground, guard.period)
            for guard in guards
            if guard.guardian == actor and guard.ward == applicant
        ),
        roles=_roles(actor, applicant),
        powers=_powers(actor, applicant),
    )


def principals(actor: UUID, on: date) -> set[UUID]:
    """Return everybody for whom a person may do something on a day, in three statements."""
    held = _held(on)
    organisations = Membership.objects.filter(held, person=actor)
    mandates = Mandate.objects.filter(held, agent=actor, revoked_at__isnull=True)
    return {
        *wards(actor, on),
        *organisations.values_list("organisation", flat=True),
        *mandates.values_list("principal", flat=True),
    }


def wards(guardian: UUID, on: date) -> set[UUID]:
    """Return whom a person guards on a day; a child that has grown up is none any more (L3.11)."""
    rows = Guardianship.objects.filter(_held(on), guardian=guardian, ended_at__isnull=True)
    return {
        ward
        for ward, basis, born in rows.values_list("ward", "basis", "ward__born")
        if basis != Ground.MINOR.value or not Capacity(born=born).of_age(on)
    }


def _held(on: date) -> Q:
    """Return the condition of a row whose period holds a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def capacities(*persons: UUID) -> list[Capacity]:
    """Return what each of some known people can do alone."""
    born, guards = _births(set(persons))
    return [_capacity(one, born[one], guards) for one in persons]


def _births(persons: set[UUID]) -> tuple[dict[UUID, date | None], list[Guard]]:
    """Return when people were born, and every guardianship over them."""
    rows = prepared.rows(BORN, [list(persons)])
    guards = [
        Guard(ward, guardian, Ground(basis), Period(since, until))
        for ward, _, guardian, basis, since, until in rows
        if guardian
    ]
    return {row[0]: row[1] for row in rows}, guards


def _capacity(person: UUID, born: date | None, guards: list[Guard]) -> Capacity:
    """Return what a person can do alone."""
    return Capacity(
        born=born,
        incapable=tuple(
            guard.period
            for guard in guards
            if guard.ward == person and guard.ground is Ground.INCAPACITY
        ),
    )


def _roles(actor: UUID, organisation: UUID) -> tuple[tuple[Role, Period], ...]:
    """Return the roles of a person in an organisation, past ones too."""
    rows = Membership.objects.filter(person=actor, organisation=organisation)
    return tuple((Role(row.role), _period(row)) for row in rows)


def _powers(agent: UUID, principal: UUID) -> tuple[Power, ...]:
    """Return the mandates between two persons that nobody revoked."""
    rows = Mandate.objects.filter(principal=principal, agent=agent, revoked_at__isnull=True)
    return tuple(
        Power(items=frozenset(row.items), actions=frozenset(row.actions), period=_period(row))
        for row in rows
    )


def _period(row: Membership | Mandate) -> Period:
    """Return the period of a row."""
    return Period(row.since, row.until)
