"""The bars of style: how long, how deep, how many arguments, how well described.

``python -m tools.style`` shows every place that misses a bar, and the median of functions.
"""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("yizhan", "tools", "tests")
FUNCTION_LINES, FILE_LINES, SETTINGS_LINES, CLASS_LINES = 30, 300, 190, 85
NESTING, ARGUMENTS = 3, 5
MEDIAN_LINES = 5
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Described: TypeAlias = ast.Module | ast.ClassDef | Function


class Offence(NamedTuple):
    """A place that misses a bar."""

    path: str
    line: int
    says: str

    def __str__(self) -> str:
        """Return the place as editors read it."""
        return f"{self.path}:{self.line}: {self.says}"


def sources(root: Path = ROOT) -> list[Path]:
    """Return the Python files that the bars hold for; migrations are written by a tool."""
    found = [path for folder in FOLDERS for path in (root / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def offences(path: Path, root: Path = ROOT) -> list[Offence]:
    """Return what misses a bar in one file."""
    name, text = str(path.relative_to(root)), path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = [Offence(name, line, says) for line, says in _file(path, text)]
    for node in ast.walk(tree):
        found += [Offence(name, getattr(node, "lineno", 1), says) for says in _node(node)]
    return found


def _file(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """Yield what the file as a whole misses."""
    lines = len(text.splitlines())
    bar = SETTINGS_LINES if path.name == "settings.py" else FILE_LINES
    if lines > bar:
        yield 1, f"file of {lines} lines, bar {bar}"


def _node(node: ast.AST) -> Iterator[str]:
    """Yield what one part of the file misses."""
    if isinstance(node, Function):
        yield from _function(node)
    if isinstance(node, ast.ClassDef) and _span(node) > CLASS_LINES:
        yield f"class {node.name} of {_span(node)} lines, bar {CLASS_LINES}"
    if isinstance(node, Described) and not ast.get_docstring(node):
        name = getattr(node, "name", "the module")
        if not name.startswith("_"):
            yield f"no docstring on {name}"


def _function(node: Function) -> Iterator[str]:
    """Yield what a function misses."""
    if length(node) > FUNCTION_LINES:
        yield f"{node.name} has {length(node)} lines, bar {FUNCTION_LINES}"
    if (depth := nesting(node.body)) > NESTING:
        yield f"{node.name} is nested {depth} deep, bar {NESTING}"
    every = [*node.args.posonlyargs, *node.args.args]
    positional = [argument for argument in every if argument.arg not in {"self", "cls"}]
    if len(positional) > ARGUMENTS:
        yield f"{node.name} takes {len(positional)} arguments, bar {ARGUMENTS}"


def _span(node: ast.ClassDef | Function) -> int:
    """Return the lines of a part."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(node: Function) -> int:
    """Return the lines of a function without its docstring and its decorators."""
    described = ast.get_docstring(node) is not None
    text = node.body[0] if described else None
    return _span(node) - ((text.end_lineno or 0) - text.lineno + 1 if text else 0)


def nesting(body: list[ast.stmt], depth: int = 0) -> int:
    """Return how many blocks stand inside each other at the deepest place."""
    deepest = depth
    for statement in body:
        for inner in _bodies(statement):
            deepest = max(deepest, nesting(inner, depth + 1))
    return deepest


def _bodies(statement: ast.stmt) -> list[list[ast.stmt]]:
    """Return the bodies inside a statement; an ``elif`` is no deeper than its ``if``."""
    if not isinstance(statement, BLOCKS):
        return []
    if isinstance(statement, ast.Match):
        return [case.body for case in statement.cases]
    bodies = [statement.body, *(handler.body for handler in getattr(statement, "handlers", []))]
    rest = getattr(statement, "orelse", [])
    if len(rest) == 1 and isinstance(rest[0], ast.If):
        return [*bodies, *_bodies(rest[0])]
    return [*bodies, rest, getattr(statement, "finalbody", [])]


def median(paths: list[Path]) -> float:
    """Return the median length of the functions in some files."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    return statistics.median(
        length(node) for tree in trees for node in ast.walk(tree) if isinstance(node, Function)
    )


def main() -> int:
    """Print every offence and the median; return 1 when there is any."""
    found = [offence for path in sources() for offence in offences(path)]
    print(*found, sep="\n")
    middle = median([path for path in sources() if "tests" not in path.parts])
    print(f"median of functions: {middle} lines, bar {MEDIAN_LINES}")
    return int(bool(found) or middle > MEDIAN_LINES)


if __name__ == "__main__":
    sys.exit(main())
