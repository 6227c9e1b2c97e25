"""Uploads that nobody ever used go after a while; what anybody names stays (T26)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.materials import making
from tests.materials.conftest import AT, MINE, PERSON
from yizhan.accounts import relations
from yizhan.cases import used_files
from yizhan.cases.models import Attachment, Draft
from yizhan.materials import queries, services, shelf, tasks
from yizhan.materials.shelf import Keeping

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=31)


@pytest.fixture
def file():
    """Return a file that was uploaded and never used."""
    return services.store_whole(MINE, "照片.jpg", making.picture(), at=AT)


def swept(at=LATER):
    """Return how many uploads the sweep forgot."""
    return tasks.sweep_unused(at, used_files.in_use)


def test_an_upload_that_nobody_used_is_forgotten_after_its_rest_and_not_before(file, settings):
    """Row and right go at once; the bytes with the sweep of what no row names."""
    assert swept(AT + timedelta(days=settings.UNUSED_UPLOADS_DAYS)) == 0
    assert swept() == 1
    assert queries.files([file.digest]) == {}


def test_an_upload_in_a_draft_stays(file):
    """Somebody may hand it in yet."""
    Draft.objects.create(
        id=uuid4(),
        person=PERSON,
        applicant=PERSON,
        version_id=uuid4(),
        item_name="示例事项",
        files={"plan": [{"digest": file.digest, "name": file.name}]},
        saved_at=AT,
    )
    assert swept() == 0


def test_an_upload_in_a_case_stays(file):
    """It is part of the record."""
    Attachment.objects.create(
        division=529901,
        id=uuid4(),
        case_id=uuid4(),
        seq=1,
        material="plan",
        digest=file.digest,
        name=file.name,
        trust="C",
    )
    assert swept() == 0


def test_an_upload_on_a_shelf_stays(file):
    """The person keeps it for later."""
    shelf.keep(PERSON, Keeping(digest=file.digest, name=file.name, kind="示例"), at=AT)
    assert swept() == 0


def test_an_upload_that_is_the_evidence_of_a_mandate_stays(file, monkeypatch):
    """L4.16: a mandate may rest on a file."""
    monkeypatch.setattr(relations, "evidence_among", set)
    assert swept() == 0


def test_the_same_file_brought_anew_keeps_its_row(file):
    """Only the old upload goes."""
    services.store_whole(MINE, "照片.jpg", making.picture(), at=LATER)
    assert swept() == 1
    assert file.digest in queries.files([file.digest])
