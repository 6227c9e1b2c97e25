"""The description says all that the interface does, and the site serves what is shipped."""

import json
from typing import Any

import pytest
from django.utils import timezone

from tests.api.conftest import Hall, token
from tools import api as shipped
from yizhan.accounts.models import Token
from yizhan.api.urls import api

PATHS: dict[str, Any] = api.described["paths"]
SHAPES: dict[str, Any] = api.described["components"]["schemas"]
OPERATIONS = [(method, path) for path, methods in PATHS.items() for method in methods]
CLOSED = [(method, path) for method, path in OPERATIONS if PATHS[path][method].get("security")]
FILLS = {
    "code": "520123",
    "clause_id": "H4.6",
    "step": "accept",
    "token": "1",
    "ref": "1-" + "0" * 32,
}
NOBODY = "00000000-0000-0000-0000-000000000000"


def test_the_site_serves_the_very_document_that_is_shipped(hall: Hall):
    """One builder writes both, the problem documents in it."""
    assert hall.send("get", "/openapi.json").json() == json.loads(shipped.openapi())
    assert api.described["openapi"].startswith("3.1")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_has_a_shape_with_named_properties(method: str, path: str):
    """No answer is an object of which nothing is known."""
    for status, answer in PATHS[path][method]["responses"].items():
        for media, content in answer.get("content", {}).items():
            if "json" in media:
                assert _known(content["schema"]), (status, content)


def _known(schema: dict[str, Any]) -> bool:
    """Return whether a schema says what is inside."""
    if "$ref" in schema:
        return bool(SHAPES[schema["$ref"].rpartition("/")[2]].get("properties"))
    return "items" in schema and _known(schema["items"])


@pytest.mark.parametrize("name", SHAPES)
def test_every_property_bears_its_official_word(name: str):
    """Names are code; the word beside each is what people of the hall say."""
    shape = SHAPES[name]
    assert shape["description"]
    bare = [key for key, one in shape.get("properties", {}).items() if not one.get("description")]
    assert not bare or name in {"Problem", "ProblemFault"}


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_token_without_the_scope_is_refused_with_its_clause(hall: Hall, method: str, path: str):
    """Each operation names the scope it needs; every other scope together does not open it."""
    (needed,) = PATHS[path][method]["security"][0]["Token"] or ("",)
    if not needed:
        pytest.skip("any living token may ask")
    user = Token.objects.order_by("pk").values_list("user_id", "person_id").first()
    assert user
    others = tuple(one for one in hall.scopes if one != needed)
    text = token(user[0], timezone.now(), person=user[1], scopes=others)
    answer = hall.send(method, _filled(path), text, {} if method != "get" else None)
    assert (answer.status_code, answer.json()["clause"]) == (403, "W2.1")


def _filled(path: str) -> str:
    """Return an address with something at each open place."""
    address = path.removeprefix("/api/v1")
    while "{" in address:
        before, _, rest = address.partition("{")
        name, _, after = rest.partition("}")
        address = before + FILLS.get(name, NOBODY) + after
    return address
