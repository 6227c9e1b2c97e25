"""The command: what it prints, and 0, 1 or 2 for held, broken, or no scenario."""

import json

import pytest

from yizhan.cases.models import Case
from yizhan.replay import player
from yizhan.replay.command import main
from yizhan.replay.expect import differences
from yizhan.replay.run import replay

from .test_scenarios import DIVISION, FILES, FOLDER

GOOD = """title: 受理
item: {name: 公共场所卫生许可, materials: [{id: form, name: 申请表}]}
steps:
  - {at: 2026-03-02 09:00, as: applicant, do: submit, channel: window, materials: [form]}
  - {at: 2026-03-02 10:00, as: front, do: accept, expect: {state: accepted}}
"""
KEYS = {
    "file", "step", "case", "at", "do", "outcome", "clause", "message", "state", "received_on",
    "accepted_on", "deemed", "due", "clock", "provisional", "papers", "exceptions", "visits",
    "visits_allowed",
}  # fmt: skip
TERMS = {"notice", "correction", "promised", "statutory", "special", "delivery", "publication"}


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a scenario and returns its path as text."""

    def written(text, name="a.yaml"):
        """Write one file."""
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


@pytest.mark.django_db
def test_a_scenario_that_holds_prints_a_line_a_step_and_exits_with_zero(write, capsys):
    """Each line is one JSON object with every key of the page."""
    assert main([write(GOOD)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(set(line), set(line["due"])) for line in lines] == [(KEYS, TERMS)] * 2


@pytest.mark.django_db
def test_an_expectation_that_fails_is_named_on_stderr_and_exits_with_one(write, capsys):
    """File, step, key, expected and got."""
    path = write(GOOD.replace("{state: accepted}", "{state: review, deemed: true}"))
    assert main([path]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert errors[0] == f"{path}: step 2: state: expected review, got accepted"


def test_lists_are_compared_as_what_they_hold_and_due_on_what_it_names():
    """The order of papers is no claim; an empty due claims nothing."""
    shown = {"papers": ["L4.9", "L4.11"], "due": {"notice": None, "delivery": "2026-03-16"}}
    held = {"papers": ["L4.11", "L4.9"], "due": {"delivery": "2026-03-16"}}
    assert list(differences(held, shown)) == list(differences({"due": None}, shown)) == []
    assert [key for key, _, _ in differences({"papers": ["L4.9"]}, shown)] == ["papers"]


@pytest.mark.django_db
def test_three_files_in_one_call_share_nothing_but_the_exit_code(write, capsys):
    """The one that fails does not stop the others."""
    bad = GOOD.replace("state: accepted", "state: closed")
    paths = [write(GOOD, "a.yaml"), write(bad, "b.yaml"), write(GOOD, "c.yaml")]
    assert main(paths) == 1
    assert len(capsys.readouterr().out.splitlines()) == 6


@pytest.mark.django_db
def test_a_refused_step_is_a_result_and_not_a_crash(write, capsys):
    """The person is told in Chinese, with the clause."""
    assert (
        main([write(GOOD.replace("as: front", "as: back").replace("accepted}", "received}"))]) == 0
    )
    line = json.loads(capsys.readouterr().out.splitlines()[1])
    assert (line["outcome"], line["clause"]) == ("refused", "H2.4")
    assert "不是后台的职责" in line["message"]


FAULTS = {
    "line 5: do: unknown": GOOD.replace("do: accept", "do: bless"),
    "line 5: as: unknown": GOOD.replace("as: front", "as: mayor"),
    "line 5: finding: unknown": GOOD.replace("do: accept", "do: accept, finding: x"),
    "line 5: at: time runs backwards": GOOD.replace("2026-03-02 10", "2026-03-01 10"),
    "line 5: at: ": GOOD.replace("2026-03-02 10:00", "tomorrow"),
    "line 5: stat: unknown": GOOD.replace("{state", "{stat"),
    "line 2: colour: unknown": GOOD.replace("{name: 公共", "{colour: red, name: 公共"),
    "line 1: titel: unknown": GOOD.replace("title", "titel"),
    "line 1: title: a mapping": "- just\n- a list\n",
    "line 1: steps: is missing": "title: x\nitem: {name: x}\n",
    "line 2: statutory: ": GOOD.replace("item: {", "item: {statutory: soon, "),
    "line 4: channel: unknown": GOOD.replace("channel: window", "channel: pigeon"),
    "line 3: yaml: ": "title: x\nitem: [unclosed\n",
    "line 2: name: stands twice": GOOD.replace("item: {", "item: {name: x, "),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("says", "text"), FAULTS.items(), ids=FAULTS.keys())
def test_a_file_that_is_no_scenario_exits_with_two_and_names_line_and_key(
    write, capsys, says, text
):
    """Nothing is played; the fault stands where a person can find it."""
    assert main([write(text)]) == 2
    streams = capsys.readouterr()
    assert says in streams.err and not streams.out


@pytest.mark.django_db
def test_a_file_that_is_no_scenario_does_not_keep_the_others_from_being_played(write, capsys):
    """Exit code 2 says that one was not played; the other one's lines are there."""
    assert main([write("title: x\n", "bad.yaml"), write(GOOD)]) == 2
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_file_that_is_not_there_is_no_scenario(tmp_path, capsys):
    """The system's own words name it."""
    assert main([str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_catalogue_code_that_nobody_published_is_no_scenario(write, capsys):
    """The item is looked up in the catalogue; an unknown code is named."""
    text = GOOD.replace("{name: 公共场所卫生许可, materials: [{id: form, name: 申请表}]}", "NOPE")
    assert main([write(text)]) == 2
    assert "NOPE" in capsys.readouterr().err


@pytest.mark.django_db
def test_nothing_of_a_scenario_stays_in_the_database(write):
    """Played in a transaction that is rolled back."""
    main([write(GOOD)])
    assert Case.objects.count() == 0


@pytest.mark.django_db
def test_no_file_of_a_scenario_stays_on_the_disk_and_no_key_of_the_hall_seals_it(
    settings, tmp_path
):
    """A certificate that is fetched is sealed for the run, in a folder that is gone with it."""
    settings.PAPERS_DIR = settings.KEYS_DIR = settings.MATERIALS_DIR = tmp_path / "hall"
    fetched = FOLDER / "h7_1_fetched_instead_of_asked.yaml"
    assert not [fault for _, faults in replay(fetched, DIVISION) for fault in faults]
    assert not list(tmp_path.rglob("*"))


def _states(path):
    """Return what a scenario shows of the case at each step, however time was written down."""
    names = ("state", "accepted_on", "deemed", "due", "clock", "visits", "outcome")
    return [{name: line[name] for name in names} for line, _ in replay(path, DIVISION)]


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_dead_worker_changes_no_state_of_any_scenario(path, monkeypatch):
    """What time has done is true when it is read, written down or not (L2)."""
    alive = _states(path)
    monkeypatch.setattr(player, "_settled", lambda *_: None)
    assert _states(path) == alive
