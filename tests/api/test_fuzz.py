"""Whatever is sent, the interface answers by its own word: never a failure of ours."""

import random
from typing import Any

from tests.api.conftest import Hall

ROUNDS = 8  # of each operation
WILD: tuple[Any, ...] = (
    "",
    "\0",
    "中文",
    "a" * 5000,
    "1e999",
    "2026-99-99",
    "520123-zz",
    "../..",
    "%",
    "%00",
    -1,
    10**30,
    1.5,
    None,
    True,
    [],
    {},
    [[]],
    {"a": {"b": []}},
    "00000000-0000-0000-0000-000000000000",
    "520123-00000000000000000000000000000000",
    "99999999999999-00000000000000000000000000000000",
)
KNOWN = ("version", "item", "said", "materials", "files", "answers", "situation", "way", "channel")
MORE = ("division", "subject", "body", "name", "size", "applicant", "agent", "seen", "actions")


def test_no_request_of_the_description_makes_the_interface_fail(hall: Hall):
    """Random values at every operation of the OpenAPI give an answer below 500."""
    chance = random.Random(7)  # noqa: S311 - a test that repeats itself
    described = hall.send("get", "/openapi.json").json()["paths"]
    addresses = [(path, method) for path, methods in described.items() for method in methods]
    for path, method in addresses * ROUNDS:
        address = _filled(path, chance, hall)
        data = _body(chance) if method in {"post", "put", "patch"} else None
        role = chance.choice(["applicant", "front", "back", "chief", ""])
        answer = hall.send(method, address, role, data)
        assert answer.status_code < 500, (method, address, data, answer.content.decode())


def test_json_that_is_too_deep_or_too_large_is_refused(hall: Hall):
    """Neither is looked at further."""
    deep = "[" * 5000 + "]" * 5000
    large = '"' + "a" * 1_100_000 + '"'
    for text in (deep, large, '{"a": "\\ud800"}', '{"a": "\\u0000"}', "{"):
        answer = hall.client.post("/api/v1/questions", text, content_type="application/json")
        assert answer.status_code == 422
        assert answer["Content-Type"] == "application/problem+json"


def _filled(path: str, chance: random.Random, hall: Hall) -> str:
    """Return an address with a wild value at each open place, and wild questions."""
    address = path.removeprefix("/api/v1")
    while "{" in address:
        before, _, rest = address.partition("{")
        value = str(chance.choice(WILD)).replace("/", "").replace("\0", "%00")
        address = before + (value[:60] or "x") + rest.partition("}")[2]
    names = ("division", "after", "q", "tab", "number", "code", "offset", "situation")
    asked = "&".join(f"{n}={chance.choice(WILD)}"[:200] for n in chance.sample(names, 3))
    return f"{address}?{asked}".replace("\0", "%00")


def _body(chance: random.Random) -> Any:
    """Return an object with wild values, or a wild value."""
    if not chance.randrange(5):
        return chance.choice(WILD)
    names = chance.sample(KNOWN + MORE, chance.randrange(1, 8))
    return {name: chance.choice(WILD) for name in names}
