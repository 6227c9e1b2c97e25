"""What a form must be before an item is published: well formed, and light to fill in."""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from yizhan.items import blocks
from yizhan.items.content import Content
from yizhan.items.forms import Metrics, metrics
from yizhan.law.words import Applicant

Found = Iterator[tuple[str, str]]
TYPES = {"string", "number", "integer", "boolean", "array"}
FORMATS = {"date", "name", "phone", "uscc", "id-number", "email"}
TYPED = 8
TYPED_LEGAL = 15
SHARE = 0.5


def well_formed(content: Content) -> Found:
    """Yield what keeps the form from being shown."""
    form = content.form
    try:
        Draft202012Validator.check_schema(form)
    except SchemaError as error:
        yield "form", f"表单不是有效的 JSON Schema：{error.json_path}"
        return
    if form.get("type") != "object":
        yield "form.type", "表单的类型须为 object"
    yield from _blocks(content)
    properties = form.get("properties", {})
    for key, one in properties.items():
        yield from ((f"form.properties.{key}{path}", says) for path, says in _question(one))
    for key in form.get("required", []):
        if key not in properties:
            yield "form.required", f"必填字段“{key}”不存在"


def _blocks(content: Content) -> Found:
    """Yield blocks that do not exist, and questions that a block asks already."""
    named = content.form.get("x-blocks", [])
    for one in named:
        if one not in blocks.BLOCKS:
            yield "form.x-blocks", f"没有表单区块“{one}”"
    taken = {key for one in named for key in blocks.BLOCKS.get(one, {})}
    for key in content.form.get("properties", {}):
        if key in taken:
            yield f"form.properties.{key}", f"字段“{key}”与标准区块的字段重名"


def _question(one: dict[str, Any]) -> Found:
    """Yield what is wrong with one question."""
    if not one.get("title"):
        yield ".title", "字段须有名称"
    if one.get("type") not in TYPES:
        yield ".type", "字段类型须为文字、数字、整数、是否或多选"
    if one.get("format", "name") not in FORMATS:
        yield ".format", f"没有字段格式“{one['format']}”"
    if one.get("type") == "array" and not one.get("items", {}).get("enum"):
        yield ".items", "多选字段须有选项"
    yield from _labels(one)
    source = one.get("x-source", "")
    if source and not blocks.SOURCE.fullmatch(source):
        yield ".x-source", f"没有预填来源“{source}”"


def _labels(one: dict[str, Any]) -> Found:
    """Yield choices whose words do not fit."""
    holder = one.get("items", one)
    labels = one.get("x-labels") or holder.get("x-labels")
    if labels is not None and len(labels) != len(holder.get("enum", [])):
        yield ".x-labels", "选项名称与选项的个数须一致"


def light(content: Content) -> Found:
    """Yield what makes the form too heavy (P-12)."""
    if any(well_formed(content)):
        return
    if Applicant.LEGAL.value in content.audience:
        typed = metrics(content, Applicant.LEGAL).typed
        if typed > TYPED_LEGAL:
            yield "form", f"法人手填字段不得超过{TYPED_LEGAL}项，现为{typed}项"
    if Applicant.NATURAL.value in content.audience:
        yield from _light_for_persons(metrics(content, Applicant.NATURAL))


def _light_for_persons(weight: Metrics) -> Found:
    """Yield what a natural person would have to type too much."""
    if weight.typed > TYPED:
        yield "form", f"自然人手填字段不得超过{TYPED}项，现为{weight.typed}项"
    if weight.share < SHARE:
        yield "form", f"自然人表单须预填一半以上，现为{weight.prefilled}/{weight.shown}"
