"""The outbox (发件箱): one row for each thing that is to follow a commit."""

from django.db import models
from django.db.models.functions import Now

from yizhan.law.words import Word


class Channel(Word):
    """How a person is reached beside the messages on the site."""

    SMS = "sms", "短信"
    EMAIL = "email", "邮件"


class State(Word):
    """What became of a letter."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    UNDELIVERED = "undelivered", "未送达"


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


class Delivery(models.Model):
    """One letter of a message on one channel; whom it goes to is read when it is sent (T52)."""

    pk = models.CompositePrimaryKey("division", "message_id", "channel")
    division = models.IntegerField()
    message_id = models.UUIDField()
    channel = models.CharField(max_length=8, choices=Channel.choices())
    state = models.CharField(max_length=12, choices=State.choices(), db_default=State.WAITING.value)
    attempts = models.IntegerField(db_default=0)
    error = models.CharField(max_length=200, db_default="")
    next_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # undelivered from then on
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Channel and state are words; sent means that the moment is known."""

        constraints = [
            models.CheckConstraint(
                name="outbox_delivery_channel",
                condition=models.Q(channel__in=[word.value for word in Channel]),
            ),
            models.CheckConstraint(
                name="outbox_delivery_state",
                condition=models.Q(state__in=[word.value for word in State]),
            ),
            models.CheckConstraint(
                name="outbox_delivery_sent",
                condition=models.Q(state=State.SENT.value, sent_at__isnull=False)
                | (~models.Q(state=State.SENT.value) & models.Q(sent_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="outbox_delivery_due",
                condition=models.Q(state=State.WAITING.value),
            ),
        ]

    def __str__(self) -> str:
        """Return channel and state; never the person."""
        return f"{self.channel} {self.state}"


class Contact(models.Model):
    """How a person wants to be reached; who has no row wants text messages."""

    person_id = models.UUIDField(primary_key=True)
    by_sms = models.BooleanField(default=True)
    email_sealed = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        """Return the identifier; an address never reaches a log (T57)."""
        return str(self.person_id)
