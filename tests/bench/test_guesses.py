"""The bench of guesses counts what is looked at, and the limits bound it (E16)."""

import pytest

from yizhan.accounts import gate
from yizhan.bench import guesses


@pytest.fixture
def _one_target(monkeypatch, settings, tmp_path):
    """Let all guesses go at one login and one number, one network each."""
    settings.KEYS_DIR = tmp_path
    monkeypatch.setattr(guesses, "TARGETS", 1)
    monkeypatch.setattr("yizhan.accounts.gate.BY_DAY", 3)
    monkeypatch.setattr("yizhan.cases.tracking.BY_DAY", 4)


@pytest.mark.usefixtures("db", "_one_target")
def test_of_many_guesses_only_the_allowed_are_looked_at_and_the_owner_gets_in():
    """However many networks ask, one login has its hundred a day, here three."""
    found, owner = guesses.passwords(12)
    assert (found.looked_at, found.most, found.bounded) == (gate.BY_DAY, 3, True)
    assert owner
    assert guesses.codes(12).most == 4


def test_a_limit_that_does_not_hold_is_told():
    """More than a hundred of one target is a failure of the run."""
    assert not guesses.Guessed("passwords", 200, 101, 101).bounded
