"""Birthdays of many persons at once, for lists that leave children out (H5.6, L3.11)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from yizhan.accounts.models import Person


def birthdays(ids: Iterable[UUID]) -> dict[UUID, date]:
    """Return the birthday of each person that has one, in one statement; others are left out."""
    rows = Person.objects.filter(pk__in=set(ids), born__isnull=False)
    return {pk: born for pk, born in rows.values_list("pk", "born") if born is not None}
