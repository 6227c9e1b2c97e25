"""``yizhan replay FILE…``: one JSON object a line for each step of each scenario.

Exit 0 when every expectation held, 1 when one did not, 2 when a file is no scenario.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import django

DIVISION = "520123000000"


def main(argv: Sequence[str]) -> int:
    """Return the exit code after playing each file."""
    if not argv or argv[0] in {"-h", "--help"}:
        print(__doc__, file=sys.stderr)
        return 0 if argv else 2
    django.setup()
    from yizhan.replay import run  # noqa: PLC0415 - models only load once the apps are ready

    return max(_played(file, run) for file in argv)


def _played(file: str, run: ModuleType) -> int:
    """Return 0, 1 or 2 for one file: held, an expectation broken, no scenario."""
    try:
        return int(_show(run.replay(Path(file), DIVISION)))
    except run.Unplayable as fault:
        print(f"{file}: {fault}", file=sys.stderr)
        return 2


def _show(lines: Iterator[tuple[dict[str, object], list[str]]]) -> bool:
    """Return whether any expectation failed, after printing each line and difference."""
    failed = False
    for line, faults in lines:
        print(json.dumps(line, ensure_ascii=False), flush=True)
        for fault in faults:
            failed = True
            print(fault, file=sys.stderr, flush=True)
    return failed
