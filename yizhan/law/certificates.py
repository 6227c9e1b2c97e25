"""What a certificate (证照) is worth on a day, derived from its dates, its events and its renewal.

Nothing here is stored as truth: whoever asks today gets today's answer (L2.15, L3).

>>> from datetime import date
>>> paper = Certificate(valid_from=date(2021, 6, 1), valid_until=date(2026, 5, 31))
>>> standing(paper, (), Renewal(applied_on=date(2026, 4, 1)), date(2026, 6, 1)).label
'视为准予延续'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yizhan.law.words import CertificateState, Word

RENEWAL_DAYS = 30  # ALL 50; another law may name another period


class CertificateEvent(Word):
    """What can happen to a certificate after its issue (L4.14, ALL 8, 49, 50, 69, 70)."""

    CHANGED = "changed", "变更"
    RENEWED = "renewed", "延续"
    SUSPENDED = "suspended", "暂扣"
    RESTORED = "restored", "恢复"
    WITHDRAWN = "withdrawn", "撤回"
    REVOKED = "revoked", "撤销"
    CANCELLED = "cancelled", "注销"
    RENEWAL_ASKED = "renewal_asked", "申请延续"
    RENEWAL_DECIDED = "renewal_decided", "延续申请办结"


ENDS = {
    CertificateEvent.WITHDRAWN: CertificateState.WITHDRAWN,
    CertificateEvent.REVOKED: CertificateState.REVOKED,
    CertificateEvent.CANCELLED: CertificateState.CANCELLED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """The dates on a certificate; ``valid_until`` is its last day, None for no end."""

    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One thing that happened; ``until`` is the new last day of a renewal or of a suspension."""

    kind: CertificateEvent
    on: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewal:
    """An application to renew; ``decided_on`` None while nobody has decided."""

    applied_on: date
    decided_on: date | None = None


def standing(
    certificate: Certificate,
    events: Sequence[Event],
    renewal: Renewal | None,
    today: date,
    *,
    ahead: int = RENEWAL_DAYS,
) -> CertificateState:
    """Return what the certificate is worth on ``today``.

    An end (withdrawn, revoked, cancelled) outweighs everything, then a suspension, then the last
    day. Asked for ``ahead`` calendar days before the last day and not decided by it, the renewal
    counts as granted (L2.15, ALL 50); a later decision cannot take that back, only an event can.
    """
    past = sorted((event for event in events if event.on <= today), key=lambda event: event.on)
    ended = [ENDS[event.kind] for event in past if event.kind in ENDS]
    if ended:
        return ended[-1]
    if _suspended(past, today):
        return CertificateState.SUSPENDED
    last_day = _last_day(certificate, past)
    if last_day is not None and today > last_day:
        return _after(last_day, renewal, ahead)
    return _alive(past)


def usable(state: CertificateState) -> bool:
    """Return whether a certificate in this state may be relied on."""
    return state in {
        CertificateState.VALID,
        CertificateState.CHANGED,
        CertificateState.RENEWED,
        CertificateState.DEEMED_RENEWED,
    }


def deemed_renewed(last_day: date, renewal: Renewal, ahead: int = RENEWAL_DAYS) -> bool:
    """Return whether silence renewed the certificate at the end of its last day (L2.15)."""
    in_time = renewal.applied_on <= last_day - timedelta(days=ahead)
    silent = renewal.decided_on is None or renewal.decided_on > last_day
    return in_time and silent


def _after(last_day: date, renewal: Renewal | None, ahead: int) -> CertificateState:
    """Return the state once the last day is over."""
    if renewal is not None and deemed_renewed(last_day, renewal, ahead):
        return CertificateState.DEEMED_RENEWED
    return CertificateState.EXPIRED


def _suspended(past: Sequence[Event], today: date) -> bool:
    """Return whether a suspension still holds: not restored and not over."""
    marks = {CertificateEvent.SUSPENDED, CertificateEvent.RESTORED}
    last = next((event for event in reversed(past) if event.kind in marks), None)
    if last is None or last.kind is CertificateEvent.RESTORED:
        return False
    return last.until is None or today <= last.until


def _last_day(certificate: Certificate, past: Sequence[Event]) -> date | None:
    """Return the last day after the renewals; None for no end."""
    renewals = [event.until for event in past if event.kind is CertificateEvent.RENEWED]
    return renewals[-1] if renewals else certificate.valid_until


def _alive(past: Sequence[Event]) -> CertificateState:
    """Return the word for a certificate in force, after its last change or renewal."""
    words = {
        CertificateEvent.CHANGED: CertificateState.CHANGED,
        CertificateEvent.RENEWED: CertificateState.RENEWED,
    }
    return next(
        (words[event.kind] for event in reversed(past) if event.kind in words),
        CertificateState.VALID,
    )
