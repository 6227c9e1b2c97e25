"""One lifecycle: submit, accept, review, decide, certify, deliver — six requests, six commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

STEPS: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("submit", "front", {}),
    ("accept", "front", {}),
    ("review", "back", {"finding": "符合条件"}),
    ("decide", "chief", {"grant": True, "certificate": "later"}),
    ("certify", "chief", {}),
    ("deliver", "front", {"way": "hand"}),
)
SCOPES = ("cases:read", "cases:write")


@dataclass(frozen=True)
class Plan:
    """What a run needs to know: the tokens by role, the item, its materials."""

    tokens: Mapping[str, str]
    version: str
    materials: tuple[str, ...]
    applicant: str

    def path(self, step: str, ref: str) -> str:
        """Return the address of a step."""
        return "/api/v1/cases" if step == "submit" else f"/api/v1/cases/{ref}/steps/{step}"

    def body(self, step: str, said: Mapping[str, Any]) -> bytes:
        """Return the body of a step."""
        if step != "submit":
            return msgspec.json.encode({"said": said})
        return msgspec.json.encode(
            {
                "version": self.version,
                "applicant": self.applicant,
                "channel": "window",
                "materials": self.materials,
            }
        )


def key(run: str, n: int, step: str) -> str:
    """Return the idempotency key of one step of the n-th lifecycle of a run."""
    return f"bench-{run}-{n}-{step}"
