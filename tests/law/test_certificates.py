"""What a certificate is worth on a day (L2.15, L3)."""

from datetime import date

import pytest

from yizhan.law.certificates import (
    Certificate,
    CertificateEvent,
    Event,
    standing,
    usable,
)
from yizhan.law.words import CertificateState

PAPER = Certificate(valid_from=date(2021, 6, 1), valid_until=date(2026, 5, 31))
AFTER = date(2026, 6, 1)


def on(day: date, *events: Event) -> CertificateState:
    """Return the standing of the paper on a day."""
    return standing(PAPER, events, day)


def test_a_certificate_without_an_end_never_expires() -> None:
    """No last day, no expiry."""
    endless = Certificate(valid_from=date(2021, 6, 1))
    assert standing(endless, (), date(2099, 1, 1)) is CertificateState.VALID


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (CertificateEvent.WITHDRAWN, CertificateState.WITHDRAWN),
        (CertificateEvent.REVOKED, CertificateState.REVOKED),
        (CertificateEvent.CANCELLED, CertificateState.CANCELLED),
    ],
)
def test_an_ended_certificate_is_not_revived_by_a_silent_renewal(
    kind: CertificateEvent, expected: CertificateState
) -> None:
    """An end outweighs suspension, expiry and deemed renewal, from its own day on."""
    ended = Event(kind=kind, on=date(2026, 5, 20))
    silent = Event(kind=CertificateEvent.DEEMED_RENEWED, on=AFTER, until=date(2031, 5, 31))
    assert on(date(2026, 5, 19), ended) is CertificateState.VALID
    assert on(AFTER, ended, silent) is expected


def test_a_suspension_holds_until_its_day_or_until_restored() -> None:
    """The last day of a suspension still counts; the next does not."""
    timed = Event(kind=CertificateEvent.SUSPENDED, on=date(2026, 1, 5), until=date(2026, 2, 4))
    open_ended = Event(kind=CertificateEvent.SUSPENDED, on=date(2026, 3, 1))
    restored = Event(kind=CertificateEvent.RESTORED, on=date(2026, 3, 20))
    assert on(date(2026, 2, 4), timed) is CertificateState.SUSPENDED
    assert on(date(2026, 2, 5), timed) is CertificateState.VALID
    assert on(date(2026, 3, 19), timed, open_ended, restored) is CertificateState.SUSPENDED
    assert on(date(2026, 3, 20), timed, open_ended, restored) is CertificateState.VALID


def test_a_renewal_moves_the_last_day_and_a_change_does_not() -> None:
    """After both the last word stands, within the new term."""
    renewed = Event(kind=CertificateEvent.RENEWED, on=date(2026, 5, 25), until=date(2031, 5, 31))
    changed = Event(kind=CertificateEvent.CHANGED, on=date(2025, 3, 1))
    assert on(date(2025, 4, 1), changed, renewed) is CertificateState.CHANGED
    assert on(date(2030, 1, 1), changed, renewed) is CertificateState.RENEWED
    assert on(date(2031, 6, 1), changed, renewed) is CertificateState.EXPIRED


def test_only_a_certificate_in_force_may_be_relied_on() -> None:
    """Five states are of no use to a counter, four are."""
    assert {state for state in CertificateState if usable(state)} == {
        CertificateState.VALID,
        CertificateState.CHANGED,
        CertificateState.RENEWED,
        CertificateState.DEEMED_RENEWED,
    }
