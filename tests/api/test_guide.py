"""The guide's examples are requests that the description knows."""

import re
from pathlib import Path

from yizhan.api.urls import api

CURL = re.compile(r"curl (?P<said>(?:[^\n]*\\\n)*[^\n]*)")
ADDRESS = re.compile(r"\$SITE(/api/v1/[^\s?\"]*)")


def test_every_example_of_the_guide_is_an_operation(repository: Path):
    """Method and address agree, and a write carries its key."""
    text = (repository / "docs/guides/use-the-api.md").read_text(encoding="utf-8")
    examples = [found["said"] for found in CURL.finditer(text)]
    assert len(examples) > 5
    for said in examples:
        address = ADDRESS.search(said)
        assert address, said
        method = "post" if "-X POST" in said else "get"
        assert any(_is(address[1], path) and method in ways for path, ways in PATHS.items()), said
        assert ("Idempotency-Key" in said) == (method == "post")


PATHS = api.described["paths"]


def _is(address: str, path: str) -> bool:
    """Return whether an address is one of a path's."""
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), address) is not None
