"""The shipped scenarios: each is played through the one door, and every expectation holds."""

from pathlib import Path

import pytest

from yizhan.replay.run import replay

DIVISION = "520123000000"
FOLDER = Path(__file__).resolve().parent.parent / "scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_expectation_of_a_scenario_holds_when_it_is_played(path):
    """The story is told in the words of the law; the services answer as it says."""
    assert [fault for _, faults in replay(path, DIVISION) for fault in faults] == []


def test_there_are_scenarios_enough_for_a_legal_officer_to_learn_from():
    """An empty folder would pass the test above."""
    assert len(FILES) >= 100
