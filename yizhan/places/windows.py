"""Shared windows and their rosters (非常驻窗口、值守): data and constraints (H2.5, H2.6, H7.1).

They lie here, beside the postings, because who holds a post on a day is read with each request.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yizhan.law.windows import Consent, Gap

USER = settings.AUTH_USER_MODEL
AUTHORITY = "places.Authority"
POSTING = "places.Posting"
PROTECT = models.PROTECT


class Arrangement(models.Model):
    """What a county has arranged for 全县域通办 (H7.1), from a day on."""

    division = models.CharField(max_length=12)
    since = models.DateField()
    handover_days = models.PositiveSmallIntegerField()
    by = models.ForeignKey(USER, on_delete=PROTECT, null=True, related_name="+")

    class Meta:
        """One word a day."""

        constraints = (
            models.UniqueConstraint(fields=["division", "since"], name="arrangement_once"),
            models.CheckConstraint(
                condition=Q(handover_days__gte=0, handover_days__lte=10), name="arrangement_days"
            ),
        )

    def __str__(self) -> str:
        """Return the division."""
        return self.division


class Window(models.Model):
    """A window that several departments share (H2.5); cases name it by its authority's row."""

    authority = models.OneToOneField(AUTHORITY, on_delete=PROTECT, related_name="shared_window")
    centre = models.ForeignKey(AUTHORITY, on_delete=PROTECT, related_name="+")
    since = models.DateField()
    looked_at = models.DateTimeField(null=True)  # when its roster was last searched for holes

    def __str__(self) -> str:
        """Return its authority's id."""
        return str(self.authority_id)


class Stay(models.Model):
    """A department's stay at a shared window (进驻): asked for, agreed or declined, its items."""

    window = models.ForeignKey(Window, on_delete=PROTECT, related_name="stays")
    department = models.ForeignKey(AUTHORITY, on_delete=PROTECT, related_name="+")
    items = ArrayField(models.UUIDField())
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=Consent.choices(), default=Consent.ASKED.value)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(USER, on_delete=PROTECT, related_name="+")
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        """One open wish or stay of a department at a window; a consent says who and when."""

        constraints = (
            models.UniqueConstraint(
                fields=["window", "department"],
                condition=~Q(state=Consent.DECLINED.value),
                name="stay_once",
            ),
            models.CheckConstraint(
                condition=Q(state=Consent.ASKED.value)
                | Q(answered_on__isnull=False, answered_by__isnull=False),
                name="stay_answered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Consent]), name="stay_state"
            ),
        )

    def __str__(self) -> str:
        """Return the official word of its state."""
        return Consent(self.state).label


class Member(models.Model):
    """A person that a department sends to a shared window, by a dated posting there (H2.6)."""

    stay = models.ForeignKey(Stay, on_delete=PROTECT, related_name="members")
    posting = models.OneToOneField(POSTING, on_delete=PROTECT, related_name="sent")

    def __str__(self) -> str:
        """Return the posting's id."""
        return str(self.posting_id)


class Duty(models.Model):
    """One turn of the roster (值守): a posting at a shared window holds on this day."""

    window = models.ForeignKey(Window, on_delete=PROTECT, related_name="duties")
    posting = models.ForeignKey(POSTING, on_delete=PROTECT, related_name="duties")
    day = models.DateField()

    class Meta:
        """A posting has one turn a day; found by window and day."""

        constraints = (models.UniqueConstraint(fields=["posting", "day"], name="duty_once"),)
        indexes = (models.Index(fields=["window", "day"], name="duty_by_day"),)

    def __str__(self) -> str:
        """Return the day."""
        return str(self.day)


class Swap(models.Model):
    """Two people who changed turns: which days, who agreed to it, when and why; added only."""

    window = models.ForeignKey(Window, on_delete=PROTECT, related_name="swaps")
    first = models.ForeignKey(POSTING, on_delete=PROTECT, related_name="+")
    first_day = models.DateField()
    second = models.ForeignKey(POSTING, on_delete=PROTECT, related_name="+")
    second_day = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(USER, on_delete=PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Two people, not one."""

        constraints = (
            models.CheckConstraint(condition=~Q(first=F("second")), name="swap_two_people"),
        )

    def __str__(self) -> str:
        """Return the two days."""
        return f"{self.first_day} ⇄ {self.second_day}"


class Hole(models.Model):
    """A hole in a roster that was seen ahead of its day (R23): raised once, closed when filled."""

    window = models.ForeignKey(Window, on_delete=PROTECT, related_name="holes")
    day = models.DateField()
    gap = models.CharField(max_length=8, choices=Gap.choices())
    raised_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True)

    class Meta:
        """Each hole is open once."""

        constraints = (
            models.UniqueConstraint(
                fields=["window", "day", "gap"], condition=Q(filled_at=None), name="hole_once"
            ),
            models.CheckConstraint(
                condition=Q(gap__in=[one.value for one in Gap]), name="hole_gap"
            ),
        )

    def __str__(self) -> str:
        """Return what is lacking on which day."""
        return f"{self.day} {Gap(self.gap).label}"
