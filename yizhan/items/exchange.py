"""Items as a workbook (xlsx) or JSON, out and in again without loss (ADM-08).

What comes in is taken whole or not at all; each mistake names its sheet, row and column.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from openpyxl import Workbook

from yizhan.items import questionrows, workbook
from yizhan.items.assembly import Assembly, assembled
from yizhan.items.cells import written
from yizhan.items.content import Content
from yizhan.items.faults import Fault
from yizhan.items.mistakes import BadImport, Mistake
from yizhan.items.shaping import misshapen
from yizhan.items.sheets import MAIN, NUMBER, QUESTIONS, SITUATIONS, Sheet, sheets
from yizhan.items.validators import faults
from yizhan.law.refusals import Invalid

JSON = "JSON"
ZIPPED = b"PK"


def to_json(contents: Sequence[Content]) -> bytes:
    """Return items as a JSON list, indented."""
    return msgspec.json.format(msgspec.json.encode(list(contents)), indent=2)


@dataclass(frozen=True)
class Arrived:
    """One item of a file, and how to name the place of a fault in it."""

    content: Content
    mistake: Callable[[Fault], Mistake]


def read(data: bytes) -> list[Arrived]:
    """Return the items of a file (xlsx or JSON); raises BadImport with every mistake."""
    return read_xlsx(data) if data[:2] == ZIPPED else read_json(data)


def from_json(data: bytes) -> list[Content]:
    """Return the items of a JSON list; raises BadImport, each mistake with its place."""
    return [one.content for one in read_json(data)]


def read_json(data: bytes) -> list[Arrived]:
    """Return the items of a JSON list, each with its place; raises BadImport."""
    try:
        found = msgspec.json.decode(data, type=list[dict[str, Any]])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadImport([Mistake(JSON, 0, "", f"不是事项列表：{error}")]) from error
    mistakes: list[Mistake] = []
    contents = [_from_object(n, one, mistakes) for n, one in enumerate(found, start=1)]
    if mistakes:
        raise BadImport(mistakes)
    return [one for one in contents if one]


def _from_object(at: int, data: dict[str, Any], mistakes: list[Mistake]) -> Arrived | None:
    """Return the item of an object; all that is wrong is added to the mistakes."""

    def mistake(fault: Fault) -> Mistake:
        """Return a fault with the number of the object."""
        return Mistake(JSON, at, fault.path, fault.message)

    wrong = [mistake(one) for one in misshapen(data, Content)]
    mistakes += wrong
    if wrong:
        return None
    content = msgspec.convert(data, type=Content)
    mistakes += [mistake(one) for one in faults(content)]
    return Arrived(content, mistake)


def to_xlsx(contents: Sequence[Content]) -> bytes:
    """Return items as a workbook: a sheet of items, and one for each of their lists.

    Raises Invalid for a text that no cell can hold.
    """
    book = Workbook(write_only=True)
    for sheet in sheets():
        page = book.create_sheet(sheet.title)
        page.append([NUMBER, *(column.heading for column in sheet.columns)])
        for serial, content in enumerate(contents, start=1):
            for row in rows_of(sheet, content):
                page.append([serial, *(written(row.get(one.key)) for one in sheet.columns)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(sheet: Sheet, content: Content) -> Iterator[dict[str, Any]]:
    """Yield the rows of one item on one sheet, by key."""
    if sheet.title == MAIN:
        yield _main(sheet, content)
    elif sheet.title == QUESTIONS:
        yield from questionrows.rows(content.form)
    elif sheet.title == SITUATIONS:
        yield from _choices(content)
    else:
        for part in getattr(content, sheet.field):
            yield msgspec.structs.asdict(part)


def _main(sheet: Sheet, content: Content) -> dict[str, Any]:
    """Return the row of the item itself."""
    blocks, other = questionrows.rest(content.form)
    row: dict[str, Any] = {"form.x-blocks": blocks, "form.other": other}
    for column in sheet.columns:
        if column.key not in row:
            owner, _, name = column.key.rpartition(".")
            row[column.key] = getattr(getattr(content, owner) if owner else content, name)
    return row


def _choices(content: Content) -> Iterator[dict[str, Any]]:
    """Yield one row a choice, with its situation."""
    for situation in content.situations:
        for choice in situation.choices:
            values = msgspec.structs.asdict(choice).items()
            row = {f"choice.{key}": value for key, value in values}
            yield {"id": situation.id, "question": situation.question, **row}


def from_xlsx(data: bytes) -> list[Content]:
    """Return the items of a workbook; raises BadImport with every mistake, by its cell."""
    return [one.content for one in read_xlsx(data)]


def read_xlsx(data: bytes) -> list[Arrived]:
    """Return the items of a workbook, each with its rows; raises BadImport."""
    book = workbook.opened(data)
    mistakes: list[Mistake] = []
    found = {sheet.title: workbook.rows(book, sheet, mistakes) for sheet in sheets()}
    items = assembled(found, mistakes)
    if mistakes:
        raise BadImport(mistakes)
    contents = [_content(item, mistakes) for item in items]
    if mistakes:
        raise BadImport(mistakes)
    return [one for one in contents if one]


def _content(item: Assembly, mistakes: list[Mistake]) -> Arrived | None:
    """Return the content of an item; what is wrong is added to the mistakes."""
    try:
        content = item.content()
    except Invalid as error:
        mistakes.append(Mistake(MAIN, item.main.at, "", error.message))
        return None
    mistakes += [item.mistake(fault) for fault in faults(content)]
    return Arrived(content, item.mistake)
