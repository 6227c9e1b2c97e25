"""The worker: every job has its turn, whatever the others do."""

from datetime import UTC, datetime, timedelta

import pytest

from yizhan.config import worker

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _failing(_at):
    """Fail."""
    raise ValueError("planted")


def _job(work):
    """Return a job that does some work."""
    return worker.Job(name="planted", work=work)


@pytest.mark.django_db
def test_a_failing_job_does_not_keep_the_next_one_from_its_turn():
    """One broken printer does not stop the messages."""
    assert worker.turn([_job(_failing), _job(lambda _at: 3)], NOW) == 3


def test_a_job_that_keeps_failing_rests_twice_as_long_each_time():
    """The first rest is one second, the second two, never more than a minute."""
    job = _job(_failing)
    rests = []
    for _ in range(8):
        at = datetime.fromtimestamp(max(job.rest_until, NOW.timestamp()), tz=UTC)
        job.run(at)
        rests.append(job.rest_until - at.timestamp())
    assert rests == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_resting_job_is_not_called_before_its_time():
    """Back-off means leaving the broken thing alone."""
    job = _job(_failing)
    job.run(NOW)
    job.run(NOW + timedelta(seconds=0.9))
    assert job.failures == 1


def test_a_job_that_works_again_has_its_failures_forgotten():
    """The next failure begins with a short rest."""
    job = _job(_failing)
    job.run(NOW)
    job.work = lambda _at: 1
    job.run(NOW + timedelta(seconds=2))
    assert job.failures == 0


def test_every_registered_job_can_be_found():
    """A path that leads nowhere would stop the worker at its start."""
    assert [job.name for job in worker.jobs()] == list(worker.WORK)
