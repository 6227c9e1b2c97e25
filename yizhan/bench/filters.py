"""What is named beside the path (筛选与表单): filters of lists, and ids inside what is sent.

A value that is the name of a kind stands for the asker's own thing of that kind.
"""

from yizhan.bench.routes import API, Target

SENT = {"scopes": ["cases:read"], "expires": "2099-01-01T00:00:00+08:00"}
MANDATE = {
    "actions": ["submit"],
    "since": "2026-01-01",
    "until": "2026-12-31",
    "evidence": "示例",
}


def _filter(name: str, field: str, kind: str, path: str = "") -> Target:
    """Return a list with one filter."""
    face = "api" if path else name.partition(":")[0]
    return Target(name=name, face=face, verb="get", kinds={}, path=path, asked={field: kind})


def _form(name: str, field: str, kind: str, **said: object) -> Target:
    """Return a page that is sent an id inside a form."""
    return Target(
        name=name,
        face=name.partition(":")[0],
        verb="post",
        kinds={},
        asked={field: kind},
        said=said,
    )


def _sent(path: str, field: str, kind: str, **said: object) -> Target:
    """Return an operation that is sent an id inside its body."""
    name = f"post {path} {field}"
    whole = f"{API}{path}"
    return Target(
        name=name, face="api", verb="post", kinds={}, path=whole, asked={field: kind}, said=said
    )


FILTERS = (
    _filter("get /cases number", "number", "number", f"{API}/cases"),
    _filter("get /catalogue q", "q", "item_name", f"{API}/catalogue"),
    _filter("desk:find", "number", "number"),
    _filter("desk:find", "number", "applicant_name"),
    _filter("desk:intake", "again", "case"),
    _filter("desk:intake", "q", "item_name"),
    _filter("desk:intake", "q", "item"),
    _filter("desk:inbox", "words", "item_name"),
    _filter("desk:catalogue", "q", "item_name"),
)
BODIES = (
    _sent("/cases", "applicant", "person", channel="window", version="version"),
    _sent("/cases", "certificate", "certificate_id", channel="window", version="version"),
    _sent("/cases", "version", "version", channel="window"),
    _sent("/drafts", "applicant", "person", item="item"),
    _sent("/mandates", "principal", "person", **MANDATE),
    _sent("/tokens", "posting", "posting", **SENT),
    _form("desk:switch", "posting", "posting"),
    _form("desk:deputies", "posting", "posting", reason="出差"),
    _form("desk:deputies", "user", "user", reason="出差"),
    _form("desk:bulk", "refs", "case", do="claim"),
    _form("desk:bulk", "refs", "case", do="export"),
    _form("desk:batch", "refs", "case"),
    _form("desk:batch_sign", "refs", "case"),
)
HARMLESS = {
    "tab": "which list, of a few",
    "after": "the place in one's own list where the page before ended",
    "state": "which versions of one's own items",
    "in": "a division: the map and the figures of its coverage are public",
    "area": "a field of items in those figures",
    "type": "a kind of items in those figures",
    "format": "of a template",
    "month": "of one's own ledger",
    "mode": "in which way a village helps",
    "from": "an errand of one's own station, else nothing is filled in",
}
