"""The roles of the database: the application owns nothing and cannot rewrite the journal."""

import pytest
from django.db import ProgrammingError, connection, models, transaction

from yizhan.config import boot, grants
from yizhan.config.database import APP_ROLE, OWNER_ROLE


def _run(statement: str) -> None:
    """Run a statement by itself, so that its failure leaves the connection usable."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def _journal(as_owner: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant an append-only table with one line in it."""
    monkeypatch.setattr(grants, "APPEND_ONLY", ("sample_entry",))
    monkeypatch.setattr(boot, "APPEND_ONLY", ("sample_entry",))
    _run("create table sample_entry (id int primary key, line text)")
    _run("insert into sample_entry values (1, 'kept')")
    grants.apply()
    _run(f"set role {APP_ROLE}")


@pytest.mark.django_db
def test_every_test_runs_under_the_role_of_the_application():
    """Otherwise a forbidden statement would pass here and fail in the hall."""
    assert boot.read().role == APP_ROLE


@pytest.mark.parametrize(
    "statement",
    [
        "update sample_entry set line = 'changed'",
        "delete from sample_entry",
        "truncate sample_entry",
        "drop table sample_entry",
        "alter table sample_entry add column more text",
        "create table another (id int)",
    ],
)
@pytest.mark.usefixtures("_journal")
def test_the_application_can_neither_change_nor_drop_the_journal(statement):
    """T: what was written stays written, whatever the application tries."""
    with pytest.raises(ProgrammingError):
        _run(statement)


@pytest.mark.usefixtures("_journal")
def test_the_application_adds_a_line_to_the_journal_and_reads_it():
    """Append-only still means that one can append."""
    _run("insert into sample_entry values (2, 'added')")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from sample_entry")
        assert cursor.fetchone() == (2,)


@pytest.mark.usefixtures("_journal")
def test_the_boot_check_finds_a_journal_that_can_be_rewritten(as_owner):
    """A right that somebody planted is named with its table."""
    _run(f"set role {OWNER_ROLE}")
    _run(f"grant update (line) on sample_entry to {APP_ROLE}")
    _run(f"set role {APP_ROLE}")
    assert boot.read().changeable == ("sample_entry",)


@pytest.mark.usefixtures("as_owner")
def test_the_boot_check_finds_a_role_that_owns_the_tables():
    """Whoever owns a table can drop it."""
    assert "django_migrations" in boot.read().owned


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_leaves_its_row_for_the_flush_to_remove():
    """The flush runs as the owner; the next test finds the table empty."""
    _site().objects.create(expire_date="2024-01-01T00:00Z", session_key="kept")
    assert _site().objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_row_of_the_test_before_was_flushed_away():
    """Proof that the flush was allowed."""
    assert not _site().objects.exists()


def _site() -> type[models.Model]:
    """Return some model that the application may write."""
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    return Session
