"""Exchange tables as files: CSV (RFC 4180, UTF-8) and JSON lines; both give back the same bytes."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from yizhan.exchange.faults import Fault
from yizhan.exchange.tables import Table
from yizhan.exchange.values import BadValueError, Row, shaped, typed, written
from yizhan.law.refusals import Invalid
from yizhan.law.words import Word


class Form(Word):
    """How a table is written into a file."""

    CSV = "csv", "CSV"
    LINES = "jsonl", "JSON 行"


@dataclass(frozen=True)
class Taken:
    """One row as it came: its line in the file and its values."""

    line: int
    row: Row


def packed(table: Table, rows: Iterable[Row], form: Form) -> bytes:
    """Return a table as a file."""
    return _csv(table, rows) if form is Form.CSV else _lines(table, rows)


def unpacked(table: Table, data: bytes, form: Form) -> Iterator[Taken | Fault]:
    """Yield each row of a file, or why it is rejected.

    Raises Invalid for a file that cannot be read at all.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Invalid("文件不是 UTF-8 编码", clause="H7.1", remedy="请另存为 UTF-8") from fault
    found = _from_csv(table, text) if form is Form.CSV else _from_lines(table, text)
    for line, said in found:
        yield said if isinstance(said, Fault) else checked(table, line, said)


def checked(table: Table, line: int, said: Mapping[str, Any]) -> Taken | Fault:
    """Return a row whose values are what its columns may hold, else why it is rejected."""
    guid = written(said.get("row_guid"))[:50]
    unknown = [name for name in said if name not in table.names]
    if unknown:
        reason = f"本表没有列“{unknown[0][:60]}”"
        return Fault(table=table.name, line=line, row_guid=guid, reason=reason, row=dict(said))
    row = {}
    for field in table.columns:
        try:
            row[field.name] = typed(field, written(said.get(field.name)))
        except BadValueError as fault:
            return Fault(
                table=table.name,
                line=line,
                row_guid=guid,
                field=field.name,
                reason=str(fault),
                row=dict(said),
            )
    return Taken(line, row)


def _csv(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows as CSV, a heading first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.names)
    for row in rows:
        writer.writerow([written(row.get(name)) for name in table.names])
    return out.getvalue().encode()


def _lines(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows as JSON, one a line."""
    encoded = (msgspec.json.encode(shaped(table, row)) for row in rows)
    return b"".join(line + b"\n" for line in encoded)


def _from_csv(table: Table, text: str) -> Iterator[tuple[int, Any]]:
    """Yield the rows of a CSV text with their lines; raises Invalid without its heading."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = next(reader, [])
        if len(set(heading)) != len(heading) or "row_guid" not in heading:
            raise Invalid("表头缺少 row_guid 或有重复的列", clause="H7.1", remedy="请核对表头")
        for cells in reader:
            if len(cells) == len(heading):
                yield reader.line_num, dict(zip(heading, cells, strict=True))
            elif cells:
                reason = f"本行有{len(cells)}列，表头有{len(heading)}列"
                yield (
                    reader.line_num,
                    Fault(table=table.name, line=reader.line_num, reason=reason),
                )
    except csv.Error as fault:
        reason = f"本行起无法读出：{fault}"
        yield reader.line_num, Fault(table=table.name, line=reader.line_num, reason=reason)


def _from_lines(table: Table, text: str) -> Iterator[tuple[int, Any]]:
    """Yield the objects of JSON lines with their lines."""
    for at, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield at, _object(line)
        except (msgspec.DecodeError, RecursionError):
            yield at, Fault(table=table.name, line=at, reason="本行不是 JSON 对象")


def _object(line: str) -> dict[str, str | int | bool | None]:
    """Return the object of a line; raises msgspec.DecodeError."""
    return msgspec.json.decode(line, type=dict[str, str | int | bool | None])
