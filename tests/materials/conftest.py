"""What the tests of materials stand on: a store of their own, two owners, a clock."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from yizhan.materials.queries import Owner

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PERSON = UUID("01930000-0000-7000-8000-000000000001")
OTHER = UUID("01930000-0000-7000-8000-000000000002")
MINE = Owner(user_id=1, person_id=PERSON)
THEIRS = Owner(user_id=2, person_id=OTHER)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    """Keep the files of the tests away from any other; a full disk is not their matter."""
    settings.MATERIALS_DIR = tmp_path / "materials"
    settings.MATERIALS_RESERVE = 0
