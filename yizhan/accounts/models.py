"""Data of users: persons, logins, mandates, guardianships, tokens and who looked (W2, L3.11)."""

from enum import StrEnum
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from yizhan.law.guardians import Ending, Evidence, Kin
from yizhan.law.identities import IdType, Sex
from yizhan.law.mandates import Ground, Role
from yizhan.law.words import Applicant, Assurance


def new_id() -> UUID:
    """Return a fresh identifier: ordered by time, not to be guessed (T1)."""
    return uuid7()


def _is_word(field: str, words: type[StrEnum], table: str) -> models.CheckConstraint:
    """Return the constraint that a column holds a code of its vocabulary."""
    codes = [word.value for word in words]
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": codes}), name=f"{table}_{field}_is_a_word"
    )


def _in_order(since: str, until: str, table: str) -> models.CheckConstraint:
    """Return the constraint that a period does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": F(since)}),
        name=f"{table}_period_in_order",
    )


class Person(models.Model):
    """A natural or legal person by real name; numbers are sealed, masked beside (W2.1, G-18)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    id_type = models.CharField(max_length=10)
    id_index = models.CharField(max_length=64)  # keyed hash: finds a number, tells nothing
    id_sealed = models.BinaryField()
    id_masked = models.CharField(max_length=32)
    born = models.DateField(null=True)
    sex = models.CharField(max_length=1, default=Sex.UNKNOWN.value)
    phone_sealed = models.BinaryField(default=bytes)
    phone_masked = models.CharField(max_length=32, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    assurance = models.CharField(max_length=1, default=Assurance.NONE.value)
    representative = models.CharField(max_length=120, blank=True, default="")  # of an organisation
    created_at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    class Meta:
        """One person a number; codes are words; an organisation has a credit code."""

        constraints = (
            models.UniqueConstraint(fields=("id_type", "id_index"), name="person_once"),
            _is_word("kind", Applicant, "person"),
            _is_word("id_type", IdType, "person"),
            _is_word("sex", Sex, "person"),
            _is_word("assurance", Assurance, "person"),
            models.CheckConstraint(
                condition=Q(kind=Applicant.LEGAL.value, id_type=IdType.CREDIT.value)
                | (Q(kind=Applicant.NATURAL.value) & ~Q(id_type=IdType.CREDIT.value)),
                name="person_kind_fits_number",
            ),
        )

    def __str__(self) -> str:
        """Return the masked number; a name never reaches a log (T57)."""
        return self.id_masked


class Users(BaseUserManager["User"]):
    """The logins, found by their login name."""


class User(AbstractBaseUser, PermissionsMixin):
    """A login of a citizen or of staff; who is behind it is the person (W2.2)."""

    login = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_staff_member = models.BooleanField(default=False)
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    must_change = models.BooleanField(default=False)
    last_seen = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    objects = Users()

    class Meta:
        """A person has one login as a citizen."""

        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(is_staff_member=False),
                name="user_one_login_a_person",
            ),
        )


class Membership(models.Model):
    """A person who acts for an organisation, in which role, from when to when (W2.1)."""

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        """A role is a word, and a person has it once from a day on."""

        constraints = (
            _is_word("role", Role, "membership"),
            _in_order("since", "until", "membership"),
            models.UniqueConstraint(
                fields=("person", "organisation", "role", "since"), name="membership_once"
            ),
        )


class Mandate(models.Model):
    """A mandate (委托书, L4.16): who may do what for whom, from when to when (L3.11)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    principal = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    items = ArrayField(models.CharField(max_length=40), default=list)  # base codes; empty = all
    actions = ArrayField(models.CharField(max_length=20))
    since = models.DateField()
    until = models.DateField()
    evidence_digest = models.CharField(max_length=64, blank=True, default="")
    evidence_text = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody is their own agent; a mandate names its actions and rests on evidence."""

        constraints = (
            _in_order("since", "until", "mandate"),
            models.CheckConstraint(
                condition=~Q(principal=F("agent")), name="mandate_for_somebody_else"
            ),
            models.CheckConstraint(condition=Q(actions__len__gt=0), name="mandate_names_actions"),
            models.CheckConstraint(
                condition=~Q(evidence_digest="", evidence_text=""), name="mandate_has_evidence"
            ),
        )
        indexes = (models.Index(fields=("principal", "agent"), name="mandate_by_pair"),)


class Guardianship(models.Model):
    """A guardian and the ward: why, as what, on which document, until when (L3.11)."""

    guardian = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    ward = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=12)
    kin = models.CharField(max_length=12, default=Kin.OTHER.value)
    document = models.CharField(max_length=12, default=Evidence.OTHER.value)
    evidence_text = models.TextField(blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, blank=True, default="")
    ended_text = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """Codes are words; nobody is their own guardian; an end has its reason."""

        constraints = (
            _is_word("basis", Ground, "guardianship"),
            _is_word("kin", Kin, "guardianship"),
            _is_word("document", Evidence, "guardianship"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | Q(ended_at__isnull=False, ended_why__in=[word.value for word in Ending]),
                name="guardianship_ends_for_a_reason",
            ),
            _in_order("since", "until", "guardianship"),
            models.CheckConstraint(
                condition=~Q(guardian=F("ward")), name="guardianship_of_another"
            ),
        )


class Token(models.Model):
    """A key for machines: only its digest is kept, with scopes and an end."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    posting_id = models.BigIntegerField(null=True)
    person_id = models.UUIDField(null=True)
    scopes = ArrayField(models.CharField(max_length=40))
    expires = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_four = models.CharField(max_length=4)
    created_at = models.DateTimeField()


class Look(models.Model):
    """Who looked at whose data, when and why (数据足迹); rows are only ever added (T5, P-16)."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """A look has a reason; a person's looks are read newest first."""

        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="look_has_a_reason"),)
        indexes = (models.Index(fields=("person", "-at"), name="look_of_a_person"),)


class Attempt(models.Model):
    """How often something was tried in a window of time; the key is a hash (T55)."""

    key = models.CharField(max_length=64, primary_key=True)
    ends = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        """Ended windows are found by their end."""

        indexes = (models.Index(fields=("ends",), name="attempt_by_end"),)
