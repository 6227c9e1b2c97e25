"""The bare floor: the same statements by plain WSGI and psycopg, no framework, no law.

``/floor/STEP/N`` repeats the recorded statements of a step for the N-th lifecycle.
"""

import os
import pickle
import threading
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from yizhan.bench.recording import IDS, SERIAL, Recording, Statement

_local = threading.local()
Piece = Callable[[int], Any]


def _load() -> Recording:
    """Return the recording that the run has left for us."""
    with Path(os.environ["YIZHAN_FLOOR"]).open("rb") as file:
        found: Recording = pickle.load(file)  # noqa: S301 - written by the same run
    return found


def fresh_id(text: str, n: int) -> str:
    """Return an id of the recording as the n-th lifecycle has it."""
    return f"{text[:24]}{n:012x}"


class Template:
    """One parameter: fixed, or a text with places that differ in each lifecycle."""

    def __init__(self, value: object, recording: Recording) -> None:
        """Cut the value at its fresh places."""
        self.fixed = recording.fixed
        self.recording = recording
        self.uuid = isinstance(value, UUID)
        text = str(value) if isinstance(value, str | UUID) else ""
        self.value = value
        self.text = self._marked(text)
        self.plain = self.text == text

    def _marked(self, text: str) -> str:
        """Return the text with a mark for each place that differs."""
        text = IDS.sub(lambda m: m[0] if m[0] in self.fixed else f"{m[0][:24]}\x01", text)
        text = text.replace(self.recording.case.replace("-", ""), "\x02")
        text = text.replace(self.recording.number, "\x03").replace(
            f"bench-{self.recording.run}-0", "\x04"
        )
        for token in self.recording.tokens:
            text = text.replace(token, f"{token[:10]}\x05")
        return SERIAL.sub("〔\\1〕\x06", text)

    def fill(self, n: int) -> object:
        """Return the value for the n-th lifecycle."""
        if self.plain:
            return self.value
        text = (
            self.text.replace("\x01", f"{n:012x}")
            .replace("\x02", fresh_id(self.recording.case, n).replace("-", ""))
            .replace("\x03", f"F{self.recording.run[-10:]}{n:013d}")
            .replace("\x04", f"bench-floor{self.recording.run}-{n}")
            .replace("\x05", f"{n:012d}")
            .replace("\x06", f"{self.recording.run[-6:]}{n:06d}")
        )
        return UUID(text) if self.uuid else text


def _connection() -> psycopg.Connection[Any]:
    """Return this thread's connection."""
    if not hasattr(_local, "connection"):
        _local.connection = psycopg.connect(os.environ["YIZHAN_FLOOR_DSN"], autocommit=True)
    connection: psycopg.Connection[Any] = _local.connection
    return connection


class Parameters:
    """The parameters of one statement, in their order or by their names."""

    def __init__(self, given: Any, recording: Recording) -> None:
        """Make a template of each."""
        self.names = list(given) if isinstance(given, dict) else None
        values = given.values() if isinstance(given, dict) else given or ()
        self.templates = [Template(one, recording) for one in values]

    def fill(self, n: int) -> Any:
        """Return the parameters for the n-th lifecycle."""
        values = [one.fill(n) for one in self.templates]
        return dict(zip(self.names, values, strict=True)) if self.names else values or None


Parts = list[tuple[bool, list[tuple[str, Parameters]]]]


def _parts(step: list[Statement], recording: Recording) -> Parts:
    """Return the statements of a step, ready to be filled; those of one transaction together."""
    return [
        (joined, [(one.sql, Parameters(one.params, recording)) for one in run])
        for joined, run in groupby(step, key=lambda one: one.joined)
    ]


def templates(recording: Recording) -> list[Parts]:
    """Return the parts of each step."""
    return [_parts(step, recording) for step in recording.steps]


STEPS = templates(_load()) if "YIZHAN_FLOOR" in os.environ else []


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Return an empty answer after the statements of one step have run."""
    _, _, step, n = environ["PATH_INFO"].split("/")
    environ["wsgi.input"].read()
    connection = _connection()
    for joined, statements in STEPS[int(step)]:
        with connection.transaction() if joined else nullcontext():
            _play(connection, statements, int(n))
    body = b'{"ref": ""}'
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def _play(
    connection: psycopg.Connection[Any], statements: list[tuple[str, Parameters]], n: int
) -> None:
    """Run statements as the n-th lifecycle has them, and read what they say."""
    for sql, parameters in statements:
        cursor = connection.execute(sql, parameters.fill(n))
        if cursor.description:
            cursor.fetchall()
