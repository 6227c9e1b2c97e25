"""What a certificate (证照) is worth on a day, derived from its dates and its events.

Nothing here is stored as truth: whoever asks today gets today's answer (L2.15, L3). A certificate
lives on through its versions: a change or a renewal issues the next one, the events are common.

>>> from datetime import date
>>> paper = Certificate(valid_from=date(2021, 6, 1), valid_until=date(2026, 5, 31))
>>> silent = Event(kind=CertificateEvent.DEEMED_RENEWED, on=date(2026, 6, 1))
>>> standing(paper, [silent], date(2026, 6, 1)).label
'视为准予延续'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yizhan.law.words import CertificateState, Word


class Aim(Word):
    """What an application asks for: a certificate anew, or something of one that is there."""

    NEW = "new", "新办"
    CHANGE = "change", "变更"
    RENEWAL = "renewal", "延续"


class CertificateEvent(Word):
    """What can happen to a certificate after its issue (L4.14, ALL 8, 49, 50, 69, 70)."""

    CHANGED = "changed", "变更"
    RENEWED = "renewed", "延续"
    DEEMED_RENEWED = "deemed_renewed", "视为准予延续"
    SUSPENDED = "suspended", "暂扣"
    RESTORED = "restored", "恢复"
    WITHDRAWN = "withdrawn", "撤回"
    REVOKED = "revoked", "撤销"
    CANCELLED = "cancelled", "注销"
    CHANGE_ASKED = "change_asked", "申请变更"
    RENEWAL_ASKED = "renewal_asked", "申请延续"
    CHANGE_REFUSED = "change_refused", "不予变更"
    RENEWAL_REFUSED = "renewal_refused", "不予延续"


ENDS = {
    CertificateEvent.WITHDRAWN: CertificateState.WITHDRAWN,
    CertificateEvent.REVOKED: CertificateState.REVOKED,
    CertificateEvent.CANCELLED: CertificateState.CANCELLED,
}
RENEWALS = frozenset({CertificateEvent.RENEWED, CertificateEvent.DEEMED_RENEWED})
ALIVE = frozenset(
    {
        CertificateState.VALID,
        CertificateState.CHANGED,
        CertificateState.RENEWED,
        CertificateState.DEEMED_RENEWED,
    }
)


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
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class About:
    """What an application says of the certificate that it is about: what for, its last day."""

    aim: Aim
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Life:
    """A certificate as the law is told of it before a step: its newest version, its worth today.

    ``asked``: an application about it is still open.
    """

    lineage: str
    version: int
    number: str
    oid: str
    valid_from: date
    valid_until: date | None
    state: CertificateState
    current: bool = True
    asked: bool = False


def standing(certificate: Certificate, events: Sequence[Event], today: date) -> CertificateState:
    """Return what the certificate is worth on ``today``.

    An end (withdrawn, revoked, cancelled) outweighs everything, then a suspension, then the last
    day. A renewal by silence is an event of time (``law.renewal``); a later decision cannot take
    that back, only an end can (L2.15, ALL 50).
    """
    past = sorted((event for event in events if event.on <= today), key=lambda event: event.on)
    ended = [ENDS[event.kind] for event in past if event.kind in ENDS]
    if ended:
        return ended[-1]
    if _suspended(past, today):
        return CertificateState.SUSPENDED
    last_day = _last_day(certificate, past)
    if last_day is not None and today > last_day:
        return CertificateState.EXPIRED
    return _alive(past)


def usable(state: CertificateState) -> bool:
    """Return whether a certificate in this state may be relied on."""
    return state in ALIVE


def _suspended(past: Sequence[Event], today: date) -> bool:
    """Return whether a suspension still holds: not restored and not over."""
    marks = {CertificateEvent.SUSPENDED, CertificateEvent.RESTORED}
    last = next((event for event in reversed(past) if event.kind in marks), None)
    if last is None or last.kind is CertificateEvent.RESTORED:
        return False
    return last.until is None or today <= last.until


def _last_day(certificate: Certificate, past: Sequence[Event]) -> date | None:
    """Return the last day after the renewals; None for no end."""
    renewals = [event.until for event in past if event.kind in RENEWALS]
    return renewals[-1] if renewals else certificate.valid_until


def _alive(past: Sequence[Event]) -> CertificateState:
    """Return the word for a certificate in force, after its last change or renewal."""
    words = {
        CertificateEvent.CHANGED: CertificateState.CHANGED,
        CertificateEvent.RENEWED: CertificateState.RENEWED,
        CertificateEvent.DEEMED_RENEWED: CertificateState.DEEMED_RENEWED,
    }
    return next(
        (words[event.kind] for event in reversed(past) if event.kind in words),
        CertificateState.VALID,
    )
