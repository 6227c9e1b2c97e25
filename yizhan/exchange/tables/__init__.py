"""The national exchange tables (国家数据交换表) as data: one description, read from TOML files.

Facts about an interface, in our own words. Export, import, the interface and the documents all
read from here.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from yizhan.law.refusals import NotFound
from yizhan.law.words import Word

FAMILIES = ("item", "case", "certificate")
ABNORMAL = "dn_audit_abnormal"
LICENCE = "up_lic_data"


class Kind(Word):
    """What a value is (GB/T 39046 数据类型)."""

    TEXT = "text", "字符型"
    NUMBER = "number", "数字型"
    DATE = "date", "日期型"
    DATETIME = "datetime", "日期时间型"
    FLAG = "flag", "布尔型"
    CODE = "code", "代码"


@dataclass(frozen=True)
class Field:
    """One column: its name, its meaning, what it holds, at most how long, whether it must be."""

    name: str
    meaning: str
    kind: Kind
    length: int
    must: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its name, its title, the family it belongs to, its columns in order."""

    name: str
    title: str
    family: str
    fields: tuple[Field, ...]

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """Return every column, the common ones first."""
        return (*COMMON, *self.fields)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(field.name for field in self.columns)


COMMON = (
    Field("row_guid", "行标识", Kind.TEXT, 50, must=True),
    Field("cd_batch", "批次号", Kind.TEXT, 50, must=True),
    Field(
        "cd_operation",
        "同步类型：I新增 U修改 D删除",
        Kind.CODE,
        1,
        must=True,
        codes=("I", "U", "D"),
    ),
    Field("cd_time", "同步时间", Kind.DATETIME, 19, must=True),
    Field("data_source", "数据来源", Kind.TEXT, 100, must=True),
)


def _tables() -> Iterator[Table]:
    """Yield the tables of the files, in their order."""
    for family in FAMILIES:
        text = files(__package__).joinpath(f"{family}.toml").read_text("utf-8")
        for name, said in tomllib.loads(text).items():
            fields = tuple(_field(*column) for column in said["fields"])
            yield Table(name, said["title"], family, fields)


def _field(*said: str | int) -> Field:
    """Return a column from its line: name, meaning, kind, length, "must", codes."""
    name, meaning, kind, length, *more = said
    must, codes = ("must" in more), (str(more[1]).split() if len(more) > 1 else [])
    return Field(str(name), str(meaning), Kind(str(kind)), int(length), must, tuple(codes))


TABLES: Mapping[str, Table] = {table.name: table for table in _tables()}


def table(name: str) -> Table:
    """Return a table by its name; raises NotFound."""
    found = TABLES.get(name)
    if found is None:
        raise NotFound(f"没有数据交换表{name[:60]}", clause="H7.1", remedy="请核对表名")
    return found
