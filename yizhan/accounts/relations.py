"""Reads of what ties persons together, as they themselves see it: masked (W2.1, L3.11, G-18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from yizhan.accounts import queries
from yizhan.accounts.models import Guardianship, Mandate, Membership, User
from yizhan.accounts.powers import may_give
from yizhan.accounts.queries import PersonView
from yizhan.accounts.services import normal_login
from yizhan.accounts.ties import wards
from yizhan.law.guardians import Ending, Evidence, Kin
from yizhan.law.mandates import Ground, Role
from yizhan.law.refusals import NotFound


@dataclass(frozen=True)
class Login:
    """Who stands behind a login name: staff, or the person where there is one."""

    id: int
    staff: bool
    person_id: UUID | None


@dataclass(frozen=True)
class MemberView:
    """Somebody who handles an organisation's matters."""

    person: PersonView
    role: Role
    since: date


@dataclass(frozen=True)
class OrganisationView:
    """An organisation as one of its own sees it; the representative also sees the members."""

    organisation: PersonView
    role: Role
    members: tuple[MemberView, ...]

    @property
    def mine(self) -> bool:
        """Return whether whoever looks is its legal representative."""
        return self.role is Role.REPRESENTATIVE


@dataclass(frozen=True, kw_only=True)
class GuardianshipView:
    """A guardian and a ward, as either sees it."""

    id: int
    guardian: PersonView
    ward: PersonView
    ground: Ground
    kin: Kin
    document: Evidence
    evidence: str
    since: date
    until: date | None
    ended_at: datetime | None
    ended_why: Ending | None


def organisations_of(person_id: UUID, on: date) -> list[OrganisationView]:
    """Return the organisations that a person acts for on a day, in three statements."""
    mine = {row.organisation_id: Role(row.role) for row in _held(on).filter(person=person_id)}
    rows = list(_held(on).filter(organisation__in=mine))
    views = queries.persons({*mine, *(row.person_id for row in rows)})
    return [
        OrganisationView(views[id_], role, _members(rows, id_, views) if _leads(role) else ())
        for id_, role in sorted(mine.items())
    ]


def guardianships_of(person_id: UUID) -> list[GuardianshipView]:
    """Return the guardianships on either side of which a person stands, the living first."""
    rows = Guardianship.objects.filter(Q(guardian=person_id) | Q(ward=person_id))
    return _guardianships(rows)


def wards_of(person_id: UUID, on: date) -> list[PersonView]:
    """Return the wards for whom a person acts as guardian on a day (L3.11)."""
    found = queries.persons(wards(person_id, on)).values()
    return sorted(found, key=lambda view: (view.name_masked, view.id))


def guardians_of(ward: UUID) -> list[GuardianshipView]:
    """Return the guardianships over a person, the living first."""
    return _guardianships(Guardianship.objects.filter(ward=ward))


def _guardianships(found: QuerySet[Guardianship]) -> list[GuardianshipView]:
    """Return rows as they are seen, in two statements."""
    rows = list(found.order_by(F("ended_at").desc(nulls_first=True), "-since", "-id"))
    views = queries.persons({id_ for row in rows for id_ in (row.guardian_id, row.ward_id)})
    return [
        GuardianshipView(
            id=row.pk,
            guardian=views[row.guardian_id],
            ward=views[row.ward_id],
            ground=Ground(row.basis),
            kin=Kin(row.kin),
            document=Evidence(row.document),
            evidence=row.evidence_text,
            since=row.since,
            until=row.until,
            ended_at=row.ended_at,
            ended_why=Ending(row.ended_why) if row.ended_why else None,
        )
        for row in rows
    ]


def principals_of(person_id: UUID, on: date) -> list[PersonView]:
    """Return in whose name a person may give a mandate on a day: first their own (L3.11)."""
    others = queries.applicants_for(person_id, on)
    given = [view for view in others if may_give(person_id, view.id, on)]
    return [*queries.persons({person_id}).values(), *given]


def registered(login: str, name: str) -> UUID | None:
    """Return the person whose login and legal name these are; None where either is another's."""
    found = User.objects.filter(
        login=normal_login(login), is_active=True, is_staff_member=False, person__name=name.strip()
    )
    return found.values_list("person_id", flat=True).first()


def _held(on: date) -> QuerySet[Membership]:
    """Return the memberships that hold on a day, representatives last."""
    rows = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)
    return rows.order_by("role", "since")


def _leads(role: Role) -> bool:
    """Return whether a role sees the members."""
    return role is Role.REPRESENTATIVE


def _members(
    rows: list[Membership], organisation: UUID, views: dict[UUID, PersonView]
) -> tuple[MemberView, ...]:
    """Return the authorised people of an organisation."""
    return tuple(
        MemberView(views[row.person_id], Role(row.role), row.since)
        for row in rows
        if row.organisation_id == organisation and row.role == Role.AUTHORISED.value
    )


def login(name: str) -> Login:
    """Return the living login of a name; raises NotFound."""
    row = User.objects.filter(login=normal_login(name), is_active=True).first()
    if row is None:
        raise NotFound("没有这个登录名", clause="W2.1", remedy="请核对后再试")
    return Login(row.pk, row.is_staff_member, row.person_id)


def evidence_among(digests: Iterable[str]) -> set[str]:
    """Return those of some files that are the evidence of a mandate (L4.16)."""
    rows = Mandate.objects.filter(evidence_digest__in=list(digests))
    return set(rows.values_list("evidence_digest", flat=True))
