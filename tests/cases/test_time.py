"""What time does to stored cases: true when read, written once, told by nobody twice (L2)."""

from datetime import timedelta

import pytest

from yizhan.cases import queries, quotas, tasks
from yizhan.law.refusals import Refusal
from yizhan.law.words import Post

from .world import DEFECTS, moment, rows, world

SILENT = "2026-03-10 00:00"


def test_silence_has_accepted_when_the_case_is_read_though_no_worker_ran(hall):
    """H4.6: three days after the edge, nothing written, and yet accepted."""
    ref = hall.submit().ref
    at = moment(SILENT) + timedelta(days=3)
    seen = queries.case_for(hall.actor(Post.FRONT), ref, at)
    written = queries.stored_case(ref)
    assert (seen.stage, seen.standing.course.deemed) == ("accepted", True)
    assert (written.stage, written.seq) == ("received", 1)


def test_an_abandoned_correction_reads_as_closed_though_no_worker_ran(hall):
    """H4.7: and a step taken then finds it closed."""
    ref = hall.submit("form").ref
    hall.take(ref, "notify", "front", defects=DEFECTS)
    late = moment("2026-03-20 09:00")
    assert queries.case_for(hall.actor(Post.FRONT), ref, late).stage == "closed"
    with pytest.raises(Refusal, match="自动办结"):
        hall.take(ref, "correct", "applicant", at="2026-03-20 09:00", materials=("plan",))


def test_the_worker_writes_down_what_time_did_once_however_often_it_runs(hall):
    """The second run finds nothing to do."""
    hall.submit()
    first = tasks.settle_due(moment(SILENT))
    after = rows()
    assert (first, tasks.settle_due(moment(SILENT)), rows()) == (1, 0, after)


def test_the_worker_leaves_a_case_alone_until_its_moment(hall):
    """Not a second sooner (H4.6)."""
    hall.submit()
    assert tasks.settle_due(moment(SILENT) - timedelta(seconds=1)) == 0


def test_the_closing_issues_its_paper_and_tells_the_applicant(hall):
    """L4.13: by the worker, in one act."""
    ref = hall.submit("form").ref
    hall.take(ref, "notify", "front", defects=DEFECTS)
    before = rows()
    tasks.settle_due(moment("2026-03-17 00:00"))
    after = rows()
    assert (after["Paper"] - before["Paper"], after["Message"] - before["Message"]) == (1, 1)


def test_a_step_after_a_dead_worker_writes_the_acts_of_time_with_it(hall):
    """One transaction: silence first, then the step."""
    ref = hall.submit().ref
    hall.take(ref, "review", "back", at="2026-03-20 09:00", finding="符合条件")
    steps = [line["step"] for line in queries.journal(ref)]
    assert steps == ["submit", "deem_accepted", "overdue", "review"]


@pytest.mark.django_db
def test_a_quota_is_filled_in_the_order_of_acceptance_by_silence_too():
    """L3.7: the forgotten first applicant stands before the quick second."""
    hall = world(quota="1")
    forgotten = hall.submit(at="2026-03-02 09:00").ref
    quick = hall.submit(at="2026-03-04 09:00").ref
    hall.take(quick, "accept", "front", at="2026-03-04 09:00")
    hall.take(quick, "review", "back", at="2026-03-04 09:00", finding="好")
    with pytest.raises(Refusal, match="受理在先") as refused:
        hall.take(quick, "decide", "chief", at="2026-03-20 09:00", grant=True)
    assert refused.value.clause == "L3.7"
    hall.take(forgotten, "review", "back", at="2026-03-20 09:00", finding="不好")


@pytest.mark.django_db
def test_without_the_guard_of_the_quota_the_second_would_have_been_granted(monkeypatch):
    """Planted defect: the check is what keeps the order."""
    hall = world(quota="1")
    hall.take(hall.submit().ref, "accept", "front")
    second = hall.submit(at="2026-03-02 10:00").ref
    hall.take(second, "accept", "front", at="2026-03-02 10:00")
    hall.take(second, "review", "back", at="2026-03-02 10:00", finding="好")
    monkeypatch.setattr(quotas, "check", lambda *_: None)
    assert hall.take(second, "decide", "chief", at="2026-03-02 10:00", grant=True)
