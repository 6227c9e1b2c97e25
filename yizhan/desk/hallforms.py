"""Forms of what goes from hall to hall (全县域通办): send, sign for, hand out (H7.1, H6.1)."""

from typing import Any

from yizhan.desk import stepforms
from yizhan.desk.forms import choice, text
from yizhan.desk.stepforms import StepForm
from yizhan.places import halls


class SendResult(StepForm):
    """The hall of the county where the applicant collects the result."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List the halls of the county, the one that the applicant chose already ticked."""
        super().__init__(*args, **kwargs)
        region = self.view.authority.region
        self.fields["to"] = choice("领取大厅", [(h.code, h.name) for h in halls.halls_of(region)])
        pickup = self.view.standing.course.pickup
        self.initial["to"] = pickup.unit if pickup else ""


class SignFor(StepForm):
    """The number on the paper that came, as it is read off or scanned."""

    number = text("纸质结果上的文号或者证照编号", longest=60)


class Deliver(stepforms.Deliver):
    """How the result is handed over; at another hall with the query code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the query code only where the case was sent to this hall."""
        super().__init__(*args, **kwargs)
        if self.view.office and self.view.office == self.view.case.collect_at:
            self.fields["query_code"] = text(
                "查询码", hint="请申请人出示受理通知书或者收件通知书上的查询码", longest=12
            )
            self.initial["way"] = "hand"
