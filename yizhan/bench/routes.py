"""The routes that name something (路由): every operation and page with a parameter, from the site.

Nobody keeps the list: the interface's description and the table of addresses are read. A parameter
whose kind is not known stops the run, so that a new route is tried without anyone remembering.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from yizhan.api.urls import api
from yizhan.exchange.tables import TABLES

PAGES = ("desk", "village", "materials", "accounts", "portal")
VERBS = ("get", "post")
API = "/api/v1"
PUBLIC = "anybody may read it without a login"
KEPT = "keeps a public guide on one's own list"
EXEMPT: Mapping[str, str] = {
    "get /items/{code}/form": "what a public guide asks for; it names nobody",
    "get /coverage/{division}": "figures of a division, public by W1.2; the map is public",
    "get /coverage/{division}/missing": "names of items that a public hall lacks (W1.2)",
    "get /exchange/{name}": "the name is one of six tables; the rows are tried as lists",
    "get /exchange/{name}/received": "the name is one of six tables; the rows are tried as lists",
    "post /exchange/{name}": "the name is one of six tables; rows are one's own",
    "desk:ward": "the proof is signed for the clerk who had the card; nobody can try ids",
    "desk:ward_end": "the proof is signed for the clerk who had the card; nobody can try ids",
    "desk:factor_confirm": "the proof is signed by the site; nobody can try ids",
    "post /mandates agent": "a mandate names somebody who told their id; an id alone opens nothing",
    "portal:phone": "the token is signed by the site; nobody can try ids",
    "portal:department": PUBLIC,
    "portal:guide": PUBLIC,
    "portal:guide_leaflet": PUBLIC,
    "portal:clause": PUBLIC,
    "portal:verify_token": "the token on the paper is the key to it",
    "portal:result": PUBLIC,
    "portal:sample": PUBLIC,
    "portal:apply": "the form of a public guide",
    "put /favourites/{code}": KEPT,
    "delete /favourites/{code}": KEPT,
    "portal:favourite": KEPT,
    "portal:favourite_away": KEPT,
    "village:errand": "the form of a public guide, for whoever the station helps",
}
KINDS: Mapping[str, str] = {
    "ref": "case", "paper": "paper", "paper_id": "paper", "file": "file", "file_id": "file",
    "attachment": "file", "version": "version", "version_id": "version", "draft": "draft",
    "draft_id": "draft", "mandate": "mandate", "material": "holding", "holding_id": "holding",
    "upload": "upload", "upload_id": "upload", "token": "token", "window_id": "window",
    "stay_id": "stay", "posting_id": "delegation", "held_id": "held", "rollout_id": "rollout",
    "adjustment_id": "adjustment", "errand_id": "errand", "errand": "errand", "code": "item",
    "organisation": "organisation", "member": "person",
}  # fmt: skip
CERTIFICATES = ("desk:certificate", "desk:certificate_conclude", "portal:certificate_ask")
FIXED: Mapping[str, str] = {
    "step": "accept", "name": "accept", "do": "put", "what": "arrive", "number": "1",
    "aim": "change",
}  # fmt: skip
CHOSEN: Mapping[str, Mapping[str, str]] = {
    "desk:sign": {"name": "grant"},
    "desk:draft": {"name": "grant"},
    "desk:preview": {"name": "grant"},
    "desk:certificate_conclude": {"name": "revoke"},
    "desk:stay": {"do": "answer"},
}


@dataclass(frozen=True, kw_only=True)
class Target:
    """One route under one verb: what its parameters name, and what else is sent."""

    name: str
    face: str
    verb: str
    kinds: Mapping[str, str]  # parameter → kind, in the order of the path
    fixed: Mapping[str, str] = field(default_factory=dict)
    path: str = ""  # of an operation or a list; pages are reversed by name
    asked: Mapping[str, str] = field(default_factory=dict)  # name in the query or body → kind
    said: Mapping[str, object] = field(default_factory=dict)  # what is sent beside

    def address(self, ids: Mapping[str, str]) -> str:
        """Return the address with some ids in it."""
        own = {**self.fixed, **{name: ids[name] for name in self.kinds}}
        found = self.path.format(**own) if self.path else reverse(self.name, kwargs=own)
        query = {name: ids[name] for name in self.asked} if self.verb == "get" else {}
        return f"{found}?{urlencode(query)}" if query else found

    def body(self, ids: Mapping[str, str]) -> dict[str, object]:
        """Return what is sent in a body."""
        return {**self.said, **{name: ids[name] for name in self.asked}}


class UnknownParameterError(LookupError):
    """A route names something whose kind nobody has told; say it in ``KINDS``, or exempt it."""


def targets() -> list[Target]:
    """Return every route with a parameter under each of its verbs, the exempt ones left out."""
    return [one for one in every() if one.name not in EXEMPT]


def every() -> list[Target]:
    """Return every route with a parameter under each of its verbs."""
    return [*_operations(), *_pages()]


def lists() -> list[Target]:
    """Return every operation and page without a parameter that staff may read."""
    paths = api.described["paths"]
    found = [path for path, verbs in paths.items() if "get" in verbs and "{" not in path]
    wanted = [path for path in found if paths[path]["get"].get("security")]
    exchange = [f"{API}/exchange/{name}" for name in TABLES]
    bare = [name for name, one in _patterns() if not _names(one) and name.startswith("desk:")]
    return [
        *(Target(name=f"get {p}", face="api", verb="get", kinds={}, path=p) for p in wanted),
        *(Target(name=f"get {p}", face="api", verb="get", kinds={}, path=p) for p in exchange),
        *(Target(name=name, face="desk", verb="get", kinds={}) for name in bare),
    ]


def _operations() -> Iterator[Target]:
    """Yield the operations of the interface that name something and want a token."""
    for path, verbs in api.described["paths"].items():
        for verb, said in verbs.items():
            name = f"{verb} {path.removeprefix(API)}"
            names = [one["name"] for one in said.get("parameters", ()) if one["in"] == "path"]
            if names and said.get("security"):
                kinds, fixed = kinds_of(name, names)
                yield Target(name=name, face="api", verb=verb, kinds=kinds, fixed=fixed, path=path)


def _pages() -> Iterator[Target]:
    """Yield the pages that name something, under both verbs."""
    for name, one in _patterns():
        names = _names(one)
        if names:
            kinds, fixed = kinds_of(name, names)
            face = name.partition(":")[0]
            for verb in VERBS:
                yield Target(name=name, face=face, verb=verb, kinds=kinds, fixed=fixed)


def _patterns() -> Iterator[tuple[str, URLPattern]]:
    """Yield every page of the faces with its name."""
    for one in get_resolver().url_patterns:
        if isinstance(one, URLResolver) and one.namespace in PAGES:
            yield from _below(one, str(one.namespace))


def _below(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    """Yield the pages below a resolver."""
    below = [one for one in resolver.url_patterns if isinstance(one, URLResolver)]
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}:{one.name}", one
    yield from (found for one in below for found in _below(one, space))


def _names(one: URLPattern) -> list[str]:
    """Return the names of a page's parameters, in their order."""
    return list(one.pattern.converters) or list(one.pattern.regex.groupindex)


def kinds_of(route: str, names: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the parameters of a route name, and those that name nothing.

    Raises UnknownParameterError for a parameter whose kind nobody has told.
    """
    given = {**FIXED, **CHOSEN.get(route, {})}
    fixed = {name: given[name] for name in names if name in given}
    kinds = {name: KINDS.get(name, "") for name in names if name not in given}
    if route in CERTIFICATES:
        kinds["ref"] = "certificate"
    strange = [name for name, kind in kinds.items() if not kind]
    if strange and route not in EXEMPT:
        raise UnknownParameterError(f"{route}: {strange}")
    return kinds, fixed
