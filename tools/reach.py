"""What a screen or an operation reaches: the functions of the domain that its code names.

Read from the source alone: nothing is run. A function of a face is followed through the face; of
the domain only the door is noted, and whether something is written behind it.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FACES = (
    "yizhan.portal",
    "yizhan.desk",
    "yizhan.village",
    "yizhan.api",
    "yizhan.accounts.pages",
)
SCREENS_OF_ACCOUNTS = ("yizhan.accounts.login", "yizhan.accounts.outside")
PLUMBING = (
    "yizhan.accounts.throttle",
    "yizhan.accounts.sessions",
    "yizhan.accounts.seals",
    "yizhan.cases.once",
    "yizhan.law",
    "yizhan.orm",
    "yizhan.desk.pages",
    "yizhan.desk.board",
    "yizhan.portal.who",
)
"""What everybody calls, and the frame of the pages: they make no two actions the same."""

WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save"}
LEDGER = "yizhan.cases.ledger"
"""The one module that writes by statements of its own."""

Door = tuple[str, str]
"""A function by its module and name."""


@dataclass(frozen=True)
class Module:
    """The source of a module: what it imports, and the functions and classes that it holds."""

    name: str
    imports: dict[str, str]
    parts: dict[str, ast.AST]


@cache
def module(name: str) -> Module | None:
    """Return a module of the product by its name; None where there is none."""
    path = ROOT / f"{name.replace('.', '/')}.py"
    if not path.exists():
        return None
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports: dict[str, str] = {}
    parts: dict[str, ast.AST] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            imports |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            parts |= {one.id: node for one in _targets(node)}
    return Module(name, imports, parts)


def _targets(node: ast.Assign | ast.AnnAssign) -> Iterator[ast.Name]:
    """Yield the names that are assigned."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    yield from (one for one in targets if isinstance(one, ast.Name))


def named(door: Door) -> Iterator[Door]:
    """Yield what the source of a function or class names, in its own module and in others."""
    found = module(door[0])
    part = found.parts.get(door[1]) if found else None
    if found is None or part is None:
        return
    own = _own_names(part)
    for node in (inner for one in _body(part) for inner in ast.walk(one)):
        dotted = _dotted(node)
        if dotted and dotted.partition(".")[0] not in own:
            yield from _resolved(found, dotted)


def _own_names(part: ast.AST) -> set[str]:
    """Return the names that a function gives to its arguments and to what it works out."""
    if not isinstance(part, ast.FunctionDef):
        return set()
    stored = (one for one in ast.walk(part) if isinstance(one, ast.Name))
    given = (one.arg for one in ast.walk(part) if isinstance(one, ast.arg))
    return {*given, *(one.id for one in stored if isinstance(one.ctx, ast.Store))}


def _body(part: ast.AST) -> list[Any]:
    """Return what is done inside a part: of a function not what it is wrapped in."""
    return part.body if isinstance(part, ast.FunctionDef) else [part]


def _dotted(node: ast.AST) -> str:
    """Return a chain of names as text; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (owner := _dotted(node.value)):
        return f"{owner}.{node.attr}"
    return ""


def _resolved(found: Module, dotted: str) -> Iterator[Door]:
    """Yield the function that a chain of names means, if it is one of the product."""
    first, _, rest = dotted.partition(".")
    if first in found.parts and not rest:
        yield found.name, first
    whole = ".".join(one for one in (found.imports.get(first, ""), rest) if one)
    owner, _, last = whole.rpartition(".")
    held = module(owner) if owner.startswith("yizhan.") else None
    if held and last in held.parts:
        yield owner, last
    elif held and last in held.imports:  # handed on by a module that gathers others
        owner, _, last = held.imports[last].rpartition(".")
        yield owner, last


@cache
def doors(start: Door) -> frozenset[Door]:
    """Return the functions of the domain that a function of a face names, through the face."""
    return frozenset(one for one in _spread(start, _of_face) if not _of_face(one))


@cache
def behind(start: Door) -> frozenset[Door]:
    """Return a function of the domain with everything that it names, however deep."""
    return frozenset(_spread(start, lambda one: not _plumbing(one)))


def _spread(start: Door, onward: Callable[[Door], bool]) -> set[Door]:
    """Return whatever is reached from a function, going on from what ``onward`` says."""
    seen, waiting = {start}, [start]
    while waiting:
        for one in named(waiting.pop()):
            if one not in seen and not _plumbing(one):
                seen.add(one)
                waiting += [one] if onward(one) else []
    return seen


def _of_face(door: Door) -> bool:
    """Return whether a function belongs to a face."""
    return door[0].startswith((*FACES, *SCREENS_OF_ACCOUNTS))


def _plumbing(door: Door) -> bool:
    """Return whether a function is one that everybody calls."""
    return door[0].startswith(PLUMBING)


@cache
def writes(door: Door) -> bool:
    """Return whether a function of the domain changes anything, itself or behind it."""
    return any(one[0] == LEDGER or _changes(one) for one in behind(door))


def _changes(door: Door) -> bool:
    """Return whether the source of a function changes rows."""
    found = module(door[0])
    part = found.parts.get(door[1]) if found else None
    return isinstance(part, ast.FunctionDef) and any(
        isinstance(node, ast.Call) and _changing(node) for node in ast.walk(part)
    )


def _changing(call: ast.Call) -> bool:
    """Return whether a call is one by which rows are written, changed or deleted."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name, bare = call.func.attr, not call.args
    if name in WRITES:
        return True
    return bare and (name == "delete" or (name == "update" and bool(call.keywords)))


def door_of(view: Any) -> Door:
    """Return where a view is written, without what it is wrapped in."""
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view.__module__, view.__name__
