"""The columns of the second national table of a service (事项扩展信息)."""

from collections.abc import Mapping
from typing import Any

import msgspec

from yizhan.exchange.item_columns import (
    DEPTHS,
    RESULTS,
    Column,
    channels,
    entries,
    flag,
    lines,
    plain,
    put_depth,
    put_kind,
    result,
    themes,
)
from yizhan.items.content import Content


def _put_departments(value: str | None, content: Content) -> Mapping[str, Any]:
    """Return the departments of a joint item; one that is known keeps its promised time."""
    known = {one.code: msgspec.to_builtins(one) for one in content.departments}
    said = entries(value, ("code", "name"))
    return {"departments": [{**known.get(one["code"], {}), **one} for one in said]}


EXTEND: tuple[Column, ...] = (
    Column("is_entry_center", lambda _f: True),
    Column(
        "is_online",
        lambda f: "online" in f.content.channels,
        lambda v, c: channels(c, "online", v),
    ),
    Column("online_handle_depth", lambda f: DEPTHS[f.content.online], put_depth),
    flag("is_express", "mail_out"),
    flag("is_mail_material", "mail_in"),
    flag("is_pay_online", "pay_online"),
    Column(
        "result_type",
        lambda f: RESULTS[f.content.result.kind] if f.content.result.kind else "0",
        put_kind,
    ),
    result("result_name", "name"),
    result("result_guid", "sample"),
    plain("handle_area", "scope"),
    Column("limit_num", lambda f: f.content.quota, lambda v, _c: {"quota": v}),
    plain("limit_explain", "quota_note"),
    plain("limit_scene_explain", "visit_reason"),
    Column(
        "other_dept",
        lambda f: lines((d.code, d.name) for d in f.content.departments),
        _put_departments,
    ),
    themes("user_topic_type", "n"),
    themes("corp_topic_type", "l"),
    plain("rights_duties", "obligations"),
    Column("reconsider_dept", lambda f: f.authority.reconsideration or None),
    Column("litigation_dept", lambda f: f.authority.court or None),
)
