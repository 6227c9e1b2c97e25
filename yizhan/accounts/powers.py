"""Changes of powers: mandates, and who handles an organisation's matters (L3.11)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from yizhan.accounts.models import Mandate, Membership, Person
from yizhan.accounts.ties import ties
from yizhan.law import mandates
from yizhan.law.mandates import CLAUSE, Acting, Action, Role
from yizhan.law.refusals import Incomplete, Invalid, NotFound, Unlawful


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a mandate says (L4.16): for whom, who, which items (none = all), which actions, when."""

    principal: UUID
    agent: UUID
    actions: tuple[Action, ...]
    since: date
    until: date
    items: tuple[str, ...] = ()
    evidence_text: str = ""
    evidence_digest: str = ""


def give_mandate(giver: UUID, terms: Terms, *, at: datetime) -> UUID:
    """Return the id of a new mandate, given by the principal, a guardian or a representative.

    Raises Incomplete or Invalid for what is missing, Unlawful when the giver may not give it.
    """
    _check_terms(terms)
    _check_giver(giver, terms.principal, at.date())
    mandate = Mandate.objects.create(
        principal_id=terms.principal,
        agent_id=terms.agent,
        items=list(terms.items),
        actions=[action.value for action in terms.actions],
        since=terms.since,
        until=terms.until,
        evidence_text=terms.evidence_text,
        evidence_digest=terms.evidence_digest,
        created_at=at,
    )
    return mandate.pk


def may_give(giver: UUID, principal: UUID, on: date) -> bool:
    """Return whether a person may give a mandate in the name of the principal on a day (L3.11)."""
    try:
        _check_giver(giver, principal, on)
    except Unlawful:
        return False
    return True


def revoke_mandate(mandate_id: UUID, by: UUID, *, at: datetime) -> None:
    """End a mandate now: its principal's side or the agent may at any time (L3.11).

    Raises NotFound for a missing and for somebody else's mandate alike.
    """
    mandate = Mandate.objects.filter(pk=mandate_id, revoked_at__isnull=True).first()
    if mandate is None or not _may_end(mandate, by, at.date()):
        raise NotFound("没有找到这份委托书", clause=CLAUSE, remedy="请核对后再试")
    Mandate.objects.filter(pk=mandate_id, revoked_at__isnull=True).update(revoked_at=at)


def record_representative(person: UUID, organisation: UUID, *, on: date) -> None:
    """Record who represents an organisation, on licence and card seen at a window (W2.1).

    Raises Unlawful when the licence names somebody else.
    """
    known = Person.objects.filter(pk=organisation).values_list("representative", flat=True)
    if known.first() != Person.objects.get(pk=person).name:
        raise Unlawful(
            "证照上的法定代表人不是这个人", clause="W2.1", remedy="请核对营业执照和身份证"
        )
    Membership.objects.get_or_create(
        person_id=person,
        organisation_id=organisation,
        role=Role.REPRESENTATIVE.value,
        until=None,
        defaults={"since": on},
    )


def authorise(representative: UUID, organisation: UUID, member: UUID, *, on: date) -> None:
    """Let a person handle the organisation's matters; only its representative may (W2.1)."""
    _check_representative(representative, organisation, on)
    Membership.objects.get_or_create(
        person_id=member,
        organisation_id=organisation,
        role=Role.AUTHORISED.value,
        until=None,
        defaults={"since": on},
    )


def dismiss(representative: UUID, organisation: UUID, member: UUID, *, on: date) -> None:
    """End that a person handles the organisation's matters, from this day on (W2.1)."""
    _check_representative(representative, organisation, on)
    held = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        person=member,
        organisation=organisation,
        role=Role.AUTHORISED.value,
    )
    held.filter(since__gte=on).delete()
    held.update(until=on - timedelta(days=1))


def _check_terms(terms: Terms) -> None:
    """Raise unless a mandate names another agent, its actions, its period and its evidence."""
    if not terms.actions or not (terms.evidence_text.strip() or terms.evidence_digest):
        raise Incomplete("委托书须写明权限并附委托凭据", clause=CLAUSE, remedy="请补全委托书")
    if terms.until < terms.since:
        raise Invalid("委托期限的止期早于起期", clause=CLAUSE, remedy="请核对期限", field="until")
    if terms.principal == terms.agent:
        raise Invalid("代理人不能是委托人本人", clause=CLAUSE, remedy="请另选代理人", field="agent")


def _check_giver(giver: UUID, principal: UUID, on: date) -> None:
    """Raise Unlawful unless a person may give a mandate in the name of the principal."""
    held = mandates.acting(ties(giver, principal), "", Action.PROMISE, on)
    if held is Acting.AGENT:
        raise Unlawful("代理人不能再转委托", clause=CLAUSE, remedy="请由委托人直接委托")


def _may_end(mandate: Mandate, by: UUID, on: date) -> bool:
    """Return whether a person stands on either side of a mandate."""
    return by == mandate.agent_id or may_give(by, mandate.principal_id, on)


def _check_representative(person: UUID, organisation: UUID, on: date) -> None:
    """Raise Unlawful unless a person is the representative on a day."""
    roles = ties(person, organisation).roles
    if not any(role is Role.REPRESENTATIVE and period.holds(on) for role, period in roles):
        raise Unlawful(
            "只有法定代表人可以授权经办人", clause="W2.1", remedy="请由法定代表人登录后授权"
        )
