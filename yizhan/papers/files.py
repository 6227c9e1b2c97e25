"""Where the PDFs lie: by the sha256 of their content under ``settings.PAPERS_DIR``.

A file is on the disk before any row names it, so a row without a file cannot be.
"""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from yizhan.law.refusals import NotFound


def store(data: bytes) -> str:
    """Return the sha256 of a file, now safely on the disk; storing it twice changes nothing."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{digest}.{os.getpid()}.part")
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
        _settle(path.parent)
    return digest


def load(digest: str) -> bytes:
    """Return a stored file; raises ``NotFound`` where it is gone or no longer what it was."""
    path = _path(digest)
    data = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotFound("文书文件缺失或者已损坏。", clause="L4", remedy="请联系管理员从备份恢复。")
    return data


def _path(digest: str) -> Path:
    """Return where a file lies."""
    return Path(settings.PAPERS_DIR) / digest[:2] / digest[2:4] / f"{digest}.pdf"


def _settle(folder: Path) -> None:
    """Wait until the folder's own entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
