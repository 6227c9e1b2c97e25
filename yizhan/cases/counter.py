"""What stands between counter and case (柜台): an act that may be taken back, the second screen."""

from django.db import models


class HeldAct(models.Model):
    """An act that a clerk has pressed and may still take back (CNT-11); nothing is issued yet.

    The row goes as soon as it is undone, or taken and told: the journal keeps what was done.
    """

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField()
    case_id = models.UUIDField()
    user_id = models.BigIntegerField()
    posting_id = models.BigIntegerField()
    clerk = models.CharField(max_length=120)
    label = models.CharField(max_length=60)
    number = models.CharField(max_length=32)
    steps = models.JSONField()
    seen = models.IntegerField()
    key = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="held")
    outcome = models.JSONField(default=dict)

    class Meta:
        """One act at a time waits on a case; found by clerk and by time."""

        constraints = (
            models.UniqueConstraint(
                fields=["division", "case_id"],
                condition=models.Q(state="held"),
                name="cases_heldact_one",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["held", "taken", "failed"]),
                name="cases_heldact_state",
            ),
        )
        indexes = (
            models.Index(fields=["user_id", "due_at"], name="cases_heldact_mine"),
            models.Index(
                fields=["due_at"], condition=models.Q(state="held"), name="cases_heldact_due"
            ),
        )

    def __str__(self) -> str:
        """Return the act in words."""
        return self.label


class CounterScreen(models.Model):
    """What the screen towards the customer shows at one clerk's counter (CNT-10)."""

    user_id = models.BigIntegerField(primary_key=True)
    shown = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return whose it is."""
        return str(self.user_id)
