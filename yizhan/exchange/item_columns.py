"""A service as the columns of two national tables, and the columns back as a service.

Each line says how a column is read from a version and, where it says something that we hold, what
of the content it sets. Texts with parts: one line an entry, its parts divided by ``｜``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yizhan.exchange.values import DAY, BadValueError, Value
from yizhan.items.content import Content, Limit, SpecialStage
from yizhan.law.words import CertificateKind, ItemState, OnlineClass, Special, Unit
from yizhan.places.queries import AuthorityView

BAR, HAT, NONE = "｜", "^", "无"
OTHER = "9"
WITHIN = "计入时限"
UNITS = dict(
    zip((Unit.WORKING, Unit.CALENDAR, Unit.HOUR, Unit.MINUTE, Unit.MONTH), "12345", strict=True)
)
STATES = {ItemState.PUBLISHED: "1", ItemState.SUSPENDED: "2", ItemState.WITHDRAWN: "3"}
DRAFT = "4"
AUDIENCE = {"natural": "1", "legal": "2"}
CHANNELS = {"window": "1", "online": "2", "mobile": "3", "post": "4", "other": "9"}
DEPTHS = {
    OnlineClass.ZERO: "5",
    OnlineClass.ORIGINALS: "4",
    OnlineClass.ON_SITE: "3",
    OnlineClass.TWICE: "3",
}
RESULTS = {kind: str(at) for at, kind in enumerate(CertificateKind, start=1)}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One version of a service with everything that the tables tell of it."""

    content: Content
    authority: AuthorityView
    code: str
    number: int
    state: ItemState
    changed_at: datetime
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Column:
    """How a column is read, and what a value of it sets; nothing for what we derive."""

    name: str
    get: Callable[[Facts], Value]
    put: Callable[[Any, Content], Mapping[str, Any]] | None = None


def lines(rows: Iterable[Iterable[str]]) -> str | None:
    """Return entries as lines with their parts; None for none."""
    return "\n".join(BAR.join(row).rstrip(BAR) for row in rows) or None


def entries(text: str | None, names: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the entries of a text, each part under its name."""
    found = [line for line in (text or "").split("\n") if line.strip()]
    return [dict(zip(names, line.split(BAR, len(names) - 1), strict=False)) for line in found]


def plain(column: str, name: str) -> Column:
    """Return the column of a text that the content holds under a name."""
    return Column(
        column,
        lambda facts: getattr(facts.content, name) or None,
        lambda value, _content: {name: value or ""},
    )


def flag(column: str, name: str) -> Column:
    """Return the column of a yes or no that the content holds under a name."""
    return Column(
        column,
        lambda facts: bool(getattr(facts.content, name)),
        lambda value, _content: {name: bool(value)},
    )


def _limit(prefix: str, name: str) -> tuple[Column, Column]:
    """Return the two columns of a length of time: how many, of what."""

    def held(facts: Facts) -> Limit:
        """Return the length."""
        found: Limit = getattr(facts.content, name)
        return found

    def put(content: Content, **changes: Any) -> Mapping[str, Any]:
        """Return the length with one part changed."""
        limit: Limit = getattr(content, name)
        return {name: {"n": limit.n, "unit": limit.unit, "start": limit.start, **changes}}

    units = {code: unit.value for unit, code in UNITS.items()}
    return (
        Column(f"{prefix}_day", lambda f: held(f).n, lambda v, c: put(c, n=v)),
        Column(f"{prefix}_type", lambda f: UNITS[held(f).unit], lambda v, c: put(c, unit=units[v])),
    )


def _listed(column: str, name: str, codes: Mapping[str, str]) -> Column:
    """Return the column of a list of words, each by its code."""
    words = {code: word for word, code in codes.items()}

    def put(value: str | None, _content: Content) -> Mapping[str, Any]:
        """Return the words; raises BadValueError for a code that we do not know, or one twice."""
        said = value.split(HAT) if value else []
        if len(set(said)) != len(said) or not words.keys() >= set(said):
            raise BadValueError(f"“{column}”中有不认识或者重复的代码")
        return {name: [words[one] for one in said]}

    def get(facts: Facts) -> str | None:
        """Return the codes."""
        held = (codes.get(one, OTHER) for one in getattr(facts.content, name))
        return HAT.join(dict.fromkeys(held)) or None

    return Column(column, get, put)


def themes(column: str, kind: str) -> Column:
    """Return the column of the themes for one kind of persons."""
    mark = f"{kind}:"

    def get(facts: Facts) -> str | None:
        """Return the codes of the themes."""
        found = [one for one in facts.content.themes if one.startswith(mark)]
        return HAT.join(one.removeprefix(mark) for one in found) or None

    def put(value: str | None, content: Content) -> Mapping[str, Any]:
        """Return all themes, those of this kind replaced."""
        others = [one for one in content.themes if not one.startswith(mark)]
        codes = value.split(HAT) if value else []
        if not all(codes):
            raise BadValueError("主题分类有空的代码")
        return {"themes": [*others, *(mark + one for one in codes)]}

    return Column(column, get, put)


def result(column: str, name: str) -> Column:
    """Return the column of a text about the result."""
    return Column(
        column,
        lambda facts: getattr(facts.content.result, name) or None,
        lambda value, content: {"result": {**_result_of(content), name: value or ""}},
    )


def _result_of(content: Content) -> dict[str, Any]:
    """Return what a content says of the result."""
    one = content.result
    return {name: getattr(one, name) for name in one.__struct_fields__}


def put_kind(value: str | None, content: Content) -> Mapping[str, Any]:
    """Return the result with the kind of its certificate."""
    kinds = {code: kind.value for kind, code in RESULTS.items()}
    return {"result": {**_result_of(content), "kind": kinds.get(value or "")}}


def _put_visits(value: int, content: Content) -> Mapping[str, Any]:
    """Return the class that allows so many visits; raises BadValueError for more than two (W3)."""
    found = [one for one in OnlineClass if one.visits == value]
    if not found:
        raise BadValueError("“到办事现场次数”最多2次（W3）")
    return {} if content.online in found else {"online": found[-1].value}


def put_depth(value: str | None, content: Content) -> Mapping[str, Any]:
    """Return the class of the same visits that goes so deep; as it is where there is none."""
    found = [one for one in OnlineClass if DEPTHS[one] == value]
    alike = [one for one in found if one.visits == content.online.visits]
    return {"online": alike[0].value} if alike else {}


def channels(content: Content, name: str, value: Value) -> Mapping[str, Any]:
    """Return the channels with one of them in or out."""
    others = [one for one in content.channels if one != name]
    return {"channels": [*others, name] if value else others}


def day(on: date | None) -> str | None:
    """Return a day as the tables write it."""
    return f"{on:{DAY}}" if on else None


def _special(one: SpecialStage) -> tuple[str, ...]:
    """Return a special procedure as its parts."""
    within = WITHIN if one.counts_in_limit else ""
    return one.kind.label, f"{one.days}个工作日", one.basis, one.fee, within


def _put_specials(value: str, _content: Content) -> Mapping[str, Any]:
    """Return special procedures from their lines; raises BadValueError for an unknown one."""
    kinds = {kind.label: kind.value for kind in Special}
    found = []
    for one in entries("" if value == NONE else value, SPECIAL):
        days = one.get("days", "").removesuffix("个工作日")
        if one["kind"] not in kinds or not days.isdecimal():
            raise BadValueError(f"“特别程序”不认识“{one['kind'][:40]}”，或者没有写明工作日数")
        within = one.pop("within", "") == WITHIN
        found.append(
            {**one, "kind": kinds[one["kind"]], "days": int(days), "counts_in_limit": within}
        )
    return {"specials": found}


BASIS = ("law", "article", "version", "says")
STEP = ("name", "post", "days")
SPECIAL = ("kind", "days", "basis", "fee", "within")
BASIC: tuple[Column, ...] = (
    plain("catalog_code", "base_code"),
    Column("task_code", lambda f: f.code),
    plain("task_name", "name"),
    Column("task_version", lambda f: f.number),
    Column("task_state", lambda f: STATES.get(f.state, DRAFT)),
    Column("task_type", lambda f: f.content.type.value, lambda v, _c: {"type": v}),
    Column(
        "by_law",
        lambda f: lines((b.law, b.article, b.version, b.says) for b in f.content.basis),
        lambda v, _c: {"basis": entries(v, BASIS)},
    ),
    Column("power_source", lambda _f: "1"),
    Column("use_level", lambda f: f.content.level.value, lambda v, _c: {"level": v}),
    Column("dept_code", lambda f: f.authority.uscc),
    Column("dept_name", lambda f: f.authority.name),
    Column("dept_type", lambda _f: "1"),
    *_limit("anticipate", "statutory"),
    *_limit("promise", "promised"),
    Column(
        "accept_condition",
        lambda f: "\n".join(f.content.conditions) or None,
        lambda v, _c: {"conditions": [one for one in v.split("\n") if one.strip()]},
    ),
    Column(
        "handle_flow",
        lambda f: lines((s.name, s.post, s.days) for s in f.content.steps),
        lambda v, _c: {"steps": entries(v, STEP)},
    ),
    Column(
        "special_procedure",
        lambda f: lines(map(_special, f.content.specials)) or NONE,
        _put_specials,
    ),
    Column("is_fee", lambda f: bool(f.content.fees)),
    Column("fee_basis", lambda f: "；".join(fee.basis for fee in f.content.fees) or None),
    _listed("server_type", "audience", AUDIENCE),
    Column("project_type", lambda f: f.content.kind.value, lambda v, _c: {"kind": v}),
    _listed("handle_type", "channels", CHANNELS),
    Column("limit_scene_num", lambda f: f.content.online.visits, _put_visits),
    Column(
        "transact_addr",
        lambda f: f.content.place or f.authority.address,
        lambda v, _c: {"place": v},
    ),
    plain("transact_time", "hours"),
    Column(
        "link_way",
        lambda f: f.content.ask_phone or f.authority.phone,
        lambda v, _c: {"ask_phone": v},
    ),
    plain("supervise_way", "complain_phone"),
    Column("plan_effective_date", lambda f: day(f.since)),
    Column("plan_cancel_date", lambda f: day(f.until)),
)
