"""Data of stations: errands with what the device sent, and the months reported to the township.

What a device sent is sealed: it holds the number of a person, often before there is a case.
"""

from django.db import models
from django.db.models import Q

from yizhan.law.village import Mode
from yizhan.stations.records import State


class Errand(models.Model):
    """One errand (代办件): a record that a device made, the case that came of it, its ends.

    ``revision`` counts the contents that were taken; ``rival`` is what another device sent for the
    same errand, until somebody says which one holds.
    """

    id = models.UUIDField(primary_key=True, editable=False)  # made on the device
    division = models.IntegerField()
    authority_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    agent = models.CharField(max_length=120, blank=True)
    mode = models.CharField(max_length=12, choices=Mode.choices())
    state = models.CharField(max_length=12, choices=State.choices(), default=State.KEPT.value)
    item_code = models.CharField(max_length=40)
    item_name = models.CharField(max_length=200, blank=True)
    person = models.UUIDField(null=True)
    person_masked = models.CharField(max_length=60, blank=True)
    mandate = models.UUIDField(null=True)
    case_ref = models.CharField(max_length=60, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    query_code = models.CharField(max_length=20, blank=True)
    revision = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    sealed = models.BinaryField(default=bytes)
    rival = models.BinaryField(default=bytes)
    refusal = models.JSONField(default=dict)
    hour = models.DateTimeField(null=True)  # of the companion, or of the visit at home
    place = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()  # as the device says
    received_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    handed = models.JSONField(default=dict)  # digests of the signature and of the photo
    revisited_at = models.DateTimeField(null=True)
    revisit = models.JSONField(default=dict)

    class Meta:
        """Words are words; the lists of a station by time, by person, by hour."""

        constraints = [
            models.CheckConstraint(
                name="stations_errand_mode", condition=Q(mode__in=[mode.value for mode in Mode])
            ),
            models.CheckConstraint(
                name="stations_errand_state",
                condition=Q(state__in=[state.value for state in State]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority_id", "-recorded_at", "-id"], name="stations_errand_ledger"
            ),
            models.Index(fields=["person", "item_code", "-recorded_at"], name="stations_again"),
            models.Index(
                fields=["authority_id", "hour"],
                name="stations_errand_rounds",
                condition=Q(hour__isnull=False, finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """Return the way and the item; never the person."""
        return f"{self.mode} {self.item_code}"


class Report(models.Model):
    """One month's ledger as a station reported it to its township (上报)."""

    authority_id = models.BigIntegerField()
    month = models.DateField()  # its first day
    township_id = models.BigIntegerField()
    rows = models.IntegerField()
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.BigIntegerField()

    class Meta:
        """A month is reported once."""

        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "month"], name="stations_report_once_a_month"
            )
        ]
        indexes = [models.Index(fields=["township_id", "-month"], name="stations_report_sent")]

    def __str__(self) -> str:
        """Return the month."""
        return f"{self.month:%Y-%m}"
