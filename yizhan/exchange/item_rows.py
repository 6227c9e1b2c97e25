"""A service as rows of the five national tables, and the rows back as a service.

What rows say as our version says it already stays as it is, with all that the tables cannot say.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from yizhan.exchange.item_columns import BASIC, Column, Facts
from yizhan.exchange.item_extend import EXTEND
from yizhan.exchange.tables import TABLES
from yizhan.exchange.values import DAY, MOMENT, BadValueError, Row, shaped
from yizhan.items.content import Content, Material
from yizhan.law.clocks import local
from yizhan.law.words import Need, Source

PREFIX = "up_task_general_"
ITEM_TABLES = tuple(name for name, one in TABLES.items() if one.family == "item")
NEEDS = {Need.REQUIRED: "1", Need.OPTIONAL: "2", Need.LATER: "3"}
SOURCES = {Source.APPLICANT: "10", Source.GOVERNMENT: "20", Source.OTHER: "99"}
FORMS = {"paper": "1", "electronic": "2", "both": "3"}
COPIED = {
    "material_name": "name",
    "source_explain": "issuer",
    "fill_explain": "fill",
    "accept_stand": "standard",
    "by_law": "basis",
}


def guid(table: str, *parts: object) -> str:
    """Return the identifier of a row of ours: the same whenever it is exported."""
    return str(uuid5(NAMESPACE_URL, ":".join(("yizhan", table, *map(str, parts)))))


def rows(facts: Facts) -> dict[str, list[Row]]:
    """Return a version as the rows of each table."""
    said: dict[str, list[dict[str, Any]]] = {
        "basic": [{column.name: column.get(facts) for column in BASIC}],
        "extend": [{column.name: column.get(facts) for column in EXTEND}],
        "material": [_material(one) for one in facts.content.materials],
        "fee_project": [
            {"fee_name": one.name, "fee_stand": one.standard, "by_law": one.basis}
            for one in facts.content.fees
        ],
        "questions": [
            {"question": one.question, "answer": one.answer} for one in facts.content.faqs
        ],
    }
    return {PREFIX + name: _framed(PREFIX + name, part, facts) for name, part in said.items()}


def _framed(name: str, part: Sequence[Mapping[str, Any]], facts: Facts) -> list[Row]:
    """Return rows with the common columns, their order and what they belong to."""
    at = local(facts.changed_at)
    frame: dict[str, Any] = {
        "task_code": facts.code,
        "task_version": facts.number,
        "cd_batch": f"{at:{DAY}}",
        "cd_operation": "I" if facts.number == 1 else "U",
        "cd_time": f"{at:{MOMENT}}",
        "data_source": facts.authority.uscc,
    }
    return [
        shaped(
            TABLES[name],
            {
                "row_guid": guid(name, facts.code, facts.number, order),
                "order_num": order,
                **frame,
                **row,
            },
        )
        for order, row in enumerate(part, start=1)
    ]


def _material(one: Material) -> dict[str, Any]:
    """Return one material as its columns."""
    return {
        "local_material_code": one.id,
        "is_need": NEEDS[one.need],
        "material_format": FORMS[one.form],
        "original_num": one.originals,
        "page_num": one.copies,
        "source_type": SOURCES[one.source],
        **{column: getattr(one, name) or None for column, name in COPIED.items()},
    }


def content(told: Mapping[str, Sequence[Row]], base: Facts) -> Content:
    """Return what rows make of a version; raises msgspec.ValidationError or BadValueError."""
    before = rows(base)
    now = base.content
    for table, columns in (("basic", BASIC), ("extend", EXTEND)):
        for row in told.get(PREFIX + table, ())[:1]:
            now = _put(now, columns, row, before[PREFIX + table][0])
    changes: dict[str, Any] = {}
    for table, name, read in PARTS:
        part = [_bare(row) for row in _ordered(told.get(PREFIX + table, ()))]
        if part != [_bare(row) for row in before[PREFIX + table]]:
            changes[name] = [read(row, base.content) for row in part]
    return _converted(now, changes)


def _put(now: Content, columns: Iterable[Column], row: Row, before: Row) -> Content:
    """Return a content with every column set that says something else than before."""
    for column in columns:
        value = row.get(column.name)
        if column.put and value != before[column.name]:
            now = _converted(now, column.put(value, now))
    return now


def _converted(now: Content, changes: Mapping[str, Any]) -> Content:
    """Return a content with changes, checked."""
    if not changes:
        return now
    return msgspec.convert({**msgspec.to_builtins(now), **msgspec.to_builtins(changes)}, Content)


def _bare(row: Row) -> dict[str, Any]:
    """Return what a row says of its own: not which version it belongs to, nor when it was sent."""
    frame = {"row_guid", "task_code", "task_version", "order_num"}
    return {
        name: value
        for name, value in row.items()
        if name not in frame and not name.startswith(("cd_", "data_source")) and value is not None
    }


def _ordered(part: Iterable[Row]) -> list[Row]:
    """Return the rows of a list in the order that they name."""
    return sorted(part, key=lambda row: (row["order_num"], row["row_guid"]))


def _read_material(row: Row, base: Content) -> dict[str, Any]:
    """Return a material; what the tables cannot say stays as the material of this id has it."""
    code = row.get("local_material_code") or f"m{guid('m', row['material_name'])[:8]}"
    known = next((one for one in base.materials if one.id == code), None)
    kept = msgspec.to_builtins(known) if known else {}
    said = {
        "id": code,
        "need": _word(NEEDS, row["is_need"]),
        "source": _word(SOURCES, row["source_type"]),
        "form": _word(FORMS, row.get("material_format", "3")),
        "originals": row.get("original_num", 1),
        "copies": row.get("page_num", 0),
        **{name: row.get(column, "") for column, name in COPIED.items()},
    }
    return {**kept, **said}


def _word(codes: Mapping[Any, str], code: str) -> str:
    """Return the word of a code."""
    return str(next(word for word, one in codes.items() if one == code))


def _read_fee(row: Row, _base: Content) -> dict[str, Any]:
    """Return a fee; raises BadValueError without its basis (R21)."""
    if "by_law" not in row:
        raise BadValueError(f"收费项目“{row['fee_name']}”没有收费依据")
    return {"name": row["fee_name"], "standard": row["fee_stand"], "basis": row["by_law"]}


def _read_question(row: Row, _base: Content) -> dict[str, Any]:
    """Return a question with its answer."""
    return {"question": row["question"], "answer": row["answer"]}


PARTS = (
    ("material", "materials", _read_material),
    ("fee_project", "fees", _read_fee),
    ("questions", "faqs", _read_question),
)
