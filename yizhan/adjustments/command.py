"""The command ``yizhan divisions``: a change of divisions tried, carried out, or looked up.

``yizhan divisions preview FILE --on 2026-12-01``, ``yizhan divisions apply FILE --on … --basis …``
and ``yizhan divisions history CODE``. FILE is a plan (CSV) or a list of editions (.csv.gz), of
which each edition is carried out on its own day.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from yizhan.adjustments import carrying
from yizhan.adjustments.carrying import Wanted
from yizhan.law.clocks import local
from yizhan.law.refusals import Refusal
from yizhan.places import changes, finding, plans
from yizhan.places import queries as places
from yizhan.places.plans import Kind, Shift

DONE, MISUSED = 0, 2
NOBODY = 0
WORDS = {
    "authorities": "部门",
    "postings": "转任岗位",
    "items": "转移事项",
    "ended": "停止事项",
    "cases": "在办件",
    "passed": "承继办件",
    "tokens": "接口令牌",
}


def main(argv: Sequence[str]) -> int:
    """Return 0 where all was done, 2 where nothing could be done."""
    asked = _parser().parse_args(argv)
    try:
        return _history(asked.code) if asked.what == "history" else _carry(asked)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message}。{refusal.remedy}（{refusal.clause}）\n")
        return MISUSED


def _parser() -> argparse.ArgumentParser:
    """Return what the command understands."""
    parser = argparse.ArgumentParser(prog="yizhan divisions", description="区划调整")
    parts = parser.add_subparsers(dest="what", required=True)
    for name, says in (("preview", "预演，不改动任何数据"), ("apply", "施行")):
        part = parts.add_parser(name, help=says)
        part.add_argument("file", type=Path)
        part.add_argument("--on", type=date.fromisoformat, help="生效日期，缺省为今天")
        part.add_argument("--basis", default="区划调整", help="批准文件")
    found = parts.add_parser("history", help="查一个代码的沿革")
    found.add_argument("code")
    return parser


def _carry(asked: argparse.Namespace) -> int:
    """Try a file, or carry it out; say what it does."""
    at = timezone.now()
    act = carrying.preview if asked.what == "preview" else carrying.carry_out
    for on, shifts in _read(asked.file, asked.on or local(at).date()):
        report = act(Wanted(shifts=shifts, on=on, basis=asked.basis, by=NOBODY), at)
        _tell(on, report)
    return DONE


def _read(path: Path, on: date) -> Iterator[tuple[date, list[Shift]]]:
    """Yield the days of a file with their rows."""
    if path.suffix != ".gz":
        yield on, plans.from_csv(path.read_text("utf-8-sig"))
        return
    for day, found in changes.editions(changes.read(path)):
        yield day, list(changes.shifts(found))


def _tell(on: date, report: dict[str, Any]) -> None:
    """Print what a plan does, and what people have to look at."""
    kinds = "、".join(f"{Kind(kind).label}{n}" for kind, n in report["counts"].items())
    rest = "、".join(f"{word}{report[key]}" for key, word in WORDS.items())
    sys.stdout.write(f"{on} {kinds}；{rest}\n")
    for name, old, into in report["merged"]:
        sys.stdout.write(f"  {name}（{old}）并入 {into}\n")
    for why in report["stuck"]:
        sys.stdout.write(f"  须人工处理：{why}\n")


def _history(code: str) -> int:
    """Print what a code has meant, and which code its place bears now."""
    today = local(timezone.now()).date()
    for one in finding.history(code):
        until = one.until or ""
        sys.stdout.write(f"{one.code} {one.name} {one.since}—{until} {one.heir}\n")
    sys.stdout.write(f"{today} 现用代码 {places.now(code)}\n")
    return DONE
