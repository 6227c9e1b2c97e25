"""The worker: renders, sends and reminds, while people use the pages."""

import logging
import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

WORK: tuple[str, ...] = (
    "yizhan.config.jobs.take_held_acts",
    "yizhan.config.jobs.settle_cases",
    "yizhan.config.jobs.publish_decisions",
    "yizhan.config.jobs.seal_papers",
    "yizhan.config.jobs.roll_out",
    "yizhan.config.jobs.adjust_divisions",
    "yizhan.config.jobs.prove_coverage",
    "yizhan.config.jobs.raise_roster_holes",
    "yizhan.outbox.tasks.deliver",
    "yizhan.materials.tasks.sweep_hourly",
    "yizhan.config.jobs.sweep_unused_files",
)
"""Dotted paths of the jobs. A job takes the time (``at``) and returns how many things it did."""

PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0

Work: TypeAlias = Callable[[datetime], int]

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Job:
    """One job with its failures in a row; after each the wait doubles."""

    name: str
    work: Work
    failures: int = 0
    rest_until: float = 0.0

    def run(self, at: datetime) -> int:
        """Return how many things were done; a failure is logged and counts as nothing done."""
        if at.timestamp() < self.rest_until:
            return 0
        try:
            done = self.work(at)
        except Exception:
            self.failures += 1
            pause = min(PAUSE_S * 2**self.failures, LONGEST_PAUSE_S)
            self.rest_until = at.timestamp() + pause
            log.exception("任务 %s 连续失败 %s 次，%s 秒后再试", self.name, self.failures, pause)
            return 0
        self.failures = 0
        return done


def jobs(paths: Iterable[str] = WORK) -> list[Job]:
    """Return the jobs for their dotted paths. Raises ImportError for a path that leads nowhere."""
    return [Job(name=path, work=import_string(path)) for path in paths]


def turn(work: Iterable[Job], at: datetime) -> int:
    """Run every job once; return how many things were done."""
    close_old_connections()
    return sum(job.run(at) for job in work)


def run() -> None:
    """Work until told to stop (SIGTERM or Ctrl-C); the turn under way is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work = jobs()
    while not stop.is_set():
        if not turn(work, timezone.now()):
            stop.wait(PAUSE_S)
