"""Malware is looked for over clamd's own protocol; who was not asked is not claimed (T38)."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.materials import making
from tests.materials.conftest import AT, MINE
from yizhan.law.refusals import Invalid, Unlawful
from yizhan.links import virus_scanner
from yizhan.materials import queries, services
from yizhan.materials.models import File

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Answer = Callable[[bytes], bytes]


def _honest(data: bytes) -> bytes:
    """Return what clamd says of data."""
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"


@pytest.fixture
def clamd(settings, tmp_path) -> Iterator[list[Answer]]:
    """Listen as clamd does, and answer as the one function in the list says."""
    answers, address = [_honest], tmp_path / "clamd.ctl"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(address))
    listener.listen()
    settings.VIRUS_SCANNER = str(address)
    threading.Thread(target=_serve, args=(listener, answers), daemon=True).start()
    yield answers
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def _serve(listener: socket.socket, answers: list[Answer]) -> None:
    """Answer one connection after the other until the listener is closed."""
    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        with line, line.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            parts = []
            while length := int.from_bytes(said.read(4), "big"):
                parts.append(said.read(length))
            line.sendall(answers[0](b"".join(parts)))


@pytest.mark.django_db
def test_a_clean_file_is_taken_and_known_as_looked_at(clamd):
    """Longer than one chunk, so that the stream has several."""
    file = services.store_whole(MINE, "图.png", making.picture(size=(400, 300)), at=AT)
    assert File.objects.get(pk=file.digest).scan == "clean"
    assert queries.unscanned([file.digest]) == set()


@pytest.mark.django_db
def test_a_file_with_malware_is_refused_and_leaves_no_row(clamd):
    """The test signature of the trade hides in a picture's comment."""
    clamd[0] = lambda _data: _honest(EICAR)
    with pytest.raises(Invalid, match="病毒") as refused:
        services.store_whole(MINE, "图.png", making.picture(), at=AT)
    assert (refused.value.clause, File.objects.count()) == ("T38", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer", [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"other: OK\0"]
)
def test_an_answer_that_is_neither_clean_nor_found_keeps_the_file_out(clamd, answer):
    """It fails closed: broken off, an error, or about something else."""
    clamd[0] = lambda _data: answer
    with pytest.raises(Unlawful, match="无法查毒"):
        services.store_whole(MINE, "图.png", making.picture(), at=AT)
    assert File.objects.count() == 0


@pytest.mark.django_db
def test_without_a_scanner_a_file_is_taken_and_said_to_be_not_scanned(settings):
    """The null twin never claims to have looked."""
    settings.VIRUS_SCANNER = ""
    file = services.store_whole(MINE, "图.png", making.picture(), at=AT)
    assert queries.unscanned([file.digest]) == {file.digest}


def test_the_scanner_reads_the_very_bytes_and_finds_the_test_signature(clamd):
    """The fake speaks the protocol: command, lengths, chunks, end."""
    scanner = virus_scanner.configured()
    long = bytes(virus_scanner.CHUNK * 2)
    assert scanner.scan(long + EICAR) is virus_scanner.Verdict.INFECTED
    assert scanner.scan(long) is virus_scanner.Verdict.CLEAN
