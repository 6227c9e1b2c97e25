"""The outbox (发件箱): one row for each thing that is to follow a commit."""

from django.db import models
from django.db.models.functions import Now


class Message(models.Model):
    """One message that is to go out; written in the transaction of the step it tells of."""

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField()
    topic = models.CharField(max_length=40)
    recipient = models.UUIDField(null=True)
    payload = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())
    available_at = models.DateTimeField(db_default=Now())
    attempts = models.IntegerField(db_default=0)
    error = models.CharField(max_length=500, db_default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        """The index of what waits, and of what a person was told."""

        indexes = [
            models.Index(
                fields=["available_at"],
                name="outbox_message_due",
                condition=models.Q(done_at=None),
            ),
            models.Index(fields=["recipient", "-created_at"], name="outbox_message_told"),
        ]

    def __str__(self) -> str:
        """Return the topic."""
        return self.topic
