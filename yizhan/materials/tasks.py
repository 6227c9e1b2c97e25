"""What the worker does for materials: sweeps away what nobody will ever read (T25)."""

import logging
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from yizhan.materials import limits, services, store
from yizhan.materials.models import File, Upload

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
