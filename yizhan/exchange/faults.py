"""Why a row was rejected (异常反馈): table, line, row, field, rule, clause and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = "H7.1"
SHAPE = "R18"  # a mandatory field is missing, or a value cannot be
GUIDE = "R19"  # what the row says of a service does not hold


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One reason why one row was rejected; ``row`` is what came, as far as it could be read."""

    table: str
    line: int
    reason: str
    row_guid: str = ""
    field: str = ""
    clause: str = FORMAT
    rule: str = SHAPE
    row: Mapping[str, Any] | None = None
