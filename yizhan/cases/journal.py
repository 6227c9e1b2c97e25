"""The journal (办件日志): its lines, linked by their digests, so that a change shows.

The digest of a line covers everything it says and the digest of the line before it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

FIRST = "0" * 64
COVERED = (
    "seq",
    "step",
    "clause",
    "stage",
    "post",
    "posting_id",
    "actor",
    "actor_name",
    "at",
    "said",
    "papers",
    "exceptions",
    "refused",
)
_encoder = msgspec.json.Encoder(order="sorted")


def _plain(value: object) -> object:
    """Return a value as the digest reads it: moments in UTC to the microsecond."""
    if isinstance(value, datetime):
        return int(value.timestamp() * 1_000_000)
    return value


def digest(line: Mapping[str, Any], prev: str) -> str:
    """Return the digest of one line after another, hexadecimal SHA-256."""
    covered = {name: _plain(line[name]) for name in COVERED}
    return hashlib.sha256(prev.encode() + _encoder.encode(covered)).hexdigest()


def link(lines: Iterable[dict[str, Any]], head: str, seq: int) -> tuple[list[dict[str, Any]], str]:
    """Return the lines numbered and linked after ``head``, and the new head."""
    linked = []
    for n, line in enumerate(lines, seq + 1):
        placed = {**line, "seq": n, "prev": head}
        head = digest(placed, head)
        linked.append({**placed, "digest": head})
    return linked, head


def broken(lines: Iterable[Mapping[str, Any]]) -> int | None:
    """Return the number of the first line that does not follow from the one before, or None."""
    prev = FIRST
    for n, line in enumerate(lines, 1):
        if (line["seq"], line["prev"], line["digest"]) != (n, prev, digest(line, prev)):
            return n
        prev = line["digest"]
    return None
