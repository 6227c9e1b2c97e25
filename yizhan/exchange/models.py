"""Data of the exchange: rows received, rows rejected, and who asked which registry for what.

The division (6 digits) says whose supervisor sees a row.
"""

import uuid

import uuid_utils.compat
from django.db import models
from django.db.models import Q


def new_id() -> uuid.UUID:
    """Return a fresh identifier that sorts by time of making."""
    return uuid_utils.compat.uuid7()


class Received(models.Model):
    """One row of an exchange table as another system last sent it; it touches no case of ours.

    ``content``: every column with its type, by name.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    division = models.IntegerField()
    authority_id = models.BigIntegerField()
    table = models.CharField(max_length=60)
    row_guid = models.CharField(max_length=50)
    about = models.CharField(max_length=120, blank=True)  # code of the item, number of the case
    content = models.JSONField()
    received_at = models.DateTimeField()
    received_by = models.BigIntegerField(null=True)  # nobody where a command read the file

    class Meta:
        """An authority holds a row once; lists are walked by authority, or by division."""

        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "table", "row_guid"], name="exchange_received_once"
            )
        ]
        indexes = [
            models.Index(fields=["authority_id", "table", "about"], name="exchange_received_about"),
            models.Index(fields=["division", "table", "row_guid"], name="exchange_received_list"),
        ]

    def __str__(self) -> str:
        """Return the table and the row."""
        return f"{self.table} {self.row_guid}"


class Rejected(models.Model):
    """One row that was sent and not taken, with why; it is an exception and is sent back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    division = models.IntegerField()
    authority_id = models.BigIntegerField()
    table = models.CharField(max_length=60)
    row_guid = models.CharField(max_length=50, blank=True)
    line = models.IntegerField()
    field = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=4)
    clause = models.CharField(max_length=12)
    reason = models.CharField(max_length=1000)
    content = models.JSONField()  # what was sent, as far as it could be read
    at = models.DateTimeField()

    class Meta:
        """Found by authority and by division, newest first; each says why."""

        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exchange_rejected_why")
        ]
        indexes = [
            models.Index(fields=["division", "-at", "-id"], name="exchange_rejected_division"),
            models.Index(fields=["authority_id", "-at", "-id"], name="exchange_rejected_office"),
        ]

    def __str__(self) -> str:
        """Return the table, the line and the reason."""
        return f"{self.table} {self.line} {self.reason}"


class Enquiry(models.Model):
    """One question to a registry (共享查询日志): who, what, for which case, why; only added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    division = models.IntegerField()
    authority_id = models.BigIntegerField()
    case_id = models.UUIDField()
    number = models.CharField(max_length=32)  # of the case
    person = models.UUIDField()
    material = models.CharField(max_length=200)
    registry = models.CharField(max_length=60)
    found = models.BooleanField()
    answer = models.CharField(max_length=200)
    user_id = models.BigIntegerField()
    posting_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """A question has a reason; found by case, by division, by authority."""

        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="exchange_enquiry_why")]
        indexes = [
            models.Index(fields=["division", "case_id"], name="exchange_enquiry_case"),
            models.Index(fields=["division", "-at", "-id"], name="exchange_enquiry_division"),
            models.Index(fields=["authority_id", "-at", "-id"], name="exchange_enquiry_office"),
        ]

    def __str__(self) -> str:
        """Return the case and the material."""
        return f"{self.number} {self.material}"
