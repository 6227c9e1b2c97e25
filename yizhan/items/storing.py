"""A content in a JSONB column, which forgets the order of keys: into it and out of it."""

from typing import Any

import msgspec

from yizhan.items.content import Content

ORDER = "x-order"


def stored(content: Content) -> dict[str, Any]:
    """Return the content for a JSONB column, which forgets the order of keys: it is noted."""
    data: dict[str, Any] = msgspec.to_builtins(content)
    data["form"] = {**data["form"], ORDER: list(content.form.get("properties", {}))}
    return data


def restored(data: dict[str, Any]) -> Content:
    """Return the content of a JSONB column, the form's questions in their own order again."""
    form = dict(data["form"])
    order = form.pop(ORDER, [])
    if order:
        form["properties"] = {key: form["properties"][key] for key in order}
    return msgspec.convert({**data, "form": form}, type=Content)
