"""The one command: what it does first, what it says, what it skips the second time."""

import json
import socket

import pytest

from yizhan.config import commandline, prepare, up, welcome

CLERK = {
    "role": "前台",
    "name": "示例甲",
    "login": "front",
    "password": "example-only",
    "totp_secret": "JBSWY3DPEHPK3PXP",
    "url": "/desk/",
}


@pytest.fixture
def _people(settings, tmp_path):
    """Leave the file that the demo people are told in."""
    settings.VAR_DIR = tmp_path
    (tmp_path / "demo.json").write_text(json.dumps([CLERK]))


def test_a_port_in_use_is_told_with_what_to_type_instead(capsys):
    """Nothing is prepared first: the answer comes at once."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert up.up(["--port", str(taken.getsockname()[1])]) == 1
    assert "已被占用" in capsys.readouterr().err


@pytest.mark.usefixtures("_people")
def test_the_welcome_names_the_address_and_every_demo_person():
    """A new user needs nothing else to log in."""
    text = welcome.text("http://127.0.0.1:8000")
    assert "front / example-only  ＋动态码  http://127.0.0.1:8000/desk/" in text


@pytest.mark.usefixtures("_people")
def test_the_code_of_a_demo_person_has_six_digits(capsys):
    """The second factor without a telephone, for the demonstration only."""
    assert welcome.code(["front"]) == 0
    assert len(capsys.readouterr().out.strip()) == 6


@pytest.mark.usefixtures("_people")
def test_nobody_gets_a_code_once_the_demonstration_is_off(settings):
    """A real hall has no demo people."""
    settings.DEMO = False
    assert welcome.code(["front"]) == 1


def test_the_tables_come_first_and_the_map_before_the_catalogue():
    """Each step needs the ones before it."""
    names = [words[0] for words in prepare.steps()]
    assert names == ["migrate", *prepare.LOADS, "collectstatic"]


def test_a_changed_data_file_changes_the_digest(tmp_path):
    """So the next start loads it."""
    (tmp_path / "data" / "map").mkdir(parents=True)
    path = tmp_path / "data" / "map" / "divisions.csv"
    path.write_text("520000")
    before = prepare.digest(tmp_path)
    path.write_text("520001")
    assert prepare.digest(tmp_path) != before


@pytest.mark.django_db
def test_a_start_on_the_same_state_does_no_step_again(settings, tmp_path, monkeypatch):
    """The second start is quick."""
    settings.VAR_DIR = tmp_path
    done = []
    monkeypatch.setattr(prepare, "_step", lambda words, _title: done.append(words[0]))
    prepare.everything()
    first = len(done)
    prepare.everything()
    assert len(done) == first > 0


def test_a_step_that_fails_is_named_and_leaves_no_stamp():
    """The next start tries it again."""
    with pytest.raises(prepare.PreparationError, match="失败"):
        prepare._step(["no-such-command"], "示例步骤")


@pytest.mark.parametrize("name", commandline.COMMANDS)
def test_every_command_of_ours_leads_to_a_function(name):
    """A word in the help can be typed."""
    assert callable(commandline._function(commandline.COMMANDS[name]))
