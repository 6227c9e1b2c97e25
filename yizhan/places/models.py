"""Divisions, authorities, postings and calendar days (区划 部门 岗位 日历): data and constraints.

All dates are inclusive: ``since`` is the first day, ``until`` the last; without it, still so.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from yizhan.law.words import Level, Post
from yizhan.places import windows  # noqa: F401 - Django finds tables here
from yizhan.places.codes import NATION

STAFF_POSTS = (
    Post.FRONT,
    Post.BACK,
    Post.CHIEF,
    Post.HEAD,
    Post.GOVERNMENT,
    Post.SUPERVISOR,
)
POST_CHOICES = [(post.value, post.label) for post in STAFF_POSTS]
FULL_CODE = r"^\d{12}$"


class Edition(models.Model):
    """Which edition of the places is current: a token that every change replaces."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        """Return the token."""
        return self.token


class Division(models.Model):
    """What one 12-digit statistical code meant over a span of days."""

    code = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=1, choices=Level.choices())
    parent = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12)
    initials = models.CharField(max_length=100)
    formerly = models.CharField(max_length=12, blank=True)
    heir = models.CharField(max_length=12, blank=True)  # the code its place bears afterwards

    class Meta:
        """One meaning a day: never two open versions of a code."""

        constraints = [
            models.UniqueConstraint(fields=["code", "since"], name="division_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(until=None), name="division_one_open"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="division_level"
            ),
            models.CheckConstraint(condition=Q(code__regex=FULL_CODE), name="division_code"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="division_span"
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "code"], name="division_children"),
            models.Index(
                fields=["initials"], opclasses=["varchar_pattern_ops"], name="division_initials"
            ),
            models.Index(fields=["name"], opclasses=["varchar_pattern_ops"], name="division_name"),
            models.Index(fields=["formerly"], condition=~Q(formerly=""), name="division_formerly"),
            models.Index(fields=["heir"], condition=~Q(heir=""), name="division_heir"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Authority(models.Model):
    """An authority (实施机关) or a service centre, as papers name it."""

    code = models.SlugField(max_length=60, unique=True)
    division = models.CharField(max_length=12)
    level = models.CharField(max_length=1, choices=Level.choices())
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=60)
    paper_word = models.CharField(max_length=20)  # 机关代字
    uscc = models.CharField(max_length=18)
    window = models.CharField(max_length=3)
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=30)
    complaint_phone = models.CharField(max_length=30)
    reconsideration = models.CharField(max_length=100)  # 复议机关
    court = models.CharField(max_length=100)
    is_centre = models.BooleanField(default=False)

    class Meta:
        """Windows and 机关代字 are unique in a county: numbers are built from them."""

        verbose_name = "部门"
        constraints = [
            models.UniqueConstraint(Left("division", 6), "window", name="authority_window"),
            models.UniqueConstraint(fields=["division", "short_name"], name="authority_short_name"),
            models.UniqueConstraint(
                Left("division", 6), "paper_word", name="authority_paper_word_county"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="authority_level"
            ),
            models.CheckConstraint(
                condition=Q(division__regex=FULL_CODE), name="authority_division"
            ),
            models.CheckConstraint(
                condition=Q(window__regex=r"^[0-9A-Z]{3}$"), name="authority_window_form"
            ),
        ]
        indexes = [models.Index(fields=["level", "short_name"], name="authority_by_name")]

    def __str__(self) -> str:
        """Return the full name."""
        return self.name


class Move(models.Model):
    """That an authority moved from one code to another: its older cases keep the old one."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="moves")
    old = models.CharField(max_length=12)
    new = models.CharField(max_length=12)
    on = models.DateField()
    window = models.CharField(max_length=3)  # the window it had before

    class Meta:
        """An authority leaves a code for another one once a day."""

        constraints = [
            models.UniqueConstraint(fields=["authority", "old", "on"], name="move_once"),
            models.CheckConstraint(
                condition=Q(old__regex=FULL_CODE) & Q(new__regex=FULL_CODE) & ~Q(old=F("new")),
                name="move_codes",
            ),
        ]

    def __str__(self) -> str:
        """Return from where to where."""
        return f"{self.old} → {self.new}"


class Posting(models.Model):
    """A person at a post (岗位) of an authority over a span of days (H2.1)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="postings"
    )
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="postings")
    post = models.CharField(max_length=12, choices=POST_CHOICES)
    since = models.DateField()
    until = models.DateField(null=True)
    delegated_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    reason = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True)  # a delegation taken back during its last day
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """Only the chief's post is delegated, with an end and a reason (L3.2)."""

        constraints = [
            models.CheckConstraint(
                condition=Q(post__in=[post.value for post in STAFF_POSTS]), name="posting_post"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="posting_span"
            ),
            models.CheckConstraint(
                condition=Q(delegated_by=None)
                | (Q(post=Post.CHIEF.value, until__isnull=False) & ~Q(reason="")),
                name="posting_delegation",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(delegated_by__isnull=False),
                name="posting_revoked",
            ),
            models.UniqueConstraint(
                fields=["user", "authority", "post"],
                condition=Q(until=None),
                name="posting_one_open",
            ),
        ]
        indexes = [models.Index(fields=["authority", "post"], name="posting_by_authority")]

    def __str__(self) -> str:
        """Return the official word of the post."""
        return Post(self.post).label


class CalendarDay(models.Model):
    """One day that a notice (or a prefecture's own law) made a day off or a working day."""

    division = models.CharField(max_length=12, default=NATION)
    day = models.DateField()
    off = models.BooleanField()
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        """One answer a day and division."""

        constraints = [
            models.UniqueConstraint(fields=["division", "day"], name="calendar_day"),
            models.CheckConstraint(
                condition=Q(division__regex=FULL_CODE), name="calendar_day_division"
            ),
        ]

    def __str__(self) -> str:
        """Return the day and its name."""
        return f"{self.day} {self.name}"


class CalendarYear(models.Model):
    """Whether the yearly notice on days off was published and loaded (L1.8)."""

    year = models.PositiveSmallIntegerField(unique=True)
    published = models.BooleanField(default=True)
    source = models.CharField(max_length=200, blank=True)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)
