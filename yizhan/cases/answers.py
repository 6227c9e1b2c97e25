"""What came of a request (办理回执): kept under its key, so that a repeat gets the same."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from yizhan.cases.stored import Stored
from yizhan.law.act import Outcome
from yizhan.law.refusals import Conflict

_encoder = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a step did: the case's address and number, its new stage, the papers issued."""

    ref: str
    number: str
    query_code: str
    stage: str
    clause: str
    version: int
    papers: tuple[Mapping[str, str], ...] = ()
    exceptions: tuple[str, ...] = ()

    def under(self, actor: str, key: str, digest: str, at: datetime) -> dict[str, Any]:
        """Return the row that keeps this answer under an idempotency key."""
        return {
            "actor": actor,
            "key": key,
            "digest": digest,
            "answer": msgspec.to_builtins(self),
            "at": at,
        }


def answer_of(
    case: Stored, outcome: Outcome, papers: Sequence[Mapping[str, Any]], *, version: int
) -> Answer:
    """Return the answer to a step, with the papers that it and time's own acts issued."""
    return Answer(
        ref=case.ref,
        number=case.number,
        query_code=case.query_code,
        stage=outcome.course.stage.value,
        clause=outcome.clause,
        version=version,
        papers=tuple(
            {
                "id": str(row["id"]),
                "kind": row["kind"],
                "number": row["number"],
                "title": row["title"],
            }
            for row in papers
        ),
        exceptions=outcome.exceptions,
    )


def request_digest(*parts: object) -> str:
    """Return the digest of what a request says, hexadecimal SHA-256."""
    return hashlib.sha256(_encoder.encode(parts)).hexdigest()


def kept_answer(kept: tuple[str, Any] | None, digest: str) -> Answer:
    """Return the answer kept under a key.

    Raises Conflict when the key was used for another request.
    """
    if kept is None or kept[0] != digest:
        raise Conflict(
            "同一请求编号已用于另一内容的提交",
            clause="L3.10",
            remedy="请刷新页面后重新提交",
        )
    return msgspec.convert(kept[1], Answer)
