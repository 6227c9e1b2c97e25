"""Changes of divisions as they are planned: who proposed, who approved, what came of them."""

import uuid_utils.compat
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q


class Adjustment(models.Model):
    """One plan (区划调整): its rows, the day from which they hold, and its ground.

    ``report``: what it would do, as previewed; once carried out, what it did.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    division = models.CharField(max_length=12)  # within which it lies
    on = models.DateField()
    basis = models.CharField(max_length=300)  # 批准文件
    rows = models.JSONField()
    report = models.JSONField(encoder=DjangoJSONEncoder)
    proposed_by = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    carried_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=500, blank=True)  # why it could not be carried out

    class Meta:
        """Two people; nothing is carried out that was not approved; each has a ground."""

        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="adjustment_two_people",
            ),
            models.CheckConstraint(
                condition=Q(carried_at=None) | Q(approved_at__isnull=False, cancelled_at=None),
                name="adjustment_approved",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="adjustment_basis"),
        ]
        indexes = [
            models.Index(
                fields=["on"],
                condition=Q(approved_at__isnull=False, carried_at=None, cancelled_at=None),
                name="adjustment_waiting",
            )
        ]

    def __str__(self) -> str:
        """Return the ground and the day."""
        return f"{self.basis} {self.on}"
