"""The description of the interface (OpenAPI 3.1), with the problem documents of every operation."""

from typing import Any

import msgspec

from yizhan.api.problems import MEDIA_TYPE
from yizhan.api.urls import api

PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "status", "title", "instance"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "clause": {"type": "string"},
        "field": {"type": "string"},
        "exceptions": {"type": "array", "items": {"type": "string"}},
        "faults": {"type": "array", "items": {"type": "object"}},
    },
}
ANSWER = {
    "description": "问题说明，带条文和补救办法",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def described() -> dict[str, Any]:
    """Return the description as plain values."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    found: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(msgspec.to_builtins(dict(schema), str_keys=True))
    )
    found["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for methods in found["paths"].values():
        for one in methods.values():
            statuses = ["404", "409", "422", *(["401", "403"] if one.get("security") else [])]
            one["responses"] |= dict.fromkeys(statuses, ANSWER)
    return found
