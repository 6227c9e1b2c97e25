"""What colleagues ask of each other, and what a reviewer notes of each material: data only.

No step of law, so the journal stays silent: what counts is the opinion or the decision.
"""

from django.db import models

from yizhan.law.words import Word

OPEN = models.Q(answered_at=None)


class AskKind(Word):
    """What is asked of a colleague."""

    HANDOVER = "handover", "请求转交"
    EXTENSION = "extension", "延期申请"
    REMINDER = "reminder", "催办"


class Ask(models.Model):
    """What one colleague asks of another about a case (内部请示); no step of law."""

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField()
    case_id = models.UUIDField()
    authority_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=AskKind.choices())
    reason = models.CharField(max_length=500, blank=True)
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """One open ask of a kind for a case; found by authority while it is open."""

        constraints = (
            models.CheckConstraint(
                name="cases_ask_kind",
                condition=models.Q(kind__in=[kind.value for kind in AskKind]),
            ),
            models.UniqueConstraint(
                fields=["division", "case_id", "kind"], condition=OPEN, name="cases_ask_open"
            ),
        )
        indexes = (
            models.Index(
                fields=["division", "authority_id"], name="cases_ask_waiting", condition=OPEN
            ),
            models.Index(fields=["division", "case_id"], name="cases_ask_case"),
        )

    def __str__(self) -> str:
        """Return what is asked, in its official word."""
        return AskKind(self.kind).label


class Check(models.Model):
    """What a reviewer found of one material (逐项审查): working paper of the opinion (H5.0)."""

    pk = models.CompositePrimaryKey("division", "case_id", "material")
    division = models.IntegerField()
    case_id = models.UUIDField()
    material = models.CharField(max_length=40)
    meets = models.BooleanField()
    opinion = models.CharField(max_length=500, blank=True)
    seq = models.IntegerField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the material."""
        return self.material
