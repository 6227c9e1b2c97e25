"""The connection: who it is, and how long it may take."""

import pytest

from yizhan.config import database

OUTSIDE = "postgresql://hall:p%40ss@db.example:5433/yz?sslmode=require"


@pytest.fixture(autouse=True)
def _outside(monkeypatch):
    """Name an outside server, so that none is started."""
    monkeypatch.setenv("DATABASE_URL", OUTSIDE)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)


def _settings(tmp_path, **options):
    """Return the settings of the one database."""
    return database.databases(tmp_path, **options)["default"]


def test_an_address_is_read_with_its_escapes_and_options():
    """A password may hold any sign."""
    found = database.parse(OUTSIDE)
    assert (found["NAME"], found["PASSWORD"], found["PORT"]) == ("yz", "p@ss", "5433")


def test_an_interactive_connection_is_short_and_takes_on_the_role(tmp_path):
    """Two seconds a statement, fifteen idle in a transaction."""
    options = _settings(tmp_path, role="yizhan_app", statement_ms=2000)["OPTIONS"]
    assert options == {
        "prepare_threshold": 0,
        "sslmode": "require",
        "options": "-c role=yizhan_app -c statement_timeout=2000"
        " -c idle_in_transaction_session_timeout=15000",
    }


def test_a_login_that_is_the_role_already_takes_on_none(tmp_path, monkeypatch):
    """A pooler that refuses options at the start can be used."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://yizhan_app@db.example/yz")
    assert _settings(tmp_path, role="yizhan_app")["OPTIONS"] == {"prepare_threshold": 0}


def test_the_owner_may_have_an_address_of_its_own(tmp_path, monkeypatch):
    """Who migrates need not know the password of who serves."""
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://yizhan_owner@db.example/yz")
    users = [_settings(tmp_path, role=role)["USER"] for role in ("yizhan_owner", "yizhan_app")]
    assert users == ["yizhan_owner", "hall"]
