"""Looking for malware in files (T38): clamd over its socket; the null twin says "not scanned".

``settings.VIRUS_SCANNER`` names where clamd listens: ``/run/clamav/clamd.ctl`` or ``host:port``;
empty, nobody scans, and screens say so. Where a scanner is named but gives no clean answer, the
file is refused (fail closed).
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from yizhan.law.words import Word

CHUNK = 64 * 1024  # bytes of one INSTREAM chunk
PATIENCE = 20.0  # seconds for one answer
LONGEST = 4096  # bytes of an answer
CLEAN = "OK"
FOUND = "FOUND"


class Verdict(Word):
    """What is known of a file."""

    CLEAN = "clean", "已查毒，未发现病毒"
    INFECTED = "infected", "发现病毒"
    UNSCANNED = "unscanned", "未查毒"


class UnreachableError(Exception):
    """The scanner gave no answer that can be relied on."""


class Scanner(Protocol):
    """Somebody who looks for malware."""

    def scan(self, data: bytes) -> Verdict:
        """Return what was found; raises UnreachableError where nobody answered."""
        ...


class Null:
    """The twin where no scanner is installed: it never claims to have looked."""

    def scan(self, data: bytes) -> Verdict:
        """Return that nobody looked."""
        del data
        return Verdict.UNSCANNED


@dataclass(frozen=True)
class Clamd:
    """A clamd that listens on a socket of this machine or on ``host:port``."""

    address: str

    def scan(self, data: bytes) -> Verdict:
        """Return what clamd found; raises UnreachableError for any answer but clean or found."""
        try:
            with self._connected() as line:
                for part in _instream(data):
                    line.sendall(part)
                return _verdict(_answer(line))
        except OSError as fault:
            raise UnreachableError(str(fault)) from fault

    def _connected(self) -> socket.socket:
        """Return a connection."""
        host, colon, port = self.address.rpartition(":")
        if colon and port.isdecimal():
            return socket.create_connection((host, int(port)), timeout=PATIENCE)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        line.connect(self.address)
        return line


def configured() -> Scanner:
    """Return the scanner of this hall."""
    address = settings.VIRUS_SCANNER
    return Clamd(address) if address else Null()


def _instream(data: bytes) -> Iterator[bytes]:
    """Yield what clamd is told: the command, chunks with their lengths, a length of nothing."""
    yield b"zINSTREAM\0"
    for start in range(0, len(data), CHUNK):
        part = data[start : start + CHUNK]
        yield len(part).to_bytes(4, "big") + part
    yield bytes(4)


def _answer(line: socket.socket) -> str:
    """Return the answer up to its end mark; raises UnreachableError where it breaks off."""
    said = b""
    while b"\0" not in said:
        more = line.recv(LONGEST)
        if not more or len(said) > LONGEST:
            raise UnreachableError("the answer broke off")
        said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace")


def _verdict(said: str) -> Verdict:
    """Return the verdict of an answer ``stream: OK`` or ``stream: NAME FOUND``."""
    source, _, found = said.partition(": ")
    if source == "stream" and found == CLEAN:
        return Verdict.CLEAN
    if source == "stream" and found.endswith(f" {FOUND}"):
        return Verdict.INFECTED
    raise UnreachableError(said)
