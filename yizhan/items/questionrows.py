"""The questions of a form as rows of a sheet, and back, without loss.

What no column holds stands as JSON in the last one: other keys, and under ``-`` keys to leave out.
"""

import json
from typing import Any

from yizhan.law.refusals import Invalid

GONE = "-"
PLAIN = ("title", "type", "x-hint", "x-source", "x-section", "format")
LISTS = ("enum", "x-labels")
NUMBERS = ("maxLength", "minimum", "maximum")


def difference(base: dict[str, Any], wanted: dict[str, Any]) -> str:
    """Return, as JSON, what turns one object into another; empty when they are the same."""
    more = {key: value for key, value in wanted.items() if _differs(base, key, value)}
    gone = sorted(base.keys() - wanted.keys())
    found = more | ({GONE: gone} if gone else {})
    return json.dumps(found, ensure_ascii=False) if found else ""


def _differs(base: dict[str, Any], key: str, value: Any) -> bool:
    """Return whether a key is missing or holds something else."""
    return key not in base or _sorted(base[key]) != _sorted(value)


def _sorted(value: Any) -> str:
    """Return a value as JSON whose keys are in order."""
    return json.dumps(value, sort_keys=True)


def patched(base: dict[str, Any], change: str) -> dict[str, Any]:
    """Return an object with a difference applied; raises Invalid for broken JSON."""
    try:
        more = json.loads(change) if change else {}
        gone = set(more.pop(GONE, []))
    except (ValueError, AttributeError, TypeError):
        raise Invalid("不是有效的 JSON 对象", clause="ADM-08") from None
    return {key: value for key, value in {**base, **more}.items() if key not in gone}


def rows(form: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one row a question, in their order."""
    properties, required = form.get("properties"), form.get("required")
    if not isinstance(properties, dict):
        return []
    listed = required if isinstance(required, list) else []
    return [
        _row(key, one, required=key in listed)
        for key, one in properties.items()
        if isinstance(one, dict)
    ]


def _row(key: str, one: dict[str, Any], *, required: bool) -> dict[str, Any]:
    """Return the row of one question."""
    row: dict[str, Any] = {name: one[name] for name in PLAIN if _is_text(one.get(name))}
    row |= {name: one[name] for name in LISTS if _is_texts(one.get(name))}
    row |= {name: one[name] for name in NUMBERS if type(one.get(name)) is int}
    row |= {"key": key, "required": required}
    return {**row, "other": difference(question(row), one)}


def question(row: dict[str, Any]) -> dict[str, Any]:
    """Return the question of a row; raises Invalid when its JSON is broken."""
    kept = {name: row[name] for name in (*PLAIN, *LISTS) if row.get(name)}
    kept |= {name: row[name] for name in NUMBERS if row.get(name) is not None}
    return patched(kept, row.get("other", ""))


def form(found: list[dict[str, Any]], blocks: list[str], change: str = "") -> dict[str, Any]:
    """Return the form that rows, blocks and the rest make; raises Invalid for broken JSON."""
    made: dict[str, Any] = {"type": "object"}
    if blocks:
        made["x-blocks"] = blocks
    made["properties"] = {row["key"]: question(row) for row in found}
    if required := [row["key"] for row in found if row.get("required")]:
        made["required"] = required
    return patched(made, change)


def rest(whole: dict[str, Any]) -> tuple[list[str], str]:
    """Return the blocks of a form, and as JSON what neither they nor the rows say."""
    named = whole.get("x-blocks")
    blocks = named if isinstance(named, list) and _is_texts(named) else []
    return blocks, difference(form(rows(whole), blocks), whole)


def _is_text(value: Any) -> bool:
    """Return whether a value is a text that a cell can say."""
    return isinstance(value, str) and bool(value)


def _is_texts(value: Any) -> bool:
    """Return whether a value is a list of texts that a cell can say."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
