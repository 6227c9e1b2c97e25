"""Where the files lie: by the sha256 of their content under ``settings.MATERIALS_DIR`` (T25).

A file is on the disk before any row names it, so a row without a file cannot be. What a crash
leaves is a file without a row, which ``tasks.sweep`` removes a day later.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from uuid_utils.compat import uuid7

from yizhan.law.refusals import NotFound, Unlawful

DIGEST = 64
PARTS, SWEPT = "parts", ".swept"
UNUSED = ".unused"


def check_room(size: int) -> None:
    """Raise Unlawful when taking in so many bytes would leave less than the reserve (T26)."""
    free = shutil.disk_usage(_root()).free
    if free - size < settings.MATERIALS_RESERVE:
        raise Unlawful(
            "存储空间不足，暂停接收上传",
            clause="T26",
            remedy="请稍后再试，或者到窗口提交；已提交的办件不受影响",
        )


def alarm() -> str:
    """Return the warning that the disk of the materials fills up; empty while there is room."""
    disk = shutil.disk_usage(_root())
    used = disk.used / (disk.used + disk.free)
    if used < settings.DISK_ALARM:
        return ""
    return f"存放材料的磁盘已用{used:.0%}，请清理或者扩容；剩余空间不足时将停止接收上传"


def write_part(upload: UUID, offset: int, chunk: bytes) -> None:
    """Write one piece of an upload at its place."""
    handle = os.open(part(upload), os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.seek(offset)
        file.write(chunk)


def part_size(upload: UUID) -> int:
    """Return how many bytes of an upload the disk has."""
    path = part(upload)
    return path.stat().st_size if path.exists() else 0


def drop_part(upload: UUID) -> None:
    """Remove the pieces of an upload."""
    part(upload).unlink(missing_ok=True)


def read_part(upload: UUID) -> bytes:
    """Return what came of an upload. Raises FileNotFoundError when the pieces are gone."""
    return part(upload).read_bytes()


def take(data: bytes, digest: str) -> None:
    """Put bytes at the place of their digest, safely on the disk."""
    place = _place(digest)
    if place.exists() and place.stat().st_size == len(data):
        os.utime(place)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{digest}.{uuid7()}.half")
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(place)
    for folder in (place.parent, place.parent.parent, _root()):
        _settle(folder)


def load(digest: str) -> bytes:
    """Return a stored file; raises NotFound where it is gone or no longer what it was."""
    place = _place(digest)
    data = place.read_bytes() if place.exists() else b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotFound("材料文件缺失或者已损坏", clause="T25", remedy="请联系管理员从备份恢复")
    return data


def older_than(moment: float) -> Iterator[Path]:
    """Yield the files last touched before a moment (seconds of the epoch), halves too."""
    for path in _root().glob("??/??/*"):
        if path.stat().st_mtime < moment:
            yield path


def parts_older_than(moment: float) -> Iterator[Path]:
    """Yield the pieces of uploads last touched before a moment (seconds of the epoch)."""
    for path in (_root() / PARTS).glob("*"):
        if path.stat().st_mtime < moment:
            yield path


def passed(pause: timedelta, at: datetime, *, name: str = SWEPT) -> bool:
    """Return whether this long has passed since this last returned true; then it begins anew."""
    marker, now = _root() / name, at.timestamp()
    if marker.exists() and marker.stat().st_mtime + pause.total_seconds() > now:
        return False
    marker.touch()
    os.utime(marker, (now, now))
    return True


def part(upload: UUID) -> Path:
    """Return where the pieces of an upload lie."""
    folder = _root() / PARTS
    folder.mkdir(exist_ok=True)
    return folder / str(upload)


def _root() -> Path:
    """Return the folder of all materials, made on first use."""
    root = Path(settings.MATERIALS_DIR)
    root.mkdir(parents=True, exist_ok=True)
    return root


def _place(digest: str) -> Path:
    """Return where a file lies. Raises NotFound for what is no digest."""
    if len(digest) != DIGEST or not digest.isalnum() or not digest.isascii():
        raise NotFound("没有这份材料", clause="T25", remedy="请核对材料")
    return _root() / digest[:2] / digest[2:4] / digest


def _settle(folder: Path) -> None:
    """Wait until the folder's own entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
