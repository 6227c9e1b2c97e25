"""The checks of an item's codes against the authority that carries it."""

from collections.abc import Iterator
from dataclasses import dataclass

from stdnum.cn import uscc

from yizhan.items.content import Content
from yizhan.law.words import Level

Found = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Holder:
    """What the rules must know of the authority that carries the item."""

    uscc: str
    level: Level
    division: str


def authority(_content: Content, holder: Holder) -> Found:
    """Yield a wrong credit code of the authority."""
    if not uscc.is_valid(holder.uscc):
        yield "code", f"实施主体统一社会信用代码“{holder.uscc}”不正确"


def level(content: Content, holder: Holder) -> Found:
    """Yield a level that is not the authority's."""
    if content.level is not holder.level:
        yield "level", "行使层级须与实施主体的层级一致"


def region(content: Content, holder: Holder) -> Found:
    """Yield a base code of another province."""
    if content.base_code[:2] not in {"00", holder.division[:2]}:
        yield "base_code", "基本编码前两位须为00（国家）或者本省代码"


def base_type(content: Content) -> Found:
    """Yield a base code of another type."""
    if content.base_code[2:4] != content.type.value:
        yield "base_code", "基本编码第3至4位须与事项类型一致"
