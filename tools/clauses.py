"""The table clause → code → tests, found by reading the ids in both (docs/clauses.md).

A place is the function, class or constant whose text names the clause.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from yizhan.law.clauses import Clause, clauses

ROOT = Path(__file__).resolve().parent.parent
ID = re.compile(r"(?<![\w.§])(?:[HL]\d(?:\.\d+)?|W\d(?:\.\d[ab]?)?)(?![\w])(?!\.\d)")
SHOWN = 5
KEPT_BY = {"law": "code", "people": "people", "later": "a later part"}
Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

HEAD = """# Clauses

Written by `just docs` from the texts in `yizhan/law/text/`, the code and the tests. Each clause,
who keeps it, where the code names it and which tests do. At most five places are shown.

| clause | title | kept by | in code | in tests |
|---|---|---|---|---|
"""


def ids(text: str) -> set[str]:
    """Return the clause ids that a text names.

    >>> sorted(ids("accepted by H4.6, W3.1a and L2.10, not by H4.61x"))
    ['H4.6', 'L2.10', 'W3.1a']
    """
    return set(ID.findall(text))


def _spans(tree: ast.Module, lines: int) -> Iterator[tuple[int, int, str]]:
    """Yield first line, last line and name of each part of a module, outer parts first."""
    yield 1, lines, ""
    for node in ast.walk(tree):
        if isinstance(node, Named):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield first, node.end_lineno or node.lineno, node.name
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield node.lineno, node.end_lineno or node.lineno, ast.unparse(target)


def places(path: Path) -> Mapping[str, list[str]]:
    """Return, for each clause that a Python file names, the smallest parts that name it."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    spans = sorted(_spans(ast.parse(text), len(lines)), key=lambda span: span[1] - span[0])
    found: dict[str, list[str]] = {}
    for number, line in enumerate(lines, 1):
        name = next((name for first, last, name in spans if first <= number <= last), "")
        for one in sorted(ids(line)):
            found.setdefault(one, []).append(name)
    return {one: _nearest(names) for one, names in found.items()}


def _nearest(names: list[str]) -> list[str]:
    """Return the names once each; the module itself only where no part of it is named."""
    parts = [name for name in dict.fromkeys(names) if name]
    return parts or [""]


@cache
def named(folder: str, pattern: str = "*.py") -> Mapping[str, tuple[str, ...]]:
    """Return the places below a folder that name each clause, as ``file:function``."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / folder).rglob(pattern)):
        if "migrations" in path.parts:
            continue
        where = str(path.relative_to(ROOT / folder))
        for one, names in _of(path).items():
            found.setdefault(one, []).extend(f"{where}:{n}" if n else where for n in names)
    return {one: tuple(rows) for one, rows in found.items()}


def _of(path: Path) -> Mapping[str, list[str]]:
    """Return the places of one file; a scenario is one place."""
    if path.suffix == ".py":
        return places(path)
    return {one: [""] for one in ids(path.read_text(encoding="utf-8"))}


def in_code(clause: str) -> tuple[str, ...]:
    """Return the places of the package that name a clause, the law's own first."""
    found = named("yizhan").get(clause, ())
    return tuple(sorted(found, key=lambda place: not place.startswith("law/")))


def in_tests(clause: str) -> tuple[str, ...]:
    """Return the tests and scenarios that name a clause, the law's own and the stories first."""
    found = [*named("tests", "*.yaml").get(clause, ()), *named("tests").get(clause, ())]
    return tuple(sorted(found, key=lambda place: not place.startswith(("law/", "scenarios/"))))


def strangers() -> set[str]:
    """Return the ids named in code that no text has; a chapter's own number is known."""
    known = set(clauses()) | {one.split(".")[0] for one in clauses()}
    return set(named("yizhan")) - known


def unkept() -> list[str]:
    """Return the clauses that the law keeps but no code or no test names."""
    kept = [one.id for one in clauses().values() if one.kept_by == "law"]
    return [one for one in kept if not (in_code(one) and in_tests(one))]


def _cell(found: tuple[str, ...]) -> str:
    """Return some places as a cell of the table."""
    shown = "<br>".join(f"`{place}`" for place in found[:SHOWN])
    more = len(found) - SHOWN
    return f"{shown}<br>and {more} more" if more > 0 else shown


def _row(clause: Clause) -> str:
    """Return the line of one clause."""
    own = clause.kept_by == "law"
    code, tests = (_cell(f(clause.id)) if own else "" for f in (in_code, in_tests))
    return f"| {clause.id} | {clause.title} | {KEPT_BY[clause.kept_by]} | {code} | {tests} |\n"


def text() -> str:
    """Return the document."""
    return HEAD + "".join(_row(clause) for clause in clauses().values())
