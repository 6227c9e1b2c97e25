"""事项: an item, its versions, its standard, and the dictionary of names it is found by."""

import uuid

import uuid_utils.compat
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right

from yizhan.items.extent import Base, Recount, Rollout, Shortfall, Tally
from yizhan.law.words import ItemState, Level

__all__ = [
    "Base",
    "Calling",
    "Entry",
    "Favourite",
    "Item",
    "Name",
    "Recount",
    "Rollout",
    "Shortfall",
    "Standard",
    "Tally",
    "Version",
]
CODES = r"^[0-9A-Z]{18}[1-6]\d{12}$"
IN_FORCE = [ItemState.PUBLISHED.value, ItemState.SUSPENDED.value]


def new_id() -> uuid.UUID:
    """Return a fresh identifier that sorts by time of making."""
    return uuid_utils.compat.uuid7()


class Item(models.Model):
    """One service of one authority, known by its 实施编码 (18 + 1 + 12 characters)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=64, unique=True)
    authority = models.ForeignKey("places.Authority", on_delete=models.PROTECT, related_name="+")
    division = models.CharField(max_length=12)
    level = models.CharField(max_length=1, choices=Level.choices())
    base_code = models.CharField(max_length=12)
    popularity = models.PositiveIntegerField(default=0)
    live = models.BooleanField(default=False)  # an approved version has not been withdrawn

    class Meta:
        """Codes have the national structure; a list is read by division."""

        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CODES), name="item_code"),
            models.CheckConstraint(condition=Q(base_code=Right("code", 12)), name="item_base"),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="item_level"
            ),
        ]
        indexes = [
            models.Index(fields=["division", "code"], name="item_by_division"),
            models.Index(fields=["division", "-popularity"], name="item_by_popularity"),
            models.Index(fields=["base_code", "level", "division"], name="item_by_base"),
        ]

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Standard(models.Model):
    """One edition of a standard item (标准事项): what the items rolled out from it say."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_code = models.CharField(max_length=12)
    level = models.CharField(max_length=1, choices=Level.choices())
    number = models.PositiveIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    name = models.CharField(max_length=200)
    drafted_by = models.BigIntegerField()
    drafted_at = models.DateTimeField()

    class Meta:
        """Editions are numbered; none is ever changed."""

        constraints = [
            models.UniqueConstraint(
                fields=["base_code", "level", "number"], name="standard_number"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="standard_level"
            ),
        ]

    def __str__(self) -> str:
        """Return the name and the number."""
        return f"{self.name}（标准第{self.number}版）"


class Version(models.Model):
    """What an item says over a span of days; never changed once published (ADM-03, ADM-09).

    ``content``: all it says; with a ``standard`` only the local fields, the rest is the standard's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=ItemState.choices(), default=ItemState.DRAFT.value
    )
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, null=True, related_name="versions"
    )
    content = models.JSONField(encoder=DjangoJSONEncoder)
    name = models.CharField(max_length=200)
    effective_from = models.DateField(null=True)
    effective_until = models.DateField(null=True)
    drafted_by = models.BigIntegerField()
    approved_by = models.BigIntegerField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        """Two people publish; one version at most is open-ended and in force."""

        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_number"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=IN_FORCE, effective_until=None),
                name="version_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ItemState]), name="version_state"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="version_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_FORCE)
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    effective_from__isnull=False,
                ),
                name="version_approved",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None)
                | Q(effective_until__gte=F("effective_from"))
                | Q(state=ItemState.WITHDRAWN.value),
                name="version_span",
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.WITHDRAWN.value) | Q(withdrawn_by__isnull=False),
                name="version_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        """Return the name and the number."""
        return f"{self.name}（第{self.number}版）"


class Name(models.Model):
    """One distinct name in the dictionary of search, with what it looks and sounds like.

    ``grams``: single characters and pairs; ``sounds``: pinyin pairs and initials.
    """

    name = models.CharField(max_length=200, unique=True)
    grams = SearchVectorField()
    sounds = SearchVectorField()

    class Meta:
        """Both vectors are indexed; no parser, no extension."""

        indexes = [
            GinIndex(fields=["grams"], name="name_grams", fastupdate=False),
            GinIndex(fields=["sounds"], name="name_sounds", fastupdate=False),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Entry(models.Model):
    """That a version of an item is found by a name: its own, its result's, or a saying."""

    name = models.ForeignKey(Name, on_delete=models.CASCADE, related_name="entries")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="entries")
    division = models.CharField(max_length=12)
    level = models.CharField(max_length=1, choices=Level.choices())
    own = models.BooleanField()

    class Meta:
        """A version is listed once under a name."""

        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="entry_once"),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="entry_level"
            ),
        ]
        indexes = [models.Index(fields=["name", "division"], name="entry_by_name")]

    def __str__(self) -> str:
        """Return the name and where."""
        return f"{self.name_id} @ {self.division}"


class Calling(models.Model):
    """That every item of a standard is found by a name: said once, however many places have it."""

    name = models.ForeignKey(Name, on_delete=models.CASCADE, related_name="callings")
    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="callings")

    class Meta:
        """A standard is listed once under a name."""

        constraints = [
            models.UniqueConstraint(fields=["name", "standard"], name="calling_once"),
        ]

    def __str__(self) -> str:
        """Return the name and the standard."""
        return f"{self.name_id} @ {self.standard_id}"


class Favourite(models.Model):
    """That a person keeps a service on their list (收藏, P-06); later versions of it stay there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        """A service is kept once; a list is read newest first."""

        constraints = [
            models.UniqueConstraint(fields=["person_id", "item"], name="favourite_once"),
        ]
        indexes = [models.Index(fields=["person_id", "-kept_at", "-id"], name="favourite_newest")]

    def __str__(self) -> str:
        """Return the identifier; what a person is interested in never reaches a log (T57)."""
        return str(self.id)
