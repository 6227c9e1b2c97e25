"""The command ``yizhan exchange``: the national tables into a folder, and a folder taken in.

``yizhan exchange export DIR --since 2026-01-01 --until 2026-02-01 [--division CODE] [--form csv]``
and ``yizhan exchange import DIR --authority CODE``; names of files are names of tables.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from yizhan.cases import exchanged
from yizhan.exchange import queries, services
from yizhan.exchange.faults import Fault
from yizhan.exchange.files import Form, Taken, packed, unpacked
from yizhan.exchange.queries import Asked, Scope
from yizhan.exchange.services import Receipt, Sender
from yizhan.exchange.tables import TABLES, Table
from yizhan.exchange.values import Row
from yizhan.law.clocks import local, midnight
from yizhan.law.refusals import Refusal
from yizhan.places import queries as places

DONE, FAULTY, MISUSED = 0, 1, 2
CODE = 12


def main(argv: Sequence[str]) -> int:
    """Return 0 where all was done, 1 where rows were rejected, 2 where nothing could be done."""
    asked = _parser().parse_args(argv)
    try:
        return _export(asked) if asked.what == "export" else _import(asked)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message}。{refusal.remedy}（{refusal.clause}）\n")
        return MISUSED


def _parser() -> argparse.ArgumentParser:
    """Return what the command understands."""
    parser = argparse.ArgumentParser(prog="yizhan exchange", description="国家数据交换表")
    parts = parser.add_subparsers(dest="what", required=True)
    out = parts.add_parser("export", help="导出到目录")
    out.add_argument("folder", type=Path)
    out.add_argument("--since", type=date.fromisoformat, default=date(2000, 1, 1))
    out.add_argument("--until", type=date.fromisoformat, help="不含这一天；缺省为至今")
    out.add_argument("--division", default="", help="区划代码，缺省为有办件的各区划")
    out.add_argument("--form", choices=list(Form), default=Form.CSV)
    into = parts.add_parser("import", help="从目录导入")
    into.add_argument("folder", type=Path)
    into.add_argument("--authority", required=True, help="由哪个机关接收（机关代码）")
    return parser


def _export(asked: argparse.Namespace) -> int:
    """Write every table into the folder and say how many rows each has."""
    at = timezone.now()
    until = midnight(asked.until) if asked.until else at
    asked.folder.mkdir(parents=True, exist_ok=True)
    form = Form(asked.form)
    for table in TABLES.values():
        span = Asked(table=table, since=midnight(asked.since), until=until)
        rows = list(_rows(asked.division, span, at))
        path = asked.folder / f"{table.name}.{form.value}"
        path.write_bytes(packed(table, rows, form))
        sys.stdout.write(f"{table.name} {table.title} {len(rows)} 行\n")
    return DONE


def _rows(division: str, asked: Asked, at: datetime) -> Iterator[Row]:
    """Yield our rows of a table, of one division or of all that have cases."""
    codes = [division] if division else [f"{one:06d}" for one in exchanged.divisions()]
    for code in codes:
        scope = Scope(division=code.ljust(CODE, "0"), authority_id=None)
        yield from queries.whole(scope, asked, at)


def _import(asked: argparse.Namespace) -> int:
    """Take the tables of a folder in and say what became of them."""
    authority = places.authority_by_code(asked.authority)
    sender = Sender(authority=authority, user_id=None, at=timezone.now())
    receipt = services.take_in(_parts(asked.folder), sender)
    _tell(receipt, sender.at)
    return FAULTY if receipt.faults else DONE


def _parts(folder: Path) -> Iterator[tuple[Table, Iterator[Taken | Fault]]]:
    """Yield each table that the folder has a file of, with its rows."""
    for table in TABLES.values():
        for form in Form:
            path = folder / f"{table.name}.{form.value}"
            if path.is_file():
                yield table, unpacked(table, path.read_bytes(), form)


def _tell(receipt: Receipt, at: datetime) -> None:
    """Say what became of what was sent, each rejected row with its reason."""
    sys.stdout.write(
        f"{local(at):%Y-%m-%d %H:%M} 接收 {receipt.taken} 行，已有 {receipt.known} 行，"
        f"形成事项草稿 {len(receipt.drafted)} 个，退回 {len(receipt.faults)} 行\n"
    )
    for one in receipt.faults:
        sys.stdout.write(f"{one.table} 第{one.line}行 {one.reason}（{one.clause}，{one.rule}）\n")
