"""Reads what ties one person to another out of the tables, as the law of mandates wants it."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from yizhan.accounts.models import Guardianship, Mandate, Membership, Person
from yizhan.law.mandates import Capacity, Ground, Period, Power, Role, Ties


def ties(actor: UUID, applicant: UUID) -> Ties:
    """Return what ties a person to an applicant, in five statements at most.

    Somebody unknown has no ties at all.
    """
    born = dict(Person.objects.filter(pk__in={actor, applicant}).values_list("pk", "born"))
    if born.keys() != {actor, applicant}:
        return Ties()
    guards = list(Guardianship.objects.filter(ward__in={actor, applicant}))
    if actor == applicant:
        own = _capacity(actor, born[actor], guards)
        return Ties(same=True, actor=own, applicant=own)
    return Ties(
        same=actor == applicant,
        actor=_capacity(actor, born[actor], guards),
        applicant=_capacity(applicant, born[applicant], guards),
        guardian=tuple(
            (Ground(row.basis), _period(row))
            for row in guards
            if row.guardian_id == actor and row.ward_id == applicant
        ),
        roles=_roles(actor, applicant),
        powers=_powers(actor, applicant),
    )


def principals(actor: UUID, on: date) -> set[UUID]:
    """Return everybody for whom a person may do something on a day, in three statements."""
    open_ended = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    wards = Guardianship.objects.filter(open_ended, guardian=actor)
    organisations = Membership.objects.filter(open_ended, person=actor)
    mandates = Mandate.objects.filter(open_ended, agent=actor, revoked_at__isnull=True)
    return {
        *wards.values_list("ward", flat=True),
        *organisations.values_list("organisation", flat=True),
        *mandates.values_list("principal", flat=True),
    }


def _capacity(person: UUID, born: date | None, guards: list[Guardianship]) -> Capacity:
    """Return what a person can do alone."""
    return Capacity(
        born=born,
        incapable=tuple(
            _period(row)
            for row in guards
            if row.ward_id == person and Ground(row.basis) is Ground.INCAPACITY
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


def _period(row: Guardianship | Membership | Mandate) -> Period:
    """Return the period of a row."""
    return Period(row.since, row.until)
