"""What people typed, made clean and checked against the questions (JSON Schema).

Full-width digits and letters become half-width; names keep every character they are written with.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from yizhan.items.blocks import Schema
from yizhan.law import identities
from yizhan.law.refusals import Invalid

CLAUSE = "P-12"
NARROW = {
    code: code - 0xFEE0
    for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
    for code in range(*span)
}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
YES = {"on", "true", "1", "yes", "是"}
NO = {"off", "false", "0", "no", "否"}
DIGITS = 20
LONGEST = 5000
MESSAGES: dict[str, str] = {
    "type": "填写的内容不符合要求",
    "enum": "请从选项中选择",
    "const": "请勾选确认",
    "maxLength": "不能超过{0}个字",
    "minLength": "至少{0}个字",
    "minimum": "不能小于{0}",
    "exclusiveMinimum": "必须大于{0}",
    "maximum": "不能大于{0}",
    "exclusiveMaximum": "必须小于{0}",
    "multipleOf": "必须是{0}的倍数",
    "minItems": "至少选择{0}项",
    "maxItems": "最多选择{0}项",
    "uniqueItems": "不能重复选择",
    "pattern": "格式不正确",
}


def clean(schema: Schema, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the clean values of the questions, and what is wrong by question.

    What was not asked is left out; what was left empty is absent.
    """
    given: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for key, question in schema["properties"].items():
        try:
            value = converted(question, values.get(key))
        except Invalid as error:
            errors[key] = _sentence(error)
        else:
            given |= {} if value is None else {key: value}
    errors |= _identity_errors(schema, given)
    errors |= _missing(schema, given.keys() | errors.keys())
    errors |= {key: message for key, message in _broken(schema, given) if key not in errors}
    return given, errors


def converted(question: Schema, raw: object) -> Any:
    """Return one value in the type of its question; None when it was left empty.

    Raises Invalid when it cannot be read as such.
    """
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw in ("", []):
        return None
    if "enum" in question:
        return next((code for code in question["enum"] if str(code) == str(raw)), str(raw))
    return READERS[question["type"]](question, raw)


def _text(question: Schema, raw: object) -> str:
    """Return a text, read by its format."""
    text = str(raw)
    if len(text) > LONGEST:
        raise Invalid(f"不能超过{LONGEST}个字", clause=CLAUSE, remedy="请缩短后填写")
    reader = FORMATS.get(question.get("format", ""), _prose)
    return reader(text)


def _prose(text: str) -> str:
    """Return a free text: narrow digits and letters, no control characters, lines kept."""
    lines = text.replace("\r\n", "\n").translate(NARROW)
    return "".join(one for one in lines if one in "\n\t" or unicodedata.category(one) != "Cc")


def _name(text: str) -> str:
    """Return a name as it is written."""
    return identities.name(text)


def _credit_code(text: str) -> str:
    """Return a unified social credit code."""
    return identities.credit_code(text).number


def _day(text: str) -> str:
    """Return a date as YYYY-MM-DD; raises Invalid when there is no such day."""
    found = DAY.fullmatch(text.translate(NARROW).replace(" ", ""))
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        return date(*parts).isoformat()
    except (TypeError, ValueError):
        raise Invalid("日期不正确", clause=CLAUSE, remedy="请按“2026-01-31”的样子填写") from None


def _number(question: Schema, raw: object) -> int | float:
    """Return a number; raises Invalid when it is none, or no whole one where one is asked."""
    text = str(raw).translate(NARROW).replace(",", "").replace("，", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or len(text) > DIGITS:
        raise Invalid("请填写数字", clause=CLAUSE)
    whole = number == number.to_integral_value()
    if question["type"] == "integer" and not whole:
        raise Invalid("请填写整数", clause=CLAUSE)
    return int(number) if whole else float(number)


def _yes(_question: Schema, raw: object) -> bool:
    """Return a yes or a no; raises Invalid for anything else."""
    word = str(raw).lower()
    if word not in YES | NO:
        raise Invalid("请选择是或否", clause=CLAUSE)
    return word in YES


def _several(question: Schema, raw: object) -> list[Any]:
    """Return several choices."""
    given = raw if isinstance(raw, list | tuple) else [raw]
    return [converted({"type": "string", **question["items"]}, one) for one in given if one]


READERS: dict[str, Callable[[Schema, object], Any]] = {
    "string": _text,
    "number": _number,
    "integer": _number,
    "boolean": _yes,
    "array": _several,
}
FORMATS: dict[str, Callable[[str], str]] = {
    "name": _name,
    "phone": identities.phone,
    "uscc": _credit_code,
    "id-number": identities.fold,
    "date": _day,
}


def _identity_errors(schema: Schema, given: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with identity numbers, each read by the kind that the person named."""
    numbers = [k for k, one in schema["properties"].items() if one.get("format") == "id-number"]
    errors = {}
    for key in numbers:
        kind = given.get(key.replace("number", "type"), identities.IdType.RESIDENT.value)
        if key in given and kind in set(identities.IdType):
            try:
                identities.identify(given[key], identities.IdType(kind))
            except Invalid as error:
                errors[key] = _sentence(error)
    return errors


def _missing(schema: Schema, present: set[str]) -> dict[str, str]:
    """Return the questions that have to be answered and were not."""
    questions = schema["properties"]
    return {
        key: f"请{'选择' if 'enum' in questions[key] else '填写'}{questions[key].get('title', key)}"
        for key in schema["required"]
        if key not in present
    }


def _broken(schema: Schema, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (question, message) for each answer that the schema does not allow."""
    checker = Draft202012Validator({"type": "object", "properties": schema["properties"]})
    for error in checker.iter_errors(given):
        key = str(error.absolute_path[0])
        yield key, _message(error, schema["properties"][key])


def _message(error: ValidationError, question: Schema) -> str:
    """Return what to tell the person; a pattern is explained by the question's hint."""
    if error.validator == "pattern" and question.get("x-hint"):
        return f"格式不正确：{question['x-hint']}"
    words = MESSAGES.get(str(error.validator), MESSAGES["type"])
    return words.format(error.validator_value)


def _sentence(refusal: Invalid) -> str:
    """Return a refusal as one line: what is wrong, and what to do."""
    return f"{refusal.message}。{refusal.remedy}" if refusal.remedy else refusal.message
