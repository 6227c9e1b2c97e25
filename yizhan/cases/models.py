"""Cases (办件), their journal, keys, counters, attachments and drafts: data and constraints.

The division of the competent authority (6 digits) comes first in every key. The course of a case is
one JSON value that ``law.course`` reads; ``accepted_on``, ``due_on``, ``wake_at`` and
``publish_at`` are hints for indexes, derived at each write, never the truth.
"""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models.functions import Coalesce, Now

from yizhan.cases.colleagues import Ask, Check  # noqa: F401 - Django finds tables here
from yizhan.cases.counter import CounterScreen, HeldAct  # noqa: F401 - as above
from yizhan.law.certificates import Aim
from yizhan.law.words import Applicant, Channel, Post, Stage, Trust, Way, Word

NEVER = date(9999, 12, 31)  # where no term runs: behind every case that has one
DUE = Coalesce("due_on", models.Value(NEVER))
RAISED = ~models.Q(exceptions=[])

LISTS = [
    models.Index("division", "authority_id", "stage", DUE, "id", name="cases_case_due"),
    models.Index(fields=["applicant", "-received_at"], name="cases_case_mine"),
    models.Index(fields=["submitter", "-received_at"], name="cases_case_sent"),
    models.Index(fields=["wake_at"], name="cases_case_wake", condition=~models.Q(wake_at=None)),
    models.Index(
        fields=["division", "-decided_at", "-id"],
        name="cases_case_published",
        condition=models.Q(published=True),
    ),
    models.Index(fields=["item_id", "stage"], name="cases_case_item"),
    models.Index(
        fields=["division", "authority_id", "claimed_at"],
        name="cases_case_claimed",
        condition=~models.Q(claimed_by=None),
    ),
    models.Index(fields=["authority_id", "stage"], name="cases_case_held"),
    GinIndex(
        fields=["awaited"],
        name="cases_case_awaited",
        condition=~models.Q(awaited=[]),
    ),
    models.Index(
        fields=["division", "about"],
        name="cases_case_about",
        condition=~models.Q(about=None),
    ),
    models.Index(
        fields=["division", "received_by", "-received_at", "-id"],
        name="cases_case_received_by",
        condition=~models.Q(received_by=None),
    ),
    models.Index(
        fields=["division", "collect_at", "stage", "id"],
        name="cases_case_collect_at",
        condition=~models.Q(collect_at=None),
    ),
    models.Index(
        fields=["publish_at"],
        name="cases_case_publish",
        condition=~models.Q(publish_at=None),
    ),
]
"""The indexes of the lists: by authority and term, by person, by time."""


def listed(column: str, word: type[Word], table: str) -> models.CheckConstraint:
    """Return the constraint that a column holds a term of the trade."""
    return models.CheckConstraint(
        name=f"{table}_{column}",
        condition=models.Q(**{f"{column}__in": [one.value for one in word]}),
    )


class Case(models.Model):
    """One application for one item, as it was last written."""

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField()
    number = models.CharField(max_length=32)
    query_code = models.CharField(max_length=8)
    serial = models.IntegerField()
    authority_id = models.BigIntegerField()
    place = models.CharField(max_length=12)
    item_id = models.UUIDField()
    version_id = models.UUIDField()
    item_name = models.CharField(max_length=200)
    about = models.UUIDField(null=True)  # the certificate that a change or a renewal is about
    applicant = models.UUIDField()
    applicant_kind = models.CharField(max_length=8, choices=Applicant.choices())
    applicant_name = models.CharField(max_length=200)
    applicant_id_masked = models.CharField(max_length=40, blank=True)
    submitter = models.UUIDField()
    received_by = models.BigIntegerField(null=True)  # the hall that took it in for another (H7.1)
    collect_at = models.BigIntegerField(null=True)  # the hall that its result was sent to (H7.1)
    channel = models.CharField(max_length=8, choices=Channel.choices())
    way = models.CharField(max_length=12, choices=Way.choices())
    answers = models.JSONField(default=dict)
    situation = models.JSONField(default=dict)
    stage = models.CharField(max_length=16, choices=Stage.choices())
    course = models.JSONField()
    received_at = models.DateTimeField()
    accepted_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    wake_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    published = models.BooleanField(default=False)
    publish_at = models.DateTimeField(null=True)
    awaited = ArrayField(models.BigIntegerField(), default=list)  # departments still silent
    claimed_by = models.BigIntegerField(null=True)
    claimed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    seq = models.IntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        """Keys, and the indexes of the lists: by authority and stage, by person, by time."""

        constraints = [
            models.UniqueConstraint(fields=["division", "number"], name="cases_case_number"),
            listed("stage", Stage, "cases_case"),
            listed("channel", Channel, "cases_case"),
            listed("way", Way, "cases_case"),
            listed("applicant_kind", Applicant, "cases_case"),
        ]
        indexes = LISTS

    def __str__(self) -> str:
        """Return the number."""
        return self.number


class Entry(models.Model):
    """One line of the journal: added, never changed; each holds the digest of the one before."""

    pk = models.CompositePrimaryKey("division", "case_id", "seq")
    division = models.IntegerField()
    case_id = models.UUIDField()
    seq = models.IntegerField()
    step = models.CharField(max_length=24)
    clause = models.CharField(max_length=12)
    stage = models.CharField(max_length=16, choices=Stage.choices())
    post = models.CharField(max_length=12, choices=Post.choices())
    posting_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    said = models.JSONField()
    papers = models.JSONField()
    exceptions = models.JSONField()
    refused = models.BooleanField(default=False)
    prev = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """Every line speaks the words of the law."""

        constraints = [
            listed("stage", Stage, "cases_entry"),
            listed("post", Post, "cases_entry"),
            models.CheckConstraint(name="cases_entry_seq", condition=models.Q(seq__gte=1)),
        ]
        indexes = [
            BrinIndex(fields=["recorded_at"], name="cases_entry_day"),
            models.Index(fields=["division", "-at"], name="cases_entry_raised", condition=RAISED),
        ]

    def __str__(self) -> str:
        """Return the step."""
        return self.step


class Key(models.Model):
    """One idempotency key: the same request sent again gets the answer of the first."""

    pk = models.CompositePrimaryKey("division", "actor", "key")
    division = models.IntegerField()
    actor = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Counter(models.Model):
    """One row of serial numbers: an authority's window and a year."""

    pk = models.CompositePrimaryKey("division", "name")
    division = models.IntegerField()
    name = models.CharField(max_length=40)
    n = models.IntegerField()

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Attachment(models.Model):
    """One file that was handed in for a material of a case."""

    pk = models.CompositePrimaryKey("division", "id")
    division = models.IntegerField()
    id = models.UUIDField()
    case_id = models.UUIDField()
    seq = models.IntegerField()
    material = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    trust = models.CharField(max_length=1, choices=Trust.choices())

    class Meta:
        """Found by case."""

        constraints = [listed("trust", Trust, "cases_attachment")]
        indexes = [models.Index(fields=["division", "case_id"], name="cases_attachment_case")]

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class Draft(models.Model):
    """An application that has not been handed in; nothing legal has happened."""

    id = models.UUIDField(primary_key=True)
    person = models.UUIDField()
    applicant = models.UUIDField()
    version_id = models.UUIDField()
    item_name = models.CharField(max_length=200)
    situation = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    files = models.JSONField(default=dict)
    way = models.CharField(max_length=12, choices=Way.choices(), default=Way.HAND.value)
    step = models.IntegerField(default=1)
    saved_at = models.DateTimeField()
    case_ref = models.CharField(max_length=48, blank=True)
    aim = models.CharField(max_length=8, choices=Aim.choices(), default=Aim.NEW.value)
    certificate = models.UUIDField(null=True)

    class Meta:
        """Found by person."""

        indexes = [models.Index(fields=["person", "-saved_at"], name="cases_draft_mine")]

    def __str__(self) -> str:
        """Return the item's name."""
        return self.item_name


class Question(models.Model):
    """A question from anybody, registered or not (W2.3, W2.4)."""

    id = models.UUIDField(primary_key=True)
    place = models.CharField(max_length=12)
    person = models.UUIDField(null=True)
    subject = models.CharField(max_length=100)
    body = models.CharField(max_length=1000)
    contact = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    public = models.BooleanField(default=False)

    class Meta:
        """Newest first."""

        indexes = [models.Index(fields=["-asked_at", "-id"], name="cases_question_new")]

    def __str__(self) -> str:
        """Return the subject."""
        return self.subject
