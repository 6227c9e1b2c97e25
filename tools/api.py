"""The description of the interface as it is shipped: OpenAPI as JSON, and a table to read."""

import json
from importlib import import_module
from typing import Any


def _described() -> dict[str, Any]:
    """Return the OpenAPI description, the problem documents in it."""
    found: dict[str, Any] = import_module("yizhan.api.urls").api.described
    return found


def openapi() -> str:
    """Return the description as JSON, its keys in order."""
    return json.dumps(_described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def table() -> str:
    """Return a table of every operation: method, address, what it does, who may call it."""
    rows = [
        f"| {method.upper()} | `{path}` | {one.get('summary', '')} | "
        f"{'令牌' if one.get('security') else '公开'} |"
        for path, methods in sorted(_described()["paths"].items())
        for method, one in methods.items()
    ]
    return HEAD + "\n".join(["| method | path | what | access |", "|---|---|---|---|", *rows, ""])


HEAD = """# The interface `/api/v1`

Written by `just docs` from the code; the full description is `openapi.json` (OpenAPI 3.1).

- **Who calls**: `Authorization: Bearer …`. A token has scopes (`cases:read`, `cases:write`), an end
  and one person or post that it speaks for; the rights behind it are read at each request.
- **Writes** carry `Idempotency-Key`: the same request again has the same answer and one effect;
  the same key with another request is a 409.
- **Lists** are pages: `after` of the answer asks for the next one, empty at the end.
  No list is counted.
- **Errors** are `application/problem+json` (RFC 9457) with `clause`, `detail` (what to do instead),
  `field`, and `faults` by field. A foreign case and a missing one look the same (404).
- **Screens**: `screens.md` names the operation beside each action of a screen, or why it has none.
- **Files** come in pieces: begin, `PUT ?offset=` at most 256 KiB each, finish; a gap answers 409.

"""
