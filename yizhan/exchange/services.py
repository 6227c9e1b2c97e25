"""Rows taken in (接收数据): kept as they came, or sent back with why (H7.1).

What belongs to items becomes drafts, never more; rows about cases of other systems are kept and
shown, and touch no case of ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from yizhan.exchange import drafts
from yizhan.exchange.faults import Fault
from yizhan.exchange.files import Taken
from yizhan.exchange.models import Received, Rejected
from yizhan.exchange.tables import ABNORMAL, Table
from yizhan.exchange.values import Row
from yizhan.places.queries import AuthorityView

ABOUT = ("task_code", "project_no", "license_no")
RULES = {f"R{n:02d}" for n in range(1, 27)}
INTEGRITY = "R24"
LATER = "数据比已经收到的旧"
TWICE = "行标识在同一批中出现了两次，内容不同"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """For whom rows come in, who sends them, and when."""

    authority: AuthorityView
    user_id: int | None
    at: datetime

    @property
    def division(self) -> int:
        """Return the six digits of the authority's division."""
        return int(self.authority.region)


@dataclass(kw_only=True)
class Receipt:
    """What became of what was sent: rows new or changed, known already, drafts, faults.

    ``sent_back``: rows of ours that the other system did not take; they are exceptions too.
    """

    taken: int = 0
    known: int = 0
    drafted: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sent_back: list[Fault] = field(default_factory=list)


@transaction.atomic
def take_in(parts: Iterable[tuple[Table, Iterable[Taken | Fault]]], sender: Sender) -> Receipt:
    """Return what became of tables: good rows are kept, the others recorded as exceptions.

    The items among them become drafts. The same file again changes nothing.
    """
    receipt = Receipt()
    touched: dict[str, int] = {}
    for table, rows in parts:
        for one in _kept(table, rows, sender, receipt):
            if table.family == "item":
                touched.setdefault(one.row["task_code"], one.line)
            elif table.name == ABNORMAL:
                receipt.sent_back.append(_sent_back(one.row))
    _draft(touched, sender, receipt)
    exceptions = [*receipt.faults, *receipt.sent_back]
    Rejected.objects.bulk_create(_rejected(fault, sender) for fault in exceptions)
    return receipt


def _draft(touched: dict[str, int], sender: Sender, receipt: Receipt) -> None:
    """Make drafts of the items of which rows have come in, or note why not."""
    for code, line in touched.items():
        outcome = drafts.draft(code, line, sender.authority, by=sender.user_id, at=sender.at)
        if isinstance(outcome, Fault):
            receipt.faults.append(outcome)
        elif outcome:
            receipt.drafted.append(code)


def _kept(
    table: Table, rows: Iterable[Taken | Fault], sender: Sender, receipt: Receipt
) -> Iterator[Taken]:
    """Keep the good rows of one table; yield each that is new or has changed."""
    sent = list(rows)
    guids = [one.row["row_guid"] for one in sent if isinstance(one, Taken)]
    known = Received.objects.filter(authority_id=sender.authority.id, table=table.name)
    held = {row.row_guid: row for row in known.filter(row_guid__in=guids)}
    seen: dict[str, Row] = {}
    for one in sent:
        found = one if isinstance(one, Fault) else _clash(table, one, seen, held)
        if isinstance(found, Fault):
            receipt.faults.append(found)
        elif isinstance(one, Taken):
            guid = one.row["row_guid"]
            seen[guid] = one.row
            if guid in held and held[guid].content == dict(one.row):
                receipt.known += 1
                continue
            held[guid] = _keep(table, one.row, sender)
            receipt.taken += 1
            yield one


def _sent_back(row: Row) -> Fault:
    """Return the exception that a row of ours is which the other system has sent back."""
    return Fault(
        table=row["abnormal_table"],
        line=int(row["line_num"]),
        row_guid=row["abnormal_row"] or "",
        field=row["abnormal_field"] or "",
        reason=f"对方退回：{row['remark']}",
        rule=row["err_type"] if row["err_type"] in RULES else INTEGRITY,
        row=row,
    )


def _clash(
    table: Table, one: Taken, seen: dict[str, Row], held: dict[str, Received]
) -> Fault | None:
    """Return why a good row is not taken beside what is there already; None where it is."""
    guid = one.row["row_guid"]
    reason = ""
    if guid in seen and dict(seen[guid]) != dict(one.row):
        reason = TWICE
    elif guid in held and held[guid].content["cd_time"] > one.row["cd_time"]:
        reason = LATER
    if not reason:
        return None
    return Fault(
        table=table.name, line=one.line, row_guid=guid, reason=reason, rule=INTEGRITY, row=one.row
    )


def _keep(table: Table, row: Row, sender: Sender) -> Received:
    """Return the row as it is kept now."""
    kept, _new = Received.objects.update_or_create(
        authority_id=sender.authority.id,
        table=table.name,
        row_guid=row["row_guid"],
        defaults={
            "division": sender.division,
            "about": next((row[name] for name in ABOUT if row.get(name)), ""),
            "content": dict(row),
            "received_at": sender.at,
            "received_by": sender.user_id,
        },
    )
    return kept


def _rejected(fault: Fault, sender: Sender) -> Rejected:
    """Return the exception that a rejected row is."""
    return Rejected(
        division=sender.division,
        authority_id=sender.authority.id,
        table=fault.table,
        row_guid=fault.row_guid,
        line=fault.line,
        field=fault.field[:60],
        rule=fault.rule,
        clause=fault.clause,
        reason=fault.reason[:1000],
        content=dict(fault.row or {}),
        at=sender.at,
    )
