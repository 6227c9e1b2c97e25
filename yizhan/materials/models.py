"""Data of materials: files by content, what a person holds (我的材料), uploads under way."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from yizhan.law.words import Trust
from yizhan.links.virus_scanner import Verdict


def new_id() -> UUID:
    """Return a fresh identifier: ordered by time, not to be guessed (T1)."""
    return uuid7()


class File(models.Model):
    """One content that is on the disk; written after the disk has it (T25)."""

    digest = models.CharField(primary_key=True, max_length=64)  # sha256, hexadecimal
    size = models.IntegerField()
    media_type = models.CharField(max_length=40)
    pages = models.IntegerField(null=True)  # of a document
    width = models.IntegerField(null=True)  # pixels of a picture
    height = models.IntegerField(null=True)
    stored_at = models.DateTimeField()
    scan = models.CharField(max_length=10, db_default=Verdict.UNSCANNED.value)  # for malware (T38)

    class Meta:
        """A digest is one, no file is empty, and none with malware is kept."""

        constraints = (
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"), name="materials_file_digest"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="materials_file_size"),
            models.CheckConstraint(
                condition=Q(scan__in=[Verdict.CLEAN.value, Verdict.UNSCANNED.value]),
                name="materials_file_scan",
            ),
        )

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest


class Holding(models.Model):
    """A material that a person holds, for use in later applications (我的材料, L5)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    name = models.CharField(max_length=120)  # of the file, as the person knows it
    kind = models.CharField(max_length=200)  # of the certificate or material, by the catalogue
    trust = models.CharField(max_length=1)
    file = models.ForeignKey("materials.File", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=80, blank=True, default="")  # number of the case
    checked_by = models.BigIntegerField(null=True)  # the posting that saw the original
    valid_until = models.DateField(null=True)  # the last day; null for no end
    created_at = models.DateTimeField()

    class Meta:
        """A file is held once a kind; who saw the original is known (trust B)."""

        constraints = (
            models.UniqueConstraint(
                fields=("person_id", "kind", "file"), name="materials_holding_once"
            ),
            models.CheckConstraint(
                condition=Q(trust__in=[trust.value for trust in Trust]),
                name="materials_holding_trust",
            ),
            models.CheckConstraint(
                condition=~Q(trust=Trust.CHECKED.value) | Q(checked_by__isnull=False),
                name="materials_holding_checked",
            ),
        )

    def __str__(self) -> str:
        """Return the identifier; what a person holds never reaches a log (T57)."""
        return str(self.id)


class Upload(models.Model):
    """A file on its way in; resumed where it stopped (P-13). A finished one says who brought it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_id = models.BigIntegerField(null=True)
    person_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120)
    size = models.IntegerField()  # as declared
    received = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    file = models.ForeignKey(
        "materials.File", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Somebody owns it; never more than declared; finished means that there is a file."""

        constraints = (
            models.CheckConstraint(
                condition=Q(user_id__isnull=False) | Q(person_id__isnull=False),
                name="materials_upload_owned",
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0, received__lte=F("size")),
                name="materials_upload_received",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, file__isnull=True)
                | Q(finished_at__isnull=False, file__isnull=False),
                name="materials_upload_finished",
            ),
        )
        indexes = (
            models.Index(fields=("user_id", "started_at"), name="materials_upload_user"),
            models.Index(fields=("person_id", "started_at"), name="materials_upload_person"),
            models.Index(
                fields=("expires_at",),
                condition=Q(finished_at__isnull=True),
                name="materials_upload_open",
            ),
        )

    def __str__(self) -> str:
        """Return the identifier; names of files tell on people."""
        return str(self.id)
