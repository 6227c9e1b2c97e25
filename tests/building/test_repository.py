"""What is committed: portable, locked, documented."""

import re
import subprocess

import pytest

from tools import documents

HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "debian" + ".org")
PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "file:" + "///")
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def texts(repository):
    """Return every tracked text file by its path."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository, capture_output=True, check=True
    )
    paths = [repository / name for name in listing.stdout.decode().split("\0") if name]
    contents = {path: path.read_bytes() for path in paths if path.is_file()}
    return {
        str(path.relative_to(repository)): content.decode(errors="replace")
        for path, content in contents.items()
        if b"\0" not in content
    }


@pytest.mark.parametrize("word", [*HOSTS, *PATHS])
def test_no_tracked_file_names_a_registry_or_a_machine(texts, word):
    """A clone works anywhere, and asks whichever registry its owner trusts."""
    assert [path for path, text in texts.items() if word in text] == []


def test_both_locks_pin_the_same_versions_as_the_project(repository):
    """What is tested is what is installed."""
    runtime, development = (dict(PIN.findall((repository / lock).read_text())) for lock in LOCKS)
    wanted = {name: version for name, (version, _) in documents.pins().items()}
    assert wanted.items() <= runtime.items() <= development.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_carries_its_hashes(repository, lock):
    """A package that was exchanged on the way is refused."""
    entries = re.split(r"\n(?=\S)", (repository / lock).read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_dependency_says_what_it_is_for_and_is_free_to_use():
    """No reason, no dependency; the AGPL would bind the halls."""
    rows = [
        (name, reason, documents.licence(name)) for name, (_, reason) in documents.pins().items()
    ]
    assert [row for row in rows if not row[1] or row[2] == "unknown" or "AGPL" in row[2]] == []


def test_the_generated_documents_say_what_the_code_says():
    """`just docs` writes them anew."""
    assert documents.stale() == []


def test_every_variable_of_the_environment_is_explained_in_the_settings(texts):
    """A hall finds all of them in one place."""
    code = "".join(text for path, text in texts.items() if path.startswith("yizhan/"))
    used = set(re.findall(r"""os\.environ(?:\.get\(|\.setdefault\(|\[)["'](\w+)""", code))
    explained = set(re.findall(r"``(\w+)``", texts["yizhan/config/settings.py"]))
    assert used - explained <= {"DJANGO_SETTINGS_MODULE"}
