"""The checks of the lists of an item, materials and situations: (path, message) pairs."""

import re
from collections.abc import Iterable, Iterator

from yizhan.items.content import Choice, Content
from yizhan.law.words import Source

Found = Iterator[tuple[str, str]]
QUESTIONS = 5
THING = r"(证明)?(材料|资料|文件|手续|证件)"
CATCH_ALL = re.compile(
    rf"其[他它]((有关|相关|必要|需要)的?)?{THING}"
    rf"|^(有关|相关|必要|所需)的?{THING}$"
    rf"|等(其[他它]|有关|相关){THING}?$"
    r"|(要求|规定|需要)(提供|提交|报送)?的其[他它]"
)


def catch_all(content: Content) -> Found:
    """Yield materials that could mean anything."""
    for n, material in enumerate(content.materials):
        if CATCH_ALL.search(material.name):
            yield f"materials[{n}].name", f"材料“{material.name}”属于兜底材料，须写明具体名称"


def material_basis(content: Content) -> Found:
    """Yield materials that no law asks for."""
    for n, material in enumerate(content.materials):
        if not material.basis.strip():
            yield f"materials[{n}].basis", f"材料“{material.name}”须写明法律依据"


def material_issuer(content: Content) -> Found:
    """Yield materials of a government body that is not named."""
    for n, material in enumerate(content.materials):
        if material.source is Source.GOVERNMENT and not material.issuer.strip():
            yield f"materials[{n}].issuer", f"政府部门核发的材料“{material.name}”须写明出具机构"


def material_ids(content: Content) -> Found:
    """Yield ids of materials that stand twice."""
    yield from _twice((m.id for m in content.materials), "materials", "材料编号")


def questions(content: Content) -> Found:
    """Yield too many questions, or ids that stand twice."""
    if len(content.situations) > QUESTIONS:
        yield "situations", "情形引导不得超过5个问题"
    yield from _twice((s.id for s in content.situations), "situations", "情形编号")
    for n, situation in enumerate(content.situations):
        path = f"situations[{n}].choices"
        yield from _twice((c.id for c in situation.choices), path, "选项编号")


def _twice(ids: Iterable[str], path: str, what: str) -> Found:
    """Yield the ids that stand twice in a list."""
    seen: set[str] = set()
    for n, one in enumerate(ids):
        if one in seen:
            yield f"{path}[{n}].id", f"{what}“{one}”重复"
        seen.add(one)


def references(content: Content) -> Found:
    """Yield choices that name materials or questions which do not exist."""
    known = {m.id for m in content.materials}
    fields = set(content.form.get("properties", {}))
    for path, choice in _choices(content):
        for one in sorted({*choice.adds, *choice.drops} - known):
            yield path, f"情形引用的材料“{one}”不存在"
        for one in sorted(set(choice.asks) - fields):
            yield path, f"情形引用的表单字段“{one}”不存在"


def _choices(content: Content) -> Iterator[tuple[str, Choice]]:
    """Yield every choice of every situation with its path."""
    for n, situation in enumerate(content.situations):
        for k, choice in enumerate(situation.choices):
            yield f"situations[{n}].choices[{k}]", choice
