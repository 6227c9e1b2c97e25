"""The basic catalogue (基本目录) in and out: JSON or a workbook, taken whole or not at all."""

import io
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

import msgspec
from django.db import transaction
from openpyxl import Workbook, load_workbook

from yizhan.items import coverage
from yizhan.items.content import Text
from yizhan.items.mistakes import BadImport, Mistake
from yizhan.items.models import Base
from yizhan.law.words import ItemType, Level
from yizhan.places import codes

SHEET = "基本目录"
AREAS = (
    "就业",
    "社会保险",
    "社会救助",
    "计划生育",
    "农用地审批",
    "新型农村合作医疗",
    "涉农补贴",
)
HEADINGS = {
    "base_code": "基本编码",
    "name": "事项名称",
    "type": "事项类型",
    "level": "行使层级",
    "within": "适用区划",
    "area": "民生领域",
}
SPACE = " "


class BaseRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry: an item that every division of a level within some divisions must offer."""

    base_code: Annotated[str, msgspec.Meta(pattern=r"^\d{12}$")]
    name: Text
    type: ItemType
    level: Level
    within: Annotated[list[str], msgspec.Meta(min_length=1)]
    area: str = ""


def from_json(data: bytes) -> list[BaseRow]:
    """Return the entries of a JSON list; raises BadImport, each mistake with its place."""
    try:
        found = msgspec.json.decode(data, type=list[dict[str, Any]])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadImport([Mistake("JSON", 0, "", f"不是基本目录：{error}")]) from error
    return _rows("JSON", list(enumerate(found, start=1)))


def from_xlsx(data: bytes) -> list[BaseRow]:
    """Return the entries of a workbook; raises BadImport, each mistake with its line."""
    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True)[SHEET]
    except (KeyError, OSError, ValueError) as error:
        raise BadImport([Mistake(SHEET, 0, "", "没有这个工作表")]) from error
    keys = {heading: key for key, heading in HEADINGS.items()}
    lines = sheet.iter_rows(values_only=True)
    head = [keys.get(str(cell), "") for cell in next(lines, ())]
    return _rows(SHEET, [(at, _cells(head, line)) for at, line in enumerate(lines, start=2)])


def _cells(head: list[str], line: Iterable[object]) -> dict[str, Any]:
    """Return a line of a workbook by key."""
    texts = ("" if cell is None else str(cell).strip() for cell in line)
    row: dict[str, Any] = dict(zip(head, texts, strict=False))
    row.pop("", None)
    row["within"] = str(row.get("within", "")).split(SPACE)
    return row


def _rows(sheet: str, found: list[tuple[int, dict[str, Any]]]) -> list[BaseRow]:
    """Return sound entries; raises BadImport with everything that is wrong."""
    mistakes: list[Mistake] = []
    rows: list[BaseRow] = []
    for at, data in found:
        try:
            row = msgspec.convert(data, type=BaseRow)
        except msgspec.ValidationError as error:
            mistakes.append(Mistake(sheet, at, "", str(error)))
            continue
        mistakes += [Mistake(sheet, at, HEADINGS[key], why) for key, why in _faults(row)]
        rows.append(row)
    twice = Counter((row.base_code, row.level) for row in rows)
    mistakes += [
        Mistake(sheet, 0, "基本编码", f"{code}重复") for (code, _), n in twice.items() if n > 1
    ]
    if mistakes:
        raise BadImport(mistakes)
    return rows


def _faults(row: BaseRow) -> list[tuple[str, str]]:
    """Return what is wrong with an entry: (column, why)."""
    found = []
    if row.base_code[2:4] != row.type.value:
        found.append(("base_code", "基本编码第3至4位须与事项类型一致"))
    if row.area and row.area not in AREAS:
        found.append(("area", f"民生领域须为{'、'.join(AREAS)}之一"))
    if any(len(code) != codes.LENGTHS[Level.VILLAGE] or not code.isdigit() for code in row.within):
        found.append(("within", "适用区划须为12位代码，多个之间用空格隔开"))
    return found


def exported() -> list[BaseRow]:
    """Return the whole catalogue, by level and code."""
    return [
        BaseRow(
            base_code=row.base_code,
            name=row.name,
            type=ItemType(row.type),
            level=Level(row.level),
            within=list(row.within),
            area=row.area,
        )
        for row in Base.objects.order_by("level", "base_code")
    ]


def to_json(rows: Iterable[BaseRow]) -> bytes:
    """Return entries as a JSON list, indented."""
    return msgspec.json.format(msgspec.json.encode(list(rows)), indent=2)


def to_xlsx(rows: Iterable[BaseRow]) -> bytes:
    """Return entries as a workbook."""
    book = Workbook(write_only=True)
    page = book.create_sheet(SHEET)
    page.append(list(HEADINGS.values()))
    for row in rows:
        data = msgspec.to_builtins(row)
        page.append([SPACE.join(data[key]) if key == "within" else data[key] for key in HEADINGS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@transaction.atomic
def replace(rows: Iterable[BaseRow], *, on: date) -> int:
    """Make the entries the basic catalogue, count anew and return how many there are.

    The same entries again change nothing.
    """
    wanted = list(rows)
    if msgspec.to_builtins(sorted(wanted, key=_place)) != msgspec.to_builtins(exported()):
        Base.objects.all().delete()
        Base.objects.bulk_create(Base(**msgspec.to_builtins(row)) for row in wanted)
    coverage.recount(on=on)
    return len(wanted)


def _place(row: BaseRow) -> tuple[str, str]:
    """Return where an entry stands in the list."""
    return row.level.value, row.base_code
