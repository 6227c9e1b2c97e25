"""Looks into one file, in a process of its own with little memory and time (T41, T42).

``python -m yizhan.materials.looking < file`` writes one JSON object: what was found, or why it is
refused. Whatever happens here, nothing is written and no other process is harmed.
"""

import importlib
import json
import resource
import sys
from dataclasses import asdict
from typing import Any

from yizhan.law.refusals import Invalid
from yizhan.materials import limits, sniffing
from yizhan.materials.findings import Finding

LOOKERS = {
    sniffing.JPEG: "yizhan.materials.pictures",
    sniffing.PNG: "yizhan.materials.pictures",
    sniffing.PDF: "yizhan.materials.portable",
    sniffing.OFD: "yizhan.materials.ofd",
}
CEILINGS = {
    resource.RLIMIT_AS: limits.CHILD_MEMORY,
    resource.RLIMIT_CPU: limits.CHILD_CPU,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def look(data: bytes) -> Finding:
    """Return what is found in a file; raises Invalid when it may not be taken in."""
    kind = sniffing.sniff(data)
    finding: Finding = importlib.import_module(LOOKERS[kind]).look(data, kind)
    return finding


def confine() -> None:
    """Take memory, time and the right to write from this process.

    A system that cannot limit memory (macOS) limits the rest.
    """
    for what, ceiling in CEILINGS.items():
        if what == resource.RLIMIT_AS and sys.platform == "darwin":
            continue
        resource.setrlimit(what, (ceiling, ceiling))


def main() -> None:
    """Look at the file on standard input, and say what was found."""
    confine()
    try:
        answer: dict[str, Any] = {"finding": asdict(look(sys.stdin.buffer.read(limits.SIZE + 1)))}
    except Invalid as refusal:
        answer = {"refusal": [refusal.message, refusal.clause, refusal.remedy]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
