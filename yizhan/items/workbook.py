"""A workbook as rows of values: opened with limits, each cell checked by its column."""

import io
import zipfile
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from yizhan.items import cells
from yizhan.items.mistakes import BadImport, Mistake
from yizhan.items.sheets import NUMBER, Column, Sheet
from yizhan.law.refusals import Invalid

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 80
FILE = "文件"


class Row(NamedTuple):
    """One row: where it stands, the item it belongs to, its values by key."""

    at: int
    serial: str
    values: dict[str, Any]


def opened(data: bytes) -> Any:
    """Return the workbook; raises BadImport when it is none, or too large."""
    if len(data) > MOST_BYTES:
        raise BadImport([Mistake(FILE, 0, "", "文件超过10兆字节")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise BadImport([Mistake(FILE, 0, "", "文件解压后过大")])
        return load_workbook(io.BytesIO(data), read_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise BadImport([Mistake(FILE, 0, "", "不是可读的 xlsx 文件")]) from None


def rows(book: Any, sheet: Sheet, mistakes: list[Mistake]) -> list[Row]:
    """Return the rows of a sheet; what is wrong is added to the mistakes."""
    if sheet.title not in book.sheetnames:
        mistakes.append(Mistake(sheet.title, 0, "", "缺少这个工作表"))
        return []
    lines = book[sheet.title].iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    headings = [_plain(cell.value) for cell in next(lines, ())]
    wanted = [NUMBER, *(column.heading for column in sheet.columns)]
    missing = [one for one in wanted if one not in headings]
    mistakes += [Mistake(sheet.title, 1, one, "缺少这一列") for one in missing]
    if missing:
        return []
    places = {one: headings.index(one) for one in wanted}
    found = []
    for at, line in enumerate(lines, start=2):
        if any(cell.value not in {None, ""} for cell in line):
            cells_of = {one: line[n] for one, n in places.items() if n < len(line)}
            found.append(_row(at, cells_of, sheet, mistakes))
    return found


def _row(at: int, line: dict[str, Any], sheet: Sheet, mistakes: list[Mistake]) -> Row:
    """Return the values of one line of cells by heading; an unreadable cell is a mistake."""
    values: dict[str, Any] = {}
    for column in sheet.columns:
        try:
            values[column.key] = _value(line.get(column.heading), column)
        except Invalid as error:
            mistakes.append(Mistake(sheet.title, at, column.heading, error.message))
    serial = line.get(NUMBER)
    return Row(at, _plain(serial.value if serial is not None else None), values)


def _value(cell: Any, column: Column) -> Any:
    """Return the value of a cell; raises Invalid for a formula and for what does not fit."""
    if cell is not None and cell.data_type == "f":
        raise Invalid("不接受公式，请改为文字", clause="ADM-08")
    if cell is not None and cell.data_type == "e":
        raise Invalid("单元格是错误值", clause="ADM-08")
    return cells.read(cell.value if cell is not None else None, column.annotation)


def _plain(value: object) -> str:
    """Return a heading or a serial number as text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
