"""The levels of satisfaction and their tags (好差评): the national codes, read from a data file."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Level:
    """One of the five levels: 5 is the best; tags are (code, words)."""

    level: int
    label: str
    tags: tuple[tuple[str, str], ...]


@cache
def levels() -> tuple[Level, ...]:
    """Return the levels, the best first."""
    path = settings.BASE_DIR / "data/ratings.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["levels"]
    return tuple(
        Level(row["level"], row["label"], tuple((code, words) for code, words in row["tags"]))
        for row in rows
    )


def tags(level: str, wanted: list[str]) -> list[str]:
    """Return the codes among those wanted that belong to a level."""
    known = {code for one in levels() if str(one.level) == level for code, _ in one.tags}
    return [code for code in wanted if code in known]
