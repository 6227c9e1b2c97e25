"""The ledger (台账): the one place that writes a case.

One statement writes everything that a step leaves behind — the case, compared and set on its
version; its journal lines; its papers and certificates; attachments; outbox; the idempotency key —
or nothing at all. One statement is one transaction and one round trip.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from yizhan.orm import prepared

_encoder = msgspec.json.Encoder()

ENTRY = """seq int, step text, clause text, stage text, post text, posting_id bigint, actor text,
    actor_name text, at timestamptz, said jsonb, papers jsonb, exceptions jsonb, refused boolean,
    prev text, digest text"""
PAPER = """id uuid, kind text, number text, title text, content jsonb, digest text, token text,
    issued_at timestamptz, issued_by bigint"""
CERTIFICATE = """id uuid, paper_id uuid, holder uuid, kind text, name text, number text, oid text,
    item_code text, issued_on date, valid_from date, valid_until date, lineage uuid, version int"""
EVENT = """id uuid, certificate_id uuid, kind text, "on" date, until date, reason text,
    paper_id uuid, made_by bigint, seq int"""
MESSAGE = "id uuid, topic text, recipient uuid, payload jsonb, available_at timestamptz"
ATTACHMENT = "id uuid, seq int, material text, digest text, name text, trust text"
KEY = "actor text, key text, digest text, answer jsonb, at timestamptz"


def _names(shape: str) -> str:
    """Return the column names of a record shape."""
    return ", ".join(part.split()[0] for part in shape.split(","))


def _part(alias: str, table: str, shape: str, *, of_case: bool = True) -> str:
    """Return the part of the statement that writes the rows of one table."""
    names = _names(shape)
    own, taken = (", case_id", ", claimed.id") if of_case else ("", "")
    selected = ", ".join(f"r.{name}" for name in names.split(", "))
    return (
        f"{alias} AS (INSERT INTO {table} (division{own}, {names}) "  # noqa: S608 - constants
        f"SELECT claimed.division{taken}, {selected} "
        f"FROM claimed, jsonb_to_recordset(%s::jsonb) AS r({shape}))"
    )


PARTS = ", ".join(
    (
        _part("lines", "cases_entry", ENTRY),
        _part("issued", "papers_paper", PAPER),
        _part("certified", "papers_certificate", CERTIFICATE),
        _part("attached", "cases_attachment", ATTACHMENT),
        _part("told", "outbox_message", MESSAGE, of_case=False),
        _part("answered", "cases_key", KEY, of_case=False),
    )
)
HISTORY = _part("remembered", "papers_certificateevent", EVENT)
HINTS = (
    "stage",
    "accepted_on",
    "due_on",
    "wake_at",
    "decided_at",
    "published",
    "publish_at",
    "authority_id",
    "awaited",
    "collect_at",
)
UPDATE = f"""WITH claimed AS (
    UPDATE cases_case SET course = %s::jsonb, seq = %s, head = %s, version = version + 1,
        {", ".join(f"{name} = %s" for name in HINTS)}
    WHERE division = %s AND id = %s AND version = %s RETURNING division, id),
{PARTS}"""  # noqa: S608 - constants only
NEW = (
    "division, id, number, query_code, serial, authority_id, place, item_id, version_id, item_name,"
    " applicant, applicant_kind, applicant_name, applicant_id_masked, submitter, channel, way,"
    " answers, situation, received_at, course, seq, head, stage, accepted_on, due_on, wake_at,"
    " decided_at, published, publish_at, about, version, awaited, received_by, collect_at"
)
INSERT = f"""WITH claimed AS (
    INSERT INTO cases_case ({NEW}) VALUES ({", ".join(["%s"] * len(NEW.split(",")))})
    RETURNING division, id),
{PARTS}"""  # noqa: S608 - constants only
COUNT = " SELECT count(*) FROM claimed"


@dataclass(frozen=True, kw_only=True)
class Trace:
    """Everything that a step leaves behind beside the case itself: rows as plain mappings."""

    lines: Sequence[Mapping[str, Any]]
    papers: Sequence[Mapping[str, Any]] = ()
    certificates: Sequence[Mapping[str, Any]] = ()
    attachments: Sequence[Mapping[str, Any]] = ()
    messages: Sequence[Mapping[str, Any]] = ()
    keys: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    events: Sequence[Mapping[str, Any]] = ()

    def parameters(self) -> list[str]:
        """Return the rows as JSON texts, in the order of the statement's parts."""
        parts = (
            self.lines,
            self.papers,
            self.certificates,
            self.attachments,
            self.messages,
            self.keys,
            *((self.events,) if self.events else ()),
        )
        return [_encoder.encode(part).decode() for part in parts]


def change(row: Mapping[str, Any], trace: Trace) -> bool:
    """Return whether the case was still at the version given, and so is changed.

    ``row``: course (JSON text), seq, head, the hints, division, id, version.
    """
    names = ("course", "seq", "head", *HINTS, "division", "id", "version")
    return _write(UPDATE, [row[name] for name in names], trace) == 1


def create(row: Mapping[str, Any], trace: Trace) -> None:
    """Write a new case; ``row`` holds each column of ``NEW``."""
    _write(INSERT, [row[name.strip()] for name in NEW.split(",")], trace)


def _write(statement: str, values: list[Any], trace: Trace) -> int:
    """Return how many cases the statement touched: one or none.

    Few steps speak of a certificate's life; only theirs has the part that writes it.
    """
    statement += f", {HISTORY}{COUNT}" if trace.events else COUNT
    [(count,)] = prepared.rows(statement, [*values, *trace.parameters()])
    return int(count)


def take_serial(division: int, name: str, actor: str, key: str) -> tuple[int | None, Any]:
    """Return the next serial of a window and year, or the answer kept under the key.

    The second value is (digest, answer) of an earlier request with this key, else None; then no
    serial is used up.
    """
    statement = """WITH k AS (
        SELECT digest, answer FROM cases_key WHERE division = %s AND actor = %s AND key = %s),
    n AS (INSERT INTO cases_counter (division, name, n)
        SELECT %s, %s, 1 WHERE NOT EXISTS (SELECT 1 FROM k)
        ON CONFLICT (division, name) DO UPDATE SET n = cases_counter.n + 1 RETURNING n)
    SELECT (SELECT n FROM n), (SELECT digest FROM k), (SELECT answer::text FROM k)"""
    values = [division, actor, key, division, name]
    [(serial, digest, answer)] = prepared.rows(statement, values)
    return serial, (digest, msgspec.json.decode(answer)) if digest else None
