"""The documents that are written from the code: each has a function that returns its text.

``python -m tools.documents`` writes them; ``--check`` only says which are stale.
"""

import os
import re
import sys
from collections.abc import Callable
from importlib import import_module, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DOCUMENTS: dict[str, str] = {
    "docs/clauses.md": "tools.clauses:text",
    "docs/api.md": "tools.api:table",
    "docs/dependencies.md": "tools.documents:dependencies",
    "docs/screens.md": "tools.screens:text",
    "docs/openapi.json": "tools.api:openapi",
    "docs/lifecycle.md": "tools.lifecycle:text",
    "docs/words.md": "tools.words:text",
}
"""Path of each generated document, and ``module:function`` of the text."""

LONGEST_NAME = 60
"""Some packages put the whole text of the licence where its name belongs."""

_PIN = re.compile(r'^    "([a-z0-9-]+)(?:\[[a-z]+\])?==([^"]+)",(?:  # (.+))?$', re.MULTILINE)


def pins() -> dict[str, tuple[str, str]]:
    """Return the version of each runtime dependency and why it is there, by its name."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = text.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    return {name: (version, reason) for name, version, reason in _PIN.findall(section)}


def licence(name: str) -> str:
    """Return the licence that an installed package declares."""
    about = metadata.metadata(name)
    lines = [*(about.get_all("License-Expression") or []), *(about.get_all("License") or [])]
    lines += [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    short = [line.strip() for line in lines if line.strip() and len(line) < LONGEST_NAME]
    return short[0] if short else "unknown"


def dependencies() -> str:
    """Return the table of the runtime dependencies: name, version, licence, reason."""
    rows = [
        f"| {name} | {version} | {licence(name)} | {reason} |"
        for name, (version, reason) in sorted(pins().items())
    ]
    head = "# Dependencies\n\nWritten by `just docs` from `pyproject.toml`.\n\n"
    return head + "\n".join(
        ["| name | version | licence | what for |", "|---|---|---|---|", *rows, ""]
    )


def text(source: str) -> str:
    """Return the text of one document."""
    module, _, name = source.partition(":")
    write: Callable[[], str] = getattr(import_module(module), name)
    return write()


def stale() -> list[str]:
    """Return the paths of the documents that differ from what the code says."""
    return [
        path
        for path, source in DOCUMENTS.items()
        if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text(source)
    ]


def main() -> int:
    """Write the stale documents, or with ``--check`` only name them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizhan.config.settings")
    import_module("django").setup()
    found = stale()
    print(*found, sep="\n")
    if "--check" in sys.argv:
        return int(bool(found))
    for path in found:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text(DOCUMENTS[path]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
