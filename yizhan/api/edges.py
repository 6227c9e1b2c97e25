"""What every request of the interface must be: sized, keyed, free of letters that nobody sees."""

import re
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from yizhan.law.refusals import Incomplete, Invalid
from yizhan.materials import limits
from yizhan.orm import marks
from yizhan.places import queries as places

LARGEST = limits.MB  # bytes of one request
DEEPEST = 32  # levels of one JSON text
KEY = 64  # letters of an idempotency key
DIVISION = (2, 4, 6, 9, 12)  # digits of a division at each level
CODE = 12
UNUSABLE = re.compile("[\0\ud800-\udfff]")  # NUL and halves of letters: no column holds them
UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")  # control letters, halves of letters


def text(value: str, *, field: str) -> str:
    """Return a text without control letters and halves of letters; raises Invalid."""
    if UNSEEN.search(value):
        raise Invalid("内容含有无法使用的字符", clause="T44", remedy="请重新输入", field=field)
    return value


def key(value: str) -> str:
    """Return the idempotency key of a write.

    Raises Incomplete without one, Invalid for one that is too long.
    """
    found = text(value.strip(), field="Idempotency-Key")
    if not found:
        raise Incomplete(
            "缺少请求编号", clause="L3.10", remedy="请在 Idempotency-Key 头中提供不重复的编号"
        )
    if len(found) > KEY:
        raise Invalid(f"请求编号不得超过{KEY}个字符", clause="L3.10", remedy="请缩短编号")
    return found


def division(code: str) -> str:
    """Return the twelve digits of a division, today's for an old code; raises Invalid else."""
    if not (code.isascii() and code.isdigit() and len(code) in DIVISION):
        raise Invalid("区划代码不对", clause="L5", remedy="请填 2 至 12 位数字", field="division")
    return places.now(code.ljust(CODE, "0"))


def check_mark(after: str) -> None:
    """Raise Invalid for a mark that no page has given."""
    if after and marks.read(after) is None:
        raise bad_mark()


def bad_mark() -> Invalid:
    """Return the refusal of a mark that no page has given."""
    return Invalid("翻页标记无效", clause="L5", remedy="请用上一页返回的 after", field="after")


def check_size(request: HttpRequest) -> None:
    """Raise Invalid for a body that is too large, before any of it is read (T26)."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST:
        raise Invalid("请求内容过大", clause="T26", remedy="请分次提交，文件请分段上传")


def check_json(body: bytes) -> None:
    """Raise Invalid for JSON that is nested too deep, is none, or holds unusable letters."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Invalid("内容不是有效的 JSON", clause="L5", remedy="请核对请求内容") from fault
    _check_value(found, 0)


def _check_value(value: Any, depth: int) -> None:
    """Raise Invalid for a value that is too deep, or holds NUL or half a letter."""
    if depth > DEEPEST:
        raise Invalid("请求内容嵌套过深", clause="L5", remedy="请简化内容")
    if isinstance(value, str) and UNUSABLE.search(value):
        raise Invalid("内容含有无法使用的字符", clause="T44", remedy="请重新输入")
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    if isinstance(parts, list):
        for part in parts:
            _check_value(part, depth + 1)


def answered(value: object, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """Return a value of our own shape as JSON; nothing checks it again."""
    return HttpResponse(msgspec.json.encode(value), "application/json", status)
