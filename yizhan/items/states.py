"""Whether a published item takes applications (事项状态): suspended, resumed, withdrawn (ADM-03).

The law of the catalogue wants two people for what is published (ADM-09): who drafted a version
does not withdraw it either.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yizhan.items import office, services
from yizhan.items.office import Office
from yizhan.law.refusals import Incomplete, WrongPost
from yizhan.law.words import Word


class Change(Word):
    """What is done to a version that is published."""

    SUSPEND = "suspend", "暂停"
    RESUME = "resume", "恢复"
    WITHDRAW = "withdraw", "取消"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is done, by whom, when and why; ``on`` is the first day without the item."""

    what: Change
    by: int
    at: datetime
    on: date
    note: str


def change(scope: Office, version_id: UUID, order: Order) -> None:
    """Suspend, resume or withdraw a version of an office.

    Raises NotFound for a foreign one, Incomplete without a reason, WrongPost for its drafter.
    """
    draft, by = office.one(scope, version_id), order.by
    note = order.note.strip()
    if not note:
        raise Incomplete("请填写理由", clause="ADM-03", field="note", remedy="请写明理由后再办理")
    if order.what is not Change.WITHDRAW:
        act = services.suspend if order.what is Change.SUSPEND else services.resume
        act(version_id, by=by, at=order.at, note=note)
        return
    if draft.drafted_by == by:
        raise WrongPost(
            "编制人不能取消自己编制的事项", clause="ADM-09", remedy="请由另一名工作人员办理"
        )
    services.withdraw(version_id, by=by, at=order.at, on=order.on, note=note)
