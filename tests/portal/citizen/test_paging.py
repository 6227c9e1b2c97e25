"""Long lists of one's own space: a page at a time, nothing lost, no statement a row (G-20)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yizhan.accounts import queries
from yizhan.accounts.models import User, new_id
from yizhan.cases.models import Draft

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
MANY, PAGE = 25, 20
DRAFTS, LOOKS = "/my/drafts/", "/my/looks/"


def _draft(zhang: User, serial: int) -> None:
    """Leave an application half done."""
    Draft.objects.create(
        id=uuid4(),
        person=zhang.person_id,
        applicant=zhang.person_id,
        version_id=uuid4(),
        item_name=f"示例事项{serial:02d}",
        saved_at=AT + timedelta(minutes=serial // 2),
    )


def _look(zhang: User, serial: int) -> None:
    """Look at the person's number."""
    assert zhang.person_id
    queries.unmask(zhang.pk, zhang.person_id, reason=f"示例事由{serial:02d}", at=AT)


def _pages(citizen: Client, address: str) -> list[str]:
    """Return the words of every page of a list, following what each page offers as the next."""
    found = []
    while address:
        answer = citizen.get(address)
        found.append(answer.content.decode())
        address = answer.context["next_page"]
    return found


@pytest.mark.parametrize(
    ("address", "make", "word"), [(DRAFTS, _draft, "示例事项"), (LOOKS, _look, "示例事由")]
)
def test_every_row_stands_on_one_of_the_pages(
    citizen: Client, zhang: User, address: str, make, word: str
) -> None:
    """Rows of one moment are neither lost nor doubled where a page is cut."""
    for serial in range(MANY):
        make(zhang, serial)
    pages = _pages(citizen, address)
    assert len(pages) == 2
    for serial in range(MANY):
        assert sum(f"{word}{serial:02d}</" in page for page in pages) == 1


@pytest.mark.parametrize(("address", "make"), [(DRAFTS, _draft), (LOOKS, _look)])
def test_longer_list_takes_no_more_statements(
    citizen: Client, zhang: User, address: str, make
) -> None:
    """The statements are those of the list, not of its rows."""
    counts = []
    for more in (1, MANY):
        for serial in range(more):
            make(zhang, serial)
        citizen.get(address)
        with CaptureQueriesContext(connection) as taken:
            citizen.get(address)
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_mark_that_no_page_gave_begins_anew(citizen: Client, zhang: User) -> None:
    """A word in the address, and a number that no column holds, fail nothing."""
    _look(zhang, 1)
    for after in ("nonsense", f"2030-01-01T00:00:00+00:00_{new_id()}"):
        assert "示例事由01" in citizen.get(LOOKS, {"after": after}).content.decode()


def test_cases_say_that_there_are_more_drafts_than_they_count(citizen: Client, zhang: User) -> None:
    """No list is counted to its end."""
    for serial in range(MANY):
        _draft(zhang, serial)
    assert f"{PAGE} 份以上没办完的草稿" in citizen.get("/my/").content.decode()
