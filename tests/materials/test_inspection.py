"""What is let in and what is not, each by what it is and not by its name (T38 to T43)."""

import subprocess
import sys

import pytest

from tests.materials import corpus, making
from yizhan.law.refusals import Incomplete, Invalid
from yizhan.materials import inspection, limits, looking


@pytest.mark.parametrize(("title", "data"), corpus.HOSTILE.items(), ids=corpus.HOSTILE.keys())
def test_every_hostile_file_is_refused_by_its_own_clause(title, data):
    """The corpus of attacks: none gets in, and each hears why and what to do."""
    with pytest.raises(Invalid) as refused:
        looking.look(data)
    assert refused.value.clause == title.split()[0]
    assert refused.value.remedy


@pytest.mark.parametrize("title", corpus.GENUINE)
def test_every_file_that_people_really_hand_in_is_taken(title):
    """Phones, scanners and offices make these every day."""
    kind, data = corpus.GENUINE[title]
    assert looking.look(data).media_type == kind


def test_the_corpus_is_as_large_as_was_promised():
    """Forty attacks, twenty honest files."""
    assert len(corpus.HOSTILE) >= 40 and len(corpus.GENUINE) >= 20


def test_a_refused_pdf_names_what_it_does():
    """Whoever made the file can find and remove it."""
    with pytest.raises(Invalid, match="JavaScript"):
        looking.look(corpus.HOSTILE["T42 script in an object stream"])
    assert b"/JavaScript" not in corpus.HOSTILE["T42 script in an object stream"]


def test_pages_and_pixels_are_found():
    """A clerk sees how much there is before opening it."""
    document = inspection.inspect(making.pdf(pages=3))
    photo = inspection.inspect(making.picture(size=(60, 40)))
    assert (document.pages, photo.width, photo.height) == (3, 60, 40)


def test_a_refusal_comes_back_from_the_process_that_looks():
    """The words are the same as if it had been looked at here."""
    with pytest.raises(Invalid, match="不能上传网页"):
        inspection.inspect(corpus.HOSTILE["T43 svg"])


ALONE = """
import resource, sys
from yizhan.law.refusals import Invalid
from yizhan.materials import inspection
try:
    inspection.inspect(sys.stdin.buffer.read())
except Invalid:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_looking_at_a_flood_needs_little_memory(repository):
    """Sixty thousand by sixty thousand pixels are refused by the header (kilobytes)."""
    command = [sys.executable, "-c", ALONE]
    done = subprocess.run(
        command, input=making.flood(), capture_output=True, cwd=repository, check=True
    )
    assert int(done.stdout) < 300_000


@pytest.mark.parametrize(
    "command",
    [
        ("sh", "-c", "kill -9 $$"),
        ("sh", "-c", "exit 3"),
        ("sh", "-c", "echo broken"),
        ("sleep", "5"),
    ],
)
def test_a_file_is_refused_when_nobody_could_look_at_it(monkeypatch, command):
    """Killed, failed, mute or late: it is not taken in."""
    monkeypatch.setattr(inspection, "COMMAND", command)
    monkeypatch.setattr(limits, "CHILD_WALL", 0.2)
    with pytest.raises(Invalid, match="无法完成安全检查"):
        inspection.inspect(making.picture())


def test_the_process_that_looks_is_short_of_memory_and_may_not_write():
    """What breaks out of a parser finds nothing to break."""
    code = (
        "import os, tempfile; from yizhan.materials import looking; looking.confine()\n"
        "try: bytearray(2**30)\n"
        "except MemoryError: print('short')\n"
        "try: os.write(tempfile.TemporaryFile().fileno(), b'x')\n"
        "except OSError: print('mute')\n"
    )
    command = [*inspection.COMMAND[:-2], "-c", "import signal; signal.signal(25, 1)\n" + code]
    done = subprocess.run(command, cwd=inspection.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["short", "mute"]


@pytest.mark.parametrize(("size", "refusal"), [(0, Incomplete), (limits.SIZE + 1, Invalid)])
def test_empty_and_too_large_files_are_refused_by_size_alone(size, refusal):
    """Ten megabytes are the bar (P-13)."""
    with pytest.raises(refusal):
        inspection.check_size(size)
