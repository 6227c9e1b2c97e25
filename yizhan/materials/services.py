"""Takes files in: whole or piece by piece; a piece sent twice changes nothing (P-13, T25)."""

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Sum

from yizhan.law.refusals import Conflict, Incomplete, Invalid, Unlawful
from yizhan.links.virus_scanner import Verdict
from yizhan.materials import inspection, limits, queries, sniffing, store
from yizhan.materials.models import File, Upload
from yizhan.materials.queries import FileView, Owner, UploadView

LOCK = 0x6D6174  # of the store: shared by who puts in, alone for who sweeps
DAY = timedelta(days=1)
UNNAMED = "材料"


def begin_upload(owner: Owner, name: str, size: int, *, at: datetime) -> UploadView:
    """Return a new upload that nothing of has come yet.

    Raises Incomplete or Invalid for the size, Unlawful when the owner has too many under way or
    the disk has no room.
    """
    inspection.check_size(size)
    store.check_room(size)
    _check_share(owner, size, at)
    row = Upload.objects.create(
        user_id=owner.user_id,
        person_id=owner.person_id,
        name=clean_name(name),
        size=size,
        started_at=at,
        expires_at=at + limits.UPLOAD_LIVES,
    )
    return queries.upload_view(row)


def append(upload_id: UUID, owner: Owner, *, offset: int, chunk: bytes, at: datetime) -> UploadView:
    """Return how far the upload is after a piece; the same piece again is fine.

    Raises Conflict for a gap (the message names the right place, ``queries.upload`` gives it),
    Invalid for a piece that is too large or runs over the end, NotFound for a foreign upload.
    """
    if not chunk or len(chunk) > limits.CHUNK:
        raise Invalid(f"每段应为1至{limits.CHUNK}字节", clause="P-13", remedy="请分段上传")
    with transaction.atomic():
        row = _locked(upload_id, owner, at)
        now = queries.upload_view(row)
        _check_place(now, offset, len(chunk))
        if now.file is None:
            store.write_part(row.pk, offset, chunk)
            row.received = max(now.offset, offset + len(chunk))
            row.save(update_fields=["received"])
        return queries.upload_view(row)


def finish(upload_id: UUID, owner: Owner, *, at: datetime) -> FileView:
    """Return the file, checked and safely stored; finishing twice gives the same answer.

    Raises Incomplete while pieces are missing, Invalid when the file may not be taken in (then
    the upload is gone), NotFound for a foreign upload.
    """
    now = queries.upload(upload_id, owner)
    if now.file:
        return now.file
    if now.offset < now.size:
        raise Incomplete(
            f"文件还没有传完：已收到{now.offset}字节，共{now.size}字节",
            clause="P-13",
            remedy="请继续上传",
        )
    try:
        return _settle(upload_id, owner, store.read_part(upload_id), at)
    except Invalid:
        abandon(upload_id, owner)
        raise
    except FileNotFoundError:  # another request finished it meanwhile
        return _finished(upload_id, owner)


def abandon(upload_id: UUID, owner: Owner) -> None:
    """Forget an unfinished upload; a foreign or finished one stays as it is."""
    gone, _ = Upload.objects.filter(owner.rows, pk=upload_id, finished_at__isnull=True).delete()
    if gone:
        store.drop_part(upload_id)


def store_whole(owner: Owner, name: str, data: bytes, *, at: datetime) -> FileView:
    """Return a file that came in one piece, checked and safely stored; raises as ``finish``."""
    started = begin_upload(owner, name, len(data), at=at)
    store.write_part(started.id, 0, data)
    Upload.objects.filter(pk=started.id).update(received=len(data))
    return finish(started.id, owner, at=at)


def receive(owner: Owner, uploaded: "UploadedFile[bytes]", *, at: datetime) -> FileView:
    """Return the file of a plain form; its size is checked before it is read."""
    inspection.check_size(uploaded.size or 0)
    return store_whole(owner, uploaded.name or UNNAMED, uploaded.read(), at=at)


def clean_name(name: str) -> str:
    """Return a file's name without path, control and direction characters, and not too long."""
    plain = "".join(c for c in name if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    path = PurePath(plain.replace("\\", "/").rstrip("/ ") or UNNAMED)
    return path.stem.strip(". ")[: limits.NAME - len(path.suffix)] + path.suffix or UNNAMED


def named(name: str, media_type: str) -> str:
    """Return a name whose ending is that of the content, whatever it was called."""
    ending = sniffing.ENDINGS[media_type]
    path = PurePath(name)
    alike = path.suffix.lower() == ending or (ending, path.suffix.lower()) == (".jpg", ".jpeg")
    stem = path.stem[: limits.NAME - len(ending)] or UNNAMED
    return name if alike else stem + ending


def with_store(change: Callable[[], None], *, alone: bool) -> None:
    """Make a change to files and rows while nobody sweeps, or, ``alone``, while nobody stores."""
    take = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"select {take}(%s)", [LOCK])
        change()


def _check_share(owner: Owner, size: int, at: datetime) -> None:
    """Raise Unlawful when the owner has too much under way or took in too much today (T26)."""
    mine = Upload.objects.filter(owner.rows)
    waiting = mine.filter(finished_at__isnull=True, expires_at__gt=at).count()
    today = mine.filter(started_at__gt=at - DAY).aggregate(sum=Sum("size"))["sum"] or 0
    if waiting >= limits.OPEN_UPLOADS:
        raise Unlawful("同时上传的文件过多", clause="T26", remedy="请等其他文件传完后再试")
    if today + size > limits.DAILY:
        raise Unlawful("今天上传的文件总量过大", clause="T26", remedy="请明天再试，或者到窗口提交")


def _locked(upload_id: UUID, owner: Owner, at: datetime) -> Upload:
    """Return one's own upload, its row locked; raises NotFound for a foreign or expired one."""
    rows = Upload.objects.select_for_update(of=("self",)).select_related("file")
    row = rows.filter(owner.rows, pk=upload_id).first()
    if row is None or (row.file is None and row.expires_at <= at):
        raise queries.missing_upload()
    return row


def _check_place(now: UploadView, offset: int, length: int) -> None:
    """Raise Conflict when a piece leaves a gap, Invalid when it runs over the declared end."""
    if offset < 0 or offset > now.offset:
        raise Conflict(
            f"应从第{now.offset}字节继续上传", clause="P-13", remedy="请从该处继续", field="offset"
        )
    if offset + length > now.size:
        raise Invalid("内容超过申报的文件大小", clause="P-13", remedy="请重新选择文件上传")


def _settle(upload_id: UUID, owner: Owner, data: bytes, at: datetime) -> FileView:
    """Return the file after disk and then rows have it; nobody may sweep in between.

    The very bytes that were looked at are stored: a piece that comes meanwhile changes nothing.
    """
    finding, scan = inspection.inspect(data), inspection.scanned(data)
    digest = hashlib.sha256(data).hexdigest()

    def change() -> None:
        """Write the file, then the rows (T25)."""
        row = _locked(upload_id, owner, at)
        if row.file is not None:
            return
        store.take(data, digest)
        values = {**asdict(finding), "size": len(data), "stored_at": at, "scan": scan.value}
        row.file, new = File.objects.get_or_create(digest=digest, defaults=values)
        if not new and scan is Verdict.CLEAN:
            File.objects.filter(pk=digest).update(scan=scan.value)
        row.name, row.finished_at = named(row.name, finding.media_type), at
        row.save(update_fields=["file", "name", "finished_at"])

    with_store(change, alone=False)
    store.drop_part(upload_id)
    return _finished(upload_id, owner)


def _finished(upload_id: UUID, owner: Owner) -> FileView:
    """Return the file of a finished upload; raises NotFound where there is none."""
    file = queries.upload(upload_id, owner).file
    if file is None:
        raise queries.missing_upload()
    return file
