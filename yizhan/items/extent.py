"""How far the catalogue reaches: what is wanted where, how much of it is live, roll-outs."""

import uuid_utils.compat
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yizhan.law.words import ItemType, Level


class Base(models.Model):
    """One entry of the basic catalogue (基本目录): what every division of a level must offer.

    ``within``: the divisions in which it applies; ``area``: the area of daily life (H3.2).
    """

    base_code = models.CharField(max_length=12)
    level = models.CharField(max_length=1, choices=Level.choices())
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=2, choices=ItemType.choices())
    within = ArrayField(models.CharField(max_length=12))
    area = models.CharField(max_length=20, blank=True)

    class Meta:
        """An item is wanted once a level."""

        constraints = [
            models.UniqueConstraint(fields=["base_code", "level"], name="base_once"),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="base_level"
            ),
            models.CheckConstraint(
                condition=Q(type__in=[kind.value for kind in ItemType]), name="base_type"
            ),
            models.CheckConstraint(condition=Q(base_code__regex=r"^\d{12}$"), name="base_code"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Tally(models.Model):
    """How many items of a kind are wanted and live in a division and all below it (W1.2).

    A row a level, a type (H3.1) and an area of daily life (H3.2); ``own``: of the division itself.
    """

    division = models.CharField(max_length=12)
    level = models.CharField(max_length=1, choices=Level.choices())
    type = models.CharField(max_length=2, choices=ItemType.choices())
    area = models.CharField(max_length=20, blank=True)
    own = models.BooleanField()
    wanted = models.PositiveIntegerField(default=0)
    live = models.PositiveIntegerField(default=0)

    class Meta:
        """What is live of the basic catalogue is never more than what is wanted."""

        constraints = [
            models.UniqueConstraint(
                fields=["division", "level", "type", "area"], name="tally_once"
            ),
            models.CheckConstraint(
                condition=Q(type__in=[kind.value for kind in ItemType]), name="tally_type"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="tally_level"
            ),
            models.CheckConstraint(condition=Q(live__lte=F("wanted")), name="tally_share"),
        ]
        indexes = [
            models.Index(
                fields=["division"],
                condition=Q(own=True, live__lt=F("wanted")),
                name="tally_short",
            )
        ]

    def __str__(self) -> str:
        """Return the share."""
        return f"{self.live}/{self.wanted}"


class Recount(models.Model):
    """One nightly count of every tally anew, and how many differed from what was kept (W1.2)."""

    on = models.DateField(unique=True)
    rows = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the day and how many were wrong."""
        return f"{self.on} {self.wrong}/{self.rows}"


class Rollout(models.Model):
    """A standard item brought to every division of its level within one (推行)."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    standard = models.ForeignKey(
        "items.Standard", on_delete=models.PROTECT, related_name="rollouts"
    )
    within = models.CharField(max_length=12)
    effective_from = models.DateField()
    drafted_by = models.BigIntegerField()
    drafted_at = models.DateTimeField()
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField()
    after = models.CharField(max_length=12, blank=True)  # the last division that was done
    made = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)  # stood already
    undo_by = models.BigIntegerField(null=True)
    undo_at = models.DateTimeField(null=True)
    undo_after = models.CharField(max_length=12, blank=True)  # the last division gone through
    undone_at = models.DateTimeField(null=True)
    undone = models.PositiveIntegerField(default=0)
    spared = models.PositiveIntegerField(default=0)  # somebody had changed the item since

    class Meta:
        """Two people roll out; what has begun was approved; what is undone was finished."""

        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="rollout_two_people",
            ),
            models.CheckConstraint(
                condition=(Q(after="") & Q(finished_at=None)) | Q(approved_at__isnull=False),
                name="rollout_approved",
            ),
            models.CheckConstraint(
                condition=Q(undo_at=None) | Q(finished_at__isnull=False, undo_by__isnull=False),
                name="rollout_undo",
            ),
        ]
        indexes = [
            models.Index(
                fields=["approved_at"],
                condition=Q(approved_at__isnull=False, finished_at=None),
                name="rollout_running",
            ),
            models.Index(
                fields=["undo_at"],
                condition=Q(undo_at__isnull=False, undone_at=None),
                name="rollout_undoing",
            ),
        ]

    def __str__(self) -> str:
        """Return the standard and where to."""
        return f"{self.standard_id} → {self.within}"


class Shortfall(models.Model):
    """A division that a roll-out left as it was, and why."""

    rollout = models.ForeignKey(Rollout, on_delete=models.CASCADE, related_name="shortfalls")
    division = models.CharField(max_length=12)
    reason = models.CharField(max_length=300)

    class Meta:
        """One reason a division."""

        constraints = [
            models.UniqueConstraint(fields=["rollout", "division"], name="shortfall_once"),
        ]

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason
