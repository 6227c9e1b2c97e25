"""What may be read of the exchange: our rows by table, rows received, rows rejected, enquiries.

Staff see their own authority's, a supervisor the whole division's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from yizhan.cases import codes, exchanged
from yizhan.cases.actors import Actor
from yizhan.cases.exchanged import Span
from yizhan.exchange import case_rows, item_rows
from yizhan.exchange.item_columns import Facts
from yizhan.exchange.item_rows import guid
from yizhan.exchange.models import Enquiry, Received, Rejected
from yizhan.exchange.tables import ABNORMAL, TABLES, Table
from yizhan.exchange.values import DAY, MOMENT, Row, shaped
from yizhan.items import office
from yizhan.items.office import Draft, Office
from yizhan.law.clocks import local
from yizhan.law.refusals import Invalid
from yizhan.law.words import ItemState, Post
from yizhan.places import queries as places

PAGE = 100
SHOWN = (ItemState.PUBLISHED, ItemState.SUSPENDED, ItemState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose rows are asked for: one authority's, or (None) those of its whole division."""

    division: str
    authority_id: int | None

    @property
    def region(self) -> int:
        """Return the six digits of the division."""
        return int(self.division[:6])

    @property
    def rows(self) -> Q:
        """Return the condition on rows that carry division and authority."""
        own = Q(division=self.region)
        return own & Q(authority_id=self.authority_id) if self.authority_id else own


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Rows of one table, in a span of time; ``after`` is the mark of the page before."""

    table: Table
    since: datetime
    until: datetime
    after: str = ""


@dataclass(frozen=True)
class Rows:
    """One page of rows; ``after`` asks for the next one, empty at the end."""

    rows: list[Row]
    after: str


def scope_of(actor: Actor) -> Scope:
    """Return what a member of staff may see."""
    wide = actor.post is Post.SUPERVISOR
    return Scope(division=actor.division, authority_id=None if wide else actor.authority_id)


def page(scope: Scope, asked: Asked, at: datetime) -> Rows:
    """Return a page of our rows of one table; raises Invalid for a mark that no page has given.

    Items come whole, whenever they changed; of cases those that changed in the span.
    """
    if asked.table.family == "item":
        return _items(scope, asked)
    if asked.table.name == ABNORMAL:
        return _abnormal(scope, asked)
    span = Span(
        division=scope.region,
        authority_id=scope.authority_id,
        since=asked.since,
        until=asked.until,
    )
    found = exchanged.changed(span, at, after=_id(asked.after), limit=PAGE)
    told = [row for view in found.rows for row in case_rows.rows(view)[asked.table.name]]
    return Rows(told, found.after)


def whole(scope: Scope, asked: Asked, at: datetime) -> Iterator[Row]:
    """Yield all our rows of one table."""
    found = page(scope, asked, at)
    yield from found.rows
    while found.after:
        later = Asked(table=asked.table, since=asked.since, until=asked.until, after=found.after)
        found = page(scope, later, at)
        yield from found.rows


def received(scope: Scope, table: str, *, after: str = "", limit: int = PAGE) -> Rows:
    """Return a page of the rows that others sent, as they were sent, by their identifier."""
    rows = Received.objects.filter(scope.rows, table=table, row_guid__gt=after[:50])
    kept = list(rows.order_by("row_guid")[: limit + 1])
    mark = kept[limit - 1].row_guid if len(kept) > limit else ""
    return Rows([shaped(TABLES[table], one.content) for one in kept[:limit]], mark)


def counts(scope: Scope) -> list[tuple[Table, int]]:
    """Return each table with how many rows of it were received, where there are any."""
    found = [(one, Received.objects.filter(scope.rows, table=one.name)) for one in TABLES.values()]
    return [(one, count) for one, rows in found if (count := rows.count())]


def rejected(scope: Scope, *, limit: int = PAGE) -> list[Rejected]:
    """Return the rows that were sent and not taken, newest first: they are exceptions."""
    return list(Rejected.objects.filter(scope.rows).order_by("-at", "-id")[:limit])


def enquiries(scope: Scope, *, limit: int = PAGE) -> list[Enquiry]:
    """Return who asked which registry for what, newest first (H7.1)."""
    return list(Enquiry.objects.filter(scope.rows).order_by("-at", "-id")[:limit])


def enquiries_of(ref: str) -> list[Enquiry]:
    """Return what was asked of registries for a case; the caller has checked who may see it."""
    division, case_id = codes.parse_ref(ref)
    return list(Enquiry.objects.filter(division=division, case_id=case_id).order_by("at", "id"))


def _items(scope: Scope, asked: Asked) -> Rows:
    """Return a page of items, each in the version that is in use, suspended or withdrawn."""
    wide = scope.division if scope.authority_id is None else ""
    wanted = Office(authority_id=scope.authority_id or 0, division=wide)
    state, _, after = asked.after.rpartition(":")
    at = SHOWN.index(ItemState(state)) if state in list(SHOWN) else 0
    found = office.listed(wanted, SHOWN[at], after=after[:100])
    shown = found[: office.PAGE]
    rows = [row for one in shown for row in item_rows.rows(facts_of(one))[asked.table.name]]
    if len(found) > office.PAGE:
        return Rows(rows, f"{SHOWN[at].value}:{shown[-1].view.code}")
    return Rows(rows, f"{SHOWN[at + 1].value}:" if at + 1 < len(SHOWN) else "")


def facts_of(one: Draft) -> Facts:
    """Return what the tables tell of a version."""
    return Facts(
        content=one.view.content,
        authority=places.authority(one.view.authority_id),
        code=one.view.code,
        number=one.view.number,
        state=one.state,
        changed_at=one.drafted_at,
        since=one.since,
        until=one.until,
    )


def _abnormal(scope: Scope, asked: Asked) -> Rows:
    """Return a page of what is sent back: why rows were not taken."""
    rows = Rejected.objects.filter(scope.rows, at__gte=asked.since, at__lt=asked.until)
    rows = rows.exclude(content__has_key="abnormal_table")  # what came back goes back to nobody
    if last := _id(asked.after):
        rows = rows.filter(id__gt=last)
    kept = list(rows.order_by("id")[: PAGE + 1])
    told = [shaped(asked.table, _sent_back(one)) for one in kept[:PAGE]]
    return Rows(told, str(kept[PAGE - 1].id) if len(kept) > PAGE else "")


def _sent_back(one: Rejected) -> dict[str, Any]:
    """Return one rejected row as its line of the abnormal feed back."""
    at = local(one.at)
    return {
        "row_guid": guid(ABNORMAL, one.id),
        "cd_batch": f"{at:{DAY}}",
        "cd_operation": "I",
        "cd_time": f"{at:{MOMENT}}",
        "data_source": str(one.division),
        "abnormal_table": one.table,
        "abnormal_row": one.row_guid or None,
        "line_num": one.line,
        "abnormal_field": one.field or None,
        "err_type": one.rule,
        "clause": one.clause,
        "remark": one.reason,
    }


def _id(text: str) -> UUID | None:
    """Return the id that a mark holds; None for none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Invalid(
            "翻页标记无效", clause="H7.1", remedy="请用上一页返回的 after", field="after"
        ) from None
