"""Papers (文书) and certificates (证照): what was issued, what became of it, who sealed it.

A paper is issued in its case's transaction as number, content and digest. Only ``rendered_at``,
``file_digest`` and ``status`` may change afterwards. The division comes first in every key.
"""

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from yizhan.law import words
from yizhan.law.certificates import CertificateEvent as EventKind
from yizhan.law.words import Word


class PaperStatus(Word):
    """What became of a paper: a reissue replaces it, it is never changed."""

    VALID = "valid", "有效"
    REVOKED = "revoked", "已撤销"
    REPLACED = "replaced", "已被替换"


class SealOutcome(Word):
    """What came of an attempt to seal."""

    SEALED = "sealed", "已签章"
    REFUSED = "refused", "已拒绝"
    DELAYED = "delayed", "已暂缓"


class Paper(models.Model):
    """One paper as it was issued (L4)."""

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField(db_default=RandomUUID())
    case_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=words.Paper.choices())
    number = models.CharField(max_length=80)
    title = models.CharField(max_length=80)
    content = models.JSONField()
    digest = models.CharField(max_length=64)  # sha256 of the canonical content, hexadecimal
    token = models.CharField(max_length=22)  # 128 random bits in base64url: the verify address
    status = models.CharField(
        max_length=12, choices=PaperStatus.choices(), db_default=PaperStatus.VALID.value
    )
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField(null=True)  # the posting; nobody where the clock issued it
    rendered_at = models.DateTimeField(null=True)
    file_digest = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null until rendered

    class Meta:
        """Keys, and the index of the papers that wait for their file."""

        constraints = [
            models.UniqueConstraint(fields=["division", "number"], name="papers_paper_number"),
            models.UniqueConstraint(fields=["division", "token"], name="papers_paper_token"),
            models.CheckConstraint(
                name="papers_paper_status",
                condition=models.Q(status__in=[status.value for status in PaperStatus]),
            ),
            models.CheckConstraint(
                name="papers_paper_rendered",
                condition=models.Q(rendered_at__isnull=True, file_digest__isnull=True)
                | models.Q(rendered_at__isnull=False, file_digest__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["division", "case_id"], name="papers_paper_case"),
            models.Index(fields=["token"], name="papers_paper_lookup"),
            models.Index(
                fields=["issued_at"],
                name="papers_paper_due",
                condition=models.Q(rendered_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """Return the title and the number."""
        return f"{self.title} {self.number}"


class Certificate(models.Model):
    """One version of a certificate; ``lineage`` is the id of its first version.

    What it is worth on a day is derived, never kept: see ``queries.standing``.
    """

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField(db_default=RandomUUID())
    paper_id = models.UUIDField()
    case_id = models.UUIDField()
    holder = models.UUIDField()
    kind = models.CharField(max_length=16, choices=words.CertificateKind.choices())
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=80)
    oid = models.CharField(max_length=120)
    item_code = models.CharField(max_length=40)
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # the last day; null for no end
    lineage = models.UUIDField()
    version = models.IntegerField(db_default=1)

    class Meta:
        """Keys and the holder's index."""

        constraints = [
            models.UniqueConstraint(
                fields=["division", "number"], name="papers_certificate_number"
            ),
            models.UniqueConstraint(
                fields=["division", "lineage", "version"], name="papers_certificate_version"
            ),
        ]
        indexes = [models.Index(fields=["holder"], name="papers_certificate_holder")]

    def __str__(self) -> str:
        """Return the name and the number."""
        return f"{self.name} {self.number}"


class CertificateEvent(models.Model):
    """One thing that happened to a certificate; rows are added, never changed (L4.14).

    ``certificate_id`` is the lineage; ``case_id`` and ``seq`` are the line of the journal.
    """

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField(db_default=RandomUUID())
    certificate_id = models.UUIDField()
    kind = models.CharField(max_length=16, choices=EventKind.choices())
    on = models.DateField()
    until = models.DateField(null=True)  # new last day of a renewal, end of a suspension
    reason = models.CharField(max_length=500, db_default="")
    paper_id = models.UUIDField(null=True)  # the decision that says so
    made_by = models.BigIntegerField(null=True)  # the posting
    case_id = models.UUIDField(null=True)
    seq = models.IntegerField(null=True)

    class Meta:
        """The index by certificate."""

        indexes = [
            models.Index(fields=["division", "certificate_id"], name="papers_event_certificate")
        ]

    def __str__(self) -> str:
        """Return what happened and when."""
        return f"{self.kind} {self.on}"


class SealUse(models.Model):
    """One use of the seal, or one refused attempt; rows are added, never changed (T15)."""

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField(db_default=RandomUUID())
    paper_id = models.UUIDField()
    at = models.DateTimeField()
    used_by = models.BigIntegerField(null=True)  # the posting; null for the rendering worker
    outcome = models.CharField(max_length=8, choices=SealOutcome.choices())
    reason = models.CharField(max_length=200, db_default="")
    file_digest = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null where refused

    class Meta:
        """A paper is sealed once; attempts are found by paper."""

        constraints = [
            models.UniqueConstraint(
                fields=["division", "paper_id"],
                condition=models.Q(outcome="sealed"),
                name="papers_seal_once",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "paper_id"], name="papers_seal_paper"),
            models.Index(fields=["division", "at"], name="papers_seal_at"),
        ]

    def __str__(self) -> str:
        """Return the outcome and the paper."""
        return f"{self.outcome} {self.paper_id}"
