"""What the worker does for materials: sweeps away what nobody will ever read (T25)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings

from yizhan.materials import limits, services, store
from yizhan.materials.models import File, Holding, Upload

DAY = timedelta(days=1)
log = logging.getLogger(__name__)


def sweep(at: datetime) -> int:
    """Return how many expired uploads and files without a row were removed.

    What was touched within the last day is left alone: somebody may be about to name it.
    """
    return _expired(at) + _parts(at) + _orphans(at)


def sweep_hourly(at: datetime) -> int:
    """Return how many were removed; nothing within an hour of the last sweep, by any worker."""
    if not store.passed(limits.SWEEP_EVERY, at):
        return 0
    if full := store.alarm():
        log.warning("%s", full)
    return sweep(at)


def sweep_unused(at: datetime, in_use: Callable[[set[str]], set[str]]) -> int:
    """Return how many finished uploads were forgotten that nobody ever used; once a day.

    They rest ``settings.UNUSED_UPLOADS_DAYS`` days. ``in_use`` says which digests others hold. A
    file that no row names any more goes with the next sweep.
    """
    if not store.passed(DAY, at, name=store.UNUSED):
        return 0
    before = at - timedelta(days=settings.UNUSED_UPLOADS_DAYS)
    old = Upload.objects.filter(finished_at__lt=before).order_by("finished_at", "pk")
    held = Holding.objects.values("file_id")
    rows = old.exclude(file_id__in=held).values_list("file_id", flat=True)
    stray = {digest for digest in rows[: limits.UNUSED_A_TIME] if digest}
    stray -= in_use(stray) if stray else set()
    return sum(_forget(digest, before) for digest in stray)


def _forget(digest: str, before: datetime) -> int:
    """Return how many old uploads of a file were forgotten; its row too, unless it is needed."""
    gone: list[int] = []

    def change() -> None:
        """Remove the rows while nobody stores the same file anew."""
        gone.append(Upload.objects.filter(file_id=digest, finished_at__lt=before).delete()[0])
        named = Upload.objects.filter(file_id=digest).exists()
        if not named and not Holding.objects.filter(file_id=digest).exists():
            File.objects.filter(pk=digest).delete()

    services.with_store(change, alone=True)
    return sum(gone)


def _expired(at: datetime) -> int:
    """Return how many uploads were forgotten that nobody finished in time."""
    rows = Upload.objects.filter(finished_at__isnull=True, expires_at__lte=at)
    ids: list[UUID] = list(rows.values_list("pk", flat=True))
    rows.filter(pk__in=ids).delete()
    for upload_id in ids:
        store.drop_part(upload_id)
    return len(ids)


def _parts(at: datetime) -> int:
    """Return how many pieces were removed whose upload is unknown or finished."""
    found = list(store.parts_older_than(_rested(at)))
    rows = Upload.objects.filter(finished_at__isnull=True)
    wanted = {str(pk) for pk in rows.values_list("pk", flat=True)}
    stray = [path for path in found if path.name not in wanted]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)


def _orphans(at: datetime) -> int:
    """Return how many files were removed that no row names."""
    found = {path.name: path for path in store.older_than(_rested(at))}
    known = set(File.objects.filter(pk__in=found.keys()).values_list("pk", flat=True))
    stray = found.keys() - known
    for name in stray:
        services.with_store(partial(_remove, found[name], at), alone=True)
    return len(stray)


def _remove(path: Path, at: datetime) -> None:
    """Remove one file, unless it was named or touched since it was found."""
    touched = path.stat().st_mtime >= _rested(at)
    if not touched and not File.objects.filter(pk=path.name).exists():
        path.unlink(missing_ok=True)


def _rested(at: datetime) -> float:
    """Return the moment before which a file counts as left behind, seconds of the epoch."""
    return (at - limits.ORPHAN_RESTS).timestamp()
