"""The clauses (条文) by their ids: the two standards and the statutory detail, in our words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yizhan.law.refusals import NotFound

CHAPTERS = {
    "H": ("hall.toml", "实体政务大厅建设与服务标准"),
    "W": ("online.toml", "网上办事大厅建设与服务标准"),
    "L": ("licensing.toml", "期限、状态、文书和编码细则"),
}


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause: its id, title, text, source, and who keeps it.

    ``kept_by``: ``law`` (a rule of this package or a part that names the clause), ``people``
    (only people can keep it), ``later`` (not built yet).
    """

    id: str
    chapter: str
    title: str
    text: str
    source: str = ""
    kept_by: str = "law"


@cache
def clauses() -> Mapping[str, Clause]:
    """Return every clause by its id, in the order of the texts."""
    found: dict[str, Clause] = {}
    for name, chapter in CHAPTERS.values():
        text = files("yizhan.law").joinpath("text", name).read_text(encoding="utf-8")
        for clause_id, fields in tomllib.loads(text).items():
            found[clause_id] = Clause(id=clause_id, chapter=chapter, **fields)
    return found


def clause(clause_id: str) -> Clause:
    """Return one clause.

    Raises NotFound for an id that no text has.
    """
    try:
        return clauses()[clause_id]
    except KeyError:
        raise NotFound(
            f"没有编号为“{clause_id}”的条文", clause="L6", remedy="请核对条文编号"
        ) from None
