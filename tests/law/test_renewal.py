"""Applications about a certificate: asked in time, decided, or renewed by silence (L2.15)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from yizhan.law import renewal
from yizhan.law.certificates import Aim, CertificateEvent
from yizhan.law.item import Length, Rules
from yizhan.law.refusals import Refusal
from yizhan.law.words import CertificateState

from .playing import FORM, LIFE, REFUSAL, Story

RULES = Rules(name="公共场所卫生许可", months=60, promised=Length(10), materials=(FORM,))
LAST = date(2026, 5, 29)


def asked(on: str, aim: str = "renewal", **life: object) -> Story:
    """Return a case that asks something of the certificate."""
    return Story(RULES).submit(on, "form", aim=aim, life=replace(LIFE, **life))


def in_review(on: str, aim: str = "renewal") -> Story:
    """Return such a case ready for its decision."""
    return asked(on, aim).do("accept", on).do("review", on)


@pytest.mark.parametrize(
    ("on", "stage"), [("2026-04-29 23:59", "granted"), ("2026-04-30 00:00", "review")]
)
def test_silence_renews_who_asked_thirty_days_before_and_nobody_else(on, stage):
    """30 days before the last day is in time, 29 is not; true at 0:00 after the last day."""
    story = in_review(on).wait("2026-05-29 23:59")
    assert story.course.stage == "review"
    assert story.wait("2026-05-30 00:00").course.stage == stage


def test_a_renewal_by_silence_says_until_when_and_is_an_exception():
    """The new term begins the day after the old one; R02 tells the superiors."""
    story = in_review("2026-04-01 09:00").wait("2026-05-30 00:00")
    (event,) = [outcome.event for outcome in story.happened if outcome.step == "deem_renewed"]
    assert (event.kind, event.until) == (CertificateEvent.DEEMED_RENEWED, date(2031, 5, 29))
    assert "R02" in story.raised


def test_a_renewal_by_silence_cannot_be_refused_any_more():
    """A later decision cannot take it back (ALL 50)."""
    story = in_review("2026-04-01 09:00")
    with pytest.raises(Refusal):
        story.do("decide", "2026-06-01 09:00", grant=False, **REFUSAL)


def test_a_renewal_by_silence_gets_its_decision_and_its_certificate_afterwards():
    """L4.14 and L4.11, from the day after the old last day."""
    story = in_review("2026-04-01 09:00").do("certify", "2026-06-01 09:00", life=LIFE)
    assert story.papers == ["L4.14", "L4.11"]
    assert story.last.papers[1].says["valid_from"] == date(2026, 5, 30)


def test_a_renewal_that_nobody_accepted_by_the_last_day_is_not_silent_consent():
    """The one-time notice was given, and what it named was not mended by then."""
    story = asked("2026-04-01 09:00").do(
        "notify",
        "2026-04-02 09:00",
        defects=[{"material": "form", "problem": "未签字", "remedy": "签字"}],
    )
    assert story.wait("2026-06-01 00:00").course.stage == "closed"


def test_a_renewal_in_time_moves_the_term_and_a_change_keeps_it():
    """The decision is L4.14, the certificate its next version."""
    renewed = in_review("2026-04-01 09:00").do("decide", "2026-04-10 09:00", life=LIFE)
    changed = in_review("2026-04-01 09:00", "change").do("decide", "2026-04-10 09:00", life=LIFE)
    terms = [
        (story.papers, story.last.papers[1].says["valid_from"], story.last.event.until)
        for story in (renewed, changed)
    ]
    papers = ["L4.14", "L4.11"]
    assert terms == [
        (papers, date(2026, 5, 30), date(2031, 5, 29)),
        (papers, date(2026, 4, 10), LAST),
    ]


@pytest.mark.parametrize(
    ("life", "words"),
    [
        ({"state": CertificateState.EXPIRED}, "有效期已满"),
        ({"state": CertificateState.REVOKED}, "已撤销"),
        ({"state": CertificateState.SUSPENDED}, "已暂扣"),
        ({"current": False}, "换发新证"),
        ({"asked": True}, "正在办理"),
        ({"valid_until": None}, "长期有效"),
    ],
)
def test_nobody_asks_to_renew_what_cannot_be_renewed(life, words):
    """The person is told why, and what to do instead."""
    with pytest.raises(Refusal, match=words) as refused:
        asked("2026-04-01 09:00", **life)
    assert refused.value.clause == "L2.15" and refused.value.remedy


def test_a_renewal_is_not_granted_for_a_certificate_that_was_revoked_meanwhile():
    """ALL 69: what has ended is not renewed."""
    gone = replace(LIFE, state=CertificateState.REVOKED)
    with pytest.raises(Refusal, match="已撤销"):
        in_review("2026-04-01 09:00").do("decide", "2026-04-10 09:00", life=gone)


def test_without_the_bound_of_thirty_days_the_late_one_would_be_renewed(monkeypatch):
    """Planted defect: the bound is what keeps them apart."""
    monkeypatch.setattr(renewal, "ask_by", lambda last: last)
    story = in_review("2026-04-30 00:00").wait("2026-05-30 00:00")
    assert story.course.deemed_renewed and story.course.about.aim is Aim.RENEWAL


def test_what_time_did_survives_json_and_is_the_same_in_two_looks():
    """True when read, whoever looked before (L2)."""
    once = in_review("2026-04-01 09:00").wait("2026-06-15 00:00")
    twice = in_review("2026-04-01 09:00").wait("2026-05-30 00:00").wait("2026-06-15 00:00")
    assert once.course == twice.course
    assert once.course.decided_at < datetime.fromisoformat("2026-05-30T00:00:01+08:00")
