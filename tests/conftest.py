"""What every test stands on: a cluster of its own, the application's role, a browser."""

import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django.plugin import DjangoDbBlocker

from yizhan.config.database import APP_ROLE, OWNER_ROLE

CHROMIUM = "/usr/bin/chromium"
LOOPBACK = ("127.", "::1", "localhost")

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Let the cluster of the tests, and no other, forget what a crash would lose."""
    if settings.VAR_DIR.name != "test" or "DATABASE_URL" in os.environ:
        return
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                cursor.execute(f"alter system set {name} = off")
            cursor.execute("select pg_reload_conf()")
        connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Run every test under the application's role, so that what is forbidden fails."""
    options = connection.settings_dict["OPTIONS"]
    before = options.get("options", "")
    with django_db_blocker.unblock():
        connection.close()
        options["options"] = f"-c role={APP_ROLE}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", _flush_as_owner)
        yield
    with django_db_blocker.unblock():
        connection.close()
        options["options"] = before


_flush = DatabaseOperations.execute_sql_flush


def _flush_as_owner(self: DatabaseOperations, sql_list: Sequence[str]) -> None:
    """Empty the tables between transactional tests: only their owner may."""
    _flush(self, [f"set role {OWNER_ROLE}", *sql_list, "reset role"])


@pytest.fixture
def as_owner(db: None) -> Iterator[None]:
    """Let one test act as the owner of the tables, to plant what the application cannot."""
    with connection.cursor() as cursor:
        cursor.execute(f"set role {OWNER_ROLE}")
        yield
        cursor.execute("reset role")


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine() -> Iterator[None]:
    """Close the network: a test may reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        """Connect to this machine, or fail."""
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(
            LOOPBACK
        ):
            pytest.fail(f"A test dialled out to {address}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how the browser of the tests is started: Debian's chromium, no errands."""
    return {
        "executable_path": os.environ.get("YIZHAN_CHROMIUM", CHROMIUM),
        "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a page: the hall's language and clock, reduced motion."""
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as ``browser`` every test that opens a page, and run those last.

    A browser keeps a loop of events running, in which nothing that starts its own can run.
    """
    for item in items:
        if {"page", "browser", "context"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: bool(item.get_closest_marker("browser")))


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the repository."""
    return Path(__file__).resolve().parent.parent
