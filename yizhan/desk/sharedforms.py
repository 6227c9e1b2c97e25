"""Forms of cases that several authorities share: opinion, first review, hearing (H5.3, H4.9)."""

from typing import Any

from yizhan.desk.forms import area, choice, text
from yizhan.desk.stepforms import StepForm

AGREE = {"yes": "同意", "no": "不同意"}


class Opinion(StepForm):
    """What a department answers to the lead; a disagreement gives reasons (H5.3, L3.4)."""

    agree = choice("部门意见", list(AGREE.items()))
    reasons = area(
        "理由", rows=3, required=False, hint="不同意的，必须写明理由；假定其他部门均已同意"
    )

    def said(self) -> dict[str, Any]:
        """Return the opinion as the law reads it."""
        return {**super().said(), "agree": self.cleaned_data["agree"] == "yes"}


class FirstReview(StepForm):
    """The preliminary opinion that goes up with all materials (H4.9)."""

    opinion = area("初步审查意见", rows=3)


class CallHearing(StepForm):
    """When and where a hearing is held, and who chairs it (L4.7)."""

    held_at = text("听证时间", hint="例如 2026-12-01 09:30，至少提前七个工作日")
    place = text("听证地点")
    chair = text("主持人", hint="不得由本件审查人员担任")
    recorder = text("记录人", required=False)


class RecordHearing(StepForm):
    """What was said at a hearing, signed by those who took part (L4.7)."""

    record = area("听证笔录", rows=6)
    signers = text("签名人")
