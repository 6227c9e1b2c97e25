"""``yizhan audit``: whether the journals are whole: every line follows from the one before it."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import django


def main(_argv: Sequence[str]) -> int:
    """Return 0 when every journal is whole, 1 otherwise; each broken line is named."""
    django.setup()
    checked, broken = 0, 0
    for ref, line in broken_lines():
        checked += 1
        if line is not None:
            broken += 1
            print(f"{ref}: 第{line}行与前一行不相符", file=sys.stderr)
    print(f"{checked - broken} passed, {broken} failed")
    return int(broken > 0)


def broken_lines() -> Iterator[tuple[str, int | None]]:
    """Yield each case with the first line that does not follow, None where all do.

    The last line must be the head that the case itself holds.
    """
    from yizhan.cases import codes, journal  # noqa: PLC0415 - models load once the apps are ready
    from yizhan.cases.models import Case, Entry  # noqa: PLC0415

    heads = {
        (c.division, c.id): (c.head, c.seq) for c in Case.objects.only("head", "seq").iterator()
    }
    rows: Any = Entry.objects.order_by("division", "case_id", "seq").values().iterator()
    for (division, case_id), lines in groupby(rows, lambda r: (r["division"], r["case_id"])):
        found = list(lines)
        head, seq = heads.pop((division, case_id), ("", 0))
        last = found[-1]
        fault = journal.broken(found)
        if fault is None and (last["digest"], last["seq"]) != (head, seq):
            fault = last["seq"] + 1
        yield codes.ref(division, case_id), fault
    for division, case_id in heads:
        yield codes.ref(division, case_id), 1
