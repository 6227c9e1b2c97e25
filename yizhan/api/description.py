"""The description of the interface (OpenAPI 3.1), completed: problems, scopes, keys, words.

One builder: the site serves what ``docs/openapi.json`` holds.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from yizhan.accounts.tokens import Scope
from yizhan.api import tokens
from yizhan.api.glossary import called
from yizhan.api.problems import MEDIA_TYPE
from yizhan.api.writes import KEY
from yizhan.items.content import Content
from yizhan.law.words import Word

HEADER = {"in": "header", "required": True, "schema": {"type": "string", "maxLength": 64}}
KEYED = {**HEADER, "name": KEY, "description": "请求编号：同一编号的同一请求只生效一次"}
OWN = "schema_"
WRITES = {"post", "put", "patch", "delete"}
LIMITED = "/track"  # so many tries in a while
FREE = ("/previews/{step}", "/unmask", "/looks")  # a second time doubles nothing they leave
TEXT = {"type": "string"}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "问题说明（RFC 9457），带条文和补救办法",
    "required": ["type", "status", "title", "instance"],
    "properties": {
        **dict.fromkeys(("type", "title", "detail", "instance", "clause", "field"), TEXT),
        "status": {"type": "integer"},
        "exceptions": {"type": "array", "items": TEXT},
        "faults": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemFault"}},
    },
}
FAULT: dict[str, Any] = {
    "type": "object",
    "description": "一个字段的问题",
    "properties": {"field": TEXT, "message": TEXT},
}
ANSWER = {
    "description": "问题说明，带条文和补救办法",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
HOLDERS = (tokens.Token, tokens.Reader, tokens.Writer, tokens.Keeper, tokens.Office, tokens.Editor)
NEEDED = {holder.__name__: holder.scope for holder in HOLDERS}
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "权限：" + "；".join(f"{scope.value} {scope.label}" for scope in Scope),
}


def complete(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the framework's description with all that it does not know, as plain values."""
    found: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(msgspec.to_builtins(dict(schema), str_keys=True))
    )
    parts = found["components"]["schemas"]
    _, structs = msgspec.json.schema_components(
        (Content,), ref_template="#/components/schemas/{name}"
    )
    parts |= {"Problem": PROBLEM, "ProblemFault": FAULT, **structs}
    found["components"]["securitySchemes"] = {"Token": BEARER}
    for path, methods in found["paths"].items():
        for method, one in methods.items():
            _operation(path, method, one)
    _refer(found)
    for name, part in parts.items():
        _describe(name, part)
    return found


def _operation(path: str, method: str, one: dict[str, Any]) -> None:
    """Complete one operation: the scope it needs, its key, its problems."""
    statuses = ["404", "409", "422", *(["429"] if path.endswith(LIMITED) else [])]
    if one.get("security"):
        needed = [NEEDED[name] for way in one["security"] for name in way]
        one["security"] = [{"Token": needed}]
        statuses += ["401", "403"]
    if method in WRITES and not path.endswith(FREE):
        one["parameters"] = [*one.get("parameters", []), KEYED]
    one["responses"] |= dict.fromkeys(statuses, ANSWER)
    for parameter in one.get("parameters", []):
        parameter.setdefault("description", called("", parameter["name"]))


def _refer(value: Any) -> None:
    """Replace what names a part of the catalogue by a reference to its shape."""
    inner: Iterator[Any] = iter(())
    if isinstance(value, dict):
        if "x-struct" in value:
            name = value.pop("x-struct")
            value.clear()
            value["$ref"] = f"#/components/schemas/{name}"
        inner = iter(value.values())
    elif isinstance(value, list):
        inner = iter(value)
    for part in inner:
        _refer(part)


def _describe(name: str, part: dict[str, Any]) -> None:
    """Give every property its official word, every list of codes its words."""
    word = WORDS.get(name)
    if word is not None and "enum" in part:
        part["x-words"] = {one.value: one.label for one in word}
    part.setdefault("description", name)
    properties = part.get("properties", {})
    if OWN in properties:  # the framework keeps the name for itself
        properties["schema"] = properties.pop(OWN)
        part["required"] = [key.removesuffix("_") for key in part["required"]]
    for key, one in properties.items():
        one.pop("title", None)
        one.setdefault("description", called(name, key))


def _words(base: type[Word]) -> Iterator[type[Word]]:
    """Yield every term of the trade."""
    for one in base.__subclasses__():
        yield one
        yield from _words(one)


WORDS = {one.__name__: one for one in _words(Word)}
