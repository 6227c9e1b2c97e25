"""Reads of materials: files, what a person holds, how far an upload is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from yizhan.law.refusals import NotFound
from yizhan.law.words import Trust
from yizhan.links.virus_scanner import Verdict
from yizhan.materials import store
from yizhan.materials.models import File, Holding, Upload


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Who brings a file: the login at work, and the person it is for, if known.

    The login decides what is one's own; without a login (a scenario, a machine) the person does.
    """

    user_id: int | None = None
    person_id: UUID | None = None

    @property
    def rows(self) -> Q:
        """Return the condition on the uploads of this owner."""
        if self.user_id is not None:
            return Q(user_id=self.user_id)
        return Q(user_id__isnull=True, person_id=self.person_id)


@dataclass(frozen=True, kw_only=True)
class FileView:
    """A file that was taken in."""

    digest: str
    name: str
    size: int
    media_type: str
    pages: int | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, kw_only=True)
class UploadView:
    """How far an upload is: ``offset`` bytes are in; ``file`` once it is finished."""

    id: UUID
    name: str
    size: int
    offset: int
    expires_at: datetime
    file: FileView | None = None


@dataclass(frozen=True, kw_only=True)
class HoldingView:
    """One of a person's materials (我的材料)."""

    id: UUID
    person_id: UUID
    name: str
    kind: str
    trust: Trust
    digest: str
    media_type: str
    size: int
    source: str
    valid_until: date | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Content:
    """The bytes of a file and what they are."""

    data: bytes
    media_type: str


def upload(upload_id: UUID, owner: Owner) -> UploadView:
    """Return how far one's own upload is; raises NotFound for anybody else's."""
    row = Upload.objects.select_related("file").filter(owner.rows, pk=upload_id).first()
    if row is None:
        raise missing_upload()
    return upload_view(row)


def files(digests: Iterable[str]) -> dict[str, FileView]:
    """Return files by digest in one statement; the unknown are left out."""
    rows = File.objects.filter(pk__in=set(digests))
    return {row.digest: file_view(row, row.digest) for row in rows}


def check_own(owner: Owner, digests: Iterable[str]) -> dict[str, FileView]:
    """Return the files by digest that this owner brought or whose person holds.

    Raises NotFound when one is anybody else's: who knows a digest has no right to the file.
    """
    wanted = set(digests)
    brought = Upload.objects.filter(owner.rows, file__in=wanted).values_list("file_id", flat=True)
    held = Holding.objects.filter(Q(person_id=owner.person_id), file__in=wanted)
    if wanted - set(brought) - set(held.values_list("file_id", flat=True)):
        raise NotFound("没有这份材料", clause="L3.11", remedy="请重新上传", field="file")
    return files(wanted)


def unscanned(digests: Iterable[str]) -> set[str]:
    """Return the files that nobody has looked into for malware (T38)."""
    rows = File.objects.filter(pk__in=set(digests), scan=Verdict.UNSCANNED.value)
    return set(rows.values_list("pk", flat=True))


def content(digest: str) -> Content:
    """Return a file's bytes, checked against its digest; raises NotFound.

    Who may see it is the caller's to know: a case shows its own attachments only.
    """
    row = File.objects.filter(pk=digest).first()
    if row is None:
        raise NotFound("没有这份材料", clause="L3.11", remedy="请核对材料")
    return Content(data=store.load(digest), media_type=row.media_type)


def holding(holding_id: UUID, person_id: UUID) -> HoldingView:
    """Return one of a person's materials; raises NotFound for anybody else's."""
    rows = Holding.objects.select_related("file")
    row = rows.filter(pk=holding_id, person_id=person_id).first()
    if row is None:
        raise missing_holding()
    return holding_view(row)


def any_holding(holding_id: UUID) -> HoldingView:
    """Return a material, whoever holds it; raises NotFound.

    Who may see it is for the caller to know.
    """
    row = Holding.objects.select_related("file").filter(pk=holding_id).first()
    if row is None:
        raise missing_holding()
    return holding_view(row)


def holdings(person_id: UUID) -> list[HoldingView]:
    """Return everything that a person holds (我的材料), newest first."""
    rows = Holding.objects.select_related("file").filter(person_id=person_id)
    return [holding_view(row) for row in rows.order_by("-created_at", "-pk")]


def reusable(person_id: UUID, kinds: Iterable[str], *, on: date) -> list[HoldingView]:
    """Return what need not be handed in again on a day: A and B, still valid (L5).

    ``kinds`` are the names of materials and of the certificates that satisfy them. The most
    trusted and newest come first.
    """
    rows = Holding.objects.select_related("file").filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        person_id=person_id,
        kind__in=set(kinds),
        trust__in=[trust.value for trust in Trust if trust.reusable],
    )
    return [holding_view(row) for row in rows.order_by("trust", "-created_at", "-pk")]


def file_view(row: File, name: str) -> FileView:
    """Return a file under the name that somebody gave it."""
    return FileView(
        digest=row.digest,
        name=name,
        size=row.size,
        media_type=row.media_type,
        pages=row.pages,
        width=row.width,
        height=row.height,
    )


def upload_view(row: Upload) -> UploadView:
    """Return an upload; what the disk lost in a crash counts as not received."""
    on_disk = row.size if row.file else min(row.received, store.part_size(row.pk))
    return UploadView(
        id=row.pk,
        name=row.name,
        size=row.size,
        offset=on_disk,
        expires_at=row.expires_at,
        file=file_view(row.file, row.name) if row.file else None,
    )


def holding_view(row: Holding) -> HoldingView:
    """Return a material as its person and staff see it."""
    return HoldingView(
        id=row.pk,
        person_id=row.person_id,
        name=row.name,
        kind=row.kind,
        trust=Trust(row.trust),
        digest=row.file.digest,
        media_type=row.file.media_type,
        size=row.file.size,
        source=row.source,
        valid_until=row.valid_until,
        created_at=row.created_at,
    )


def missing_upload() -> NotFound:
    """Return the refusal of an upload that is not there, or not one's own."""
    return NotFound("没有这次上传，或者已过期", clause="P-13", remedy="请重新选择文件上传")


def missing_holding() -> NotFound:
    """Return the refusal of a material that is not there, or not one's own."""
    return NotFound("没有这份材料", clause="L3.11", remedy="请到“我的材料”核对")
