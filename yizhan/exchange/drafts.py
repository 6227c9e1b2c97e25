"""Items that came in as rows (事项入库): drafts for the office to look at, never published here."""

from datetime import UTC, datetime

import msgspec

from yizhan.exchange import item_rows
from yizhan.exchange.faults import GUIDE, Fault
from yizhan.exchange.item_columns import Facts
from yizhan.exchange.models import Received
from yizhan.exchange.values import BadValueError, Row
from yizhan.items import office, queries, services
from yizhan.items.content import Content, Limit, Result
from yizhan.items.office import Draft, Office
from yizhan.law.refusals import Invalid, Refusal
from yizhan.law.words import ItemState, ItemType, Level
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView

NOTE = "数据交换导入"
BASIC = f"{item_rows.PREFIX}basic"
USCC = 18
UNSAID = datetime(1, 1, 2, tzinfo=UTC)  # when the rows of a base are compared, nobody asks


def draft(
    code: str, line: int, authority: AuthorityView, *, by: int | None, at: datetime
) -> Fault | bool:
    """Return whether the rows of an item made a draft, or why they cannot."""
    told = _told(code, authority.id)
    try:
        holder = _holder(code, authority)
        return _written(code, told, holder, by=by or 0, at=at)
    except Refusal as refusal:
        reason, clause = refusal.message, refusal.clause
    except BadValueError as fault:
        reason, clause = str(fault), "ADM-02"
    except msgspec.ValidationError as fault:
        reason, clause = f"事项内容不合规则：{fault}", "ADM-02"
    basic = told.get(BASIC, [{}])[0]
    return Fault(
        table=BASIC,
        line=line,
        row_guid=basic.get("row_guid", ""),
        reason=f"{code}：{reason}",
        clause=clause,
        rule=GUIDE,
        row=basic,
    )


def _told(code: str, authority_id: int) -> dict[str, list[Row]]:
    """Return the rows of an item by table: those of the newest version that was sent."""
    kept = Received.objects.filter(
        authority_id=authority_id, about=code, table__in=item_rows.ITEM_TABLES
    )
    rows = [(one.table, one.content) for one in kept if one.content["cd_operation"] != "D"]
    newest = max((row["task_version"] for table, row in rows if table == BASIC), default=0)
    told: dict[str, list[Row]] = {}
    for table, row in rows:
        if row["task_version"] == newest:
            told.setdefault(table, []).append(row)
    return told


def _holder(code: str, authority: AuthorityView) -> AuthorityView:
    """Return the authority that a 实施编码 names: one's own, or one in a centre's division.

    Raises Invalid for any other.
    """
    beside = places.authorities(authority.division) if authority.is_centre else []
    for one in (authority, *beside):
        if one.uscc == code[:USCC]:
            return one
    raise Invalid("实施编码不属于本机关", clause="ADM-03", remedy="请由所属机关导入")


def _written(
    code: str, told: dict[str, list[Row]], holder: AuthorityView, *, by: int, at: datetime
) -> bool:
    """Return whether a draft was written; nothing is, where our version says the same already."""
    item_id = queries.item_by_code(code)
    latest = office.history(Office(authority_id=holder.id), item_id)[0] if item_id else None
    if BASIC not in told:
        raise Invalid("没有收到事项基本信息", clause="H7.1", remedy="请一并导入事项基本信息表")
    before = latest.view.content if latest else _blank(told[BASIC][0], holder)
    base = _facts(code, holder, latest, before)
    found = item_rows.content(told, base)
    if services.code_of(holder, found) != code:
        raise Invalid("实施编码与行使层级、基本编码不符", clause="ADM-03", remedy="请核对编码")
    if latest is None:
        services.draft(holder.id, found, by=by, at=at, note=NOTE)
    elif found == base.content:
        return False
    elif latest.state is ItemState.DRAFT and latest.note == NOTE:
        services.change(latest.view.id, found, by=by, at=at)
    else:
        services.revise(latest.view.item_id, found, by=by, at=at, note=NOTE)
    return True


def _facts(code: str, holder: AuthorityView, latest: Draft | None, content: Content) -> Facts:
    """Return what is known of an item before the rows are laid over it."""
    return Facts(
        content=content,
        authority=holder,
        code=code,
        number=latest.view.number if latest else 0,
        state=ItemState.DRAFT,
        changed_at=UNSAID,
    )


def _blank(basic: Row, holder: AuthorityView) -> Content:
    """Return the content of a new item that says nothing yet but whose it is."""
    return Content(
        name=basic["task_name"],
        base_code=basic["catalog_code"],
        type=ItemType(basic["task_type"]),
        level=Level(basic["use_level"]),
        department=holder.short_name,
        audience=[],
        basis=[],
        conditions=[],
        form={"type": "object", "x-blocks": ["natural", "legal"], "properties": {}},
        statutory=Limit(n=0),
        promised=Limit(n=0),
        result=Result(),
        steps=[],
        faqs=[],
    )
