"""One form for each step that staff take: what the step must be told (law.sheets, law.act)."""

from typing import Any

from django import forms

from yizhan.cases.queries import CaseView
from yizhan.desk.forms import KeyedForm, area, choice, day, text, ticks
from yizhan.law.words import Purpose, Special, Way

REASONS = (
    ("未提交", "请提交该材料"),
    ("未签字或盖章", "请由本人签字、单位盖章后提交"),
    ("已过有效期", "请提交在有效期内的材料"),
    ("填写不完整或有涂改", "请按填报须知重新填写"),
    ("与申请内容不一致", "请提交与申请内容一致的材料"),
    ("复印件或照片不清楚", "请提交清楚完整的复印件或照片"),
)
REMEDIES = dict(REASONS)
ORIGINAL = {"yes": "原件与提交的一致", "no": "原件有问题"}


class StepForm(KeyedForm):
    """A step without further words; ``view`` is the case that the page shows."""

    def __init__(self, *args: Any, view: CaseView, **kwargs: Any) -> None:
        """Keep the case for the choices that depend on it."""
        self.view = view
        super().__init__(*args, seen=view.case.version, auto_id=f"{self.name}_%s", **kwargs)

    @property
    def name(self) -> str:
        """Return what the ids of the fields begin with."""
        return type(self).__name__.lower()

    def said(self) -> dict[str, Any]:
        """Return what is said with the step."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in {"key", "seen"}}
        return {name: value for name, value in given.items() if value not in {"", None}}

    def uploads(self) -> list[tuple[str, Any]]:
        """Return the files sent with the step, each with what it is."""
        return []

    def names(self, ids: list[str]) -> list[tuple[str, str]]:
        """Return materials as (id, name) pairs."""
        known = {one.id: one.name for one in self.view.content.materials}
        return [(one, known.get(one, one)) for one in ids]


class Finish(StepForm):
    """What a decision on the spot rests on (H4.1)."""

    facts = area("事实", rows=2, required=False, hint="不填按“材料齐全、符合法定形式”写入")
    conditions = text("条件和义务", required=False, longest=500)


class NotRequired(StepForm):
    """Why no licence is needed (H4.2)."""

    reason = area("事实和理由")


class NotCompetent(StepForm):
    """Who is competent instead (H4.3)."""

    authority = text("有权机关")
    address = text("有权机关地址")
    phone = text("有权机关电话", required=False, longest=40)


class Materials(StepForm):
    """The materials that are handed in now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List what is still owed."""
        super().__init__(*args, **kwargs)
        self.fields["materials"] = ticks("现在补齐的材料", self.names(self.owed()), required=False)
        self.order_fields(["materials"])

    def owed(self) -> list[str]:
        """Return the ids of what the law still asks for."""
        course = self.view.standing.course
        return [one.id for one in self.view.docket.rules.lacking(course.held, course.needed)]

    def said(self) -> dict[str, Any]:
        """Return the materials as the law reads them."""
        return {"materials": tuple(self.cleaned_data["materials"])}


class Correction(Materials):
    """What the one-time notice named and is handed in now (H4.7)."""

    def owed(self) -> list[str]:
        """Return the ids of what was told and has not come yet."""
        course = self.view.standing.course
        return [d.material for d in course.defects if d.material not in course.corrected]


class Later(Materials):
    """A reminder of what may follow later (L5)."""

    def owed(self) -> list[str]:
        """Return the ids of what may follow and has not come yet."""
        held = self.view.standing.course.held
        return [m.id for m in self.view.content.materials if m.need == "later" and m.id not in held]


class Prereview(StepForm):
    """The pre-review of an online application (W3.1b, W3.2)."""

    visit_at = day("请到场的日期", required=False, help_text="不用到场的，不填")


class Visit(StepForm):
    """Why the person came (L3.9)."""

    purpose = choice("到场事由", Purpose.choices())


class Originals(StepForm):
    """The originals against what was sent online (W3.1a)."""

    ok = choice("核验结果", list(ORIGINAL.items()))
    problem = text("原件存在的问题", required=False)

    def said(self) -> dict[str, Any]:
        """Return whether the originals hold, and else why not."""
        given = super().said()
        return {**given, "ok": given.get("ok") == "yes"}


class Deliver(StepForm):
    """How the result is handed over (H6.1, L4.12)."""

    way = choice("送达方式", Way.choices())
    recipient = text("签收人", required=False, hint="窗口领取时填写；本人领取的不填", longest=60)
    tracking = text("邮件号", required=False, hint="邮寄送达时填写", longest=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the way that the applicant asked for."""
        super().__init__(*args, **kwargs)
        self.initial["way"] = self.view.case.way


class SpecialStart(StepForm):
    """The notice of a special procedure (H5.1, L4.5)."""

    kind = forms.ChoiceField(label="特殊环节", choices=Special.choices())
    days = forms.IntegerField(label="所需工作日", min_value=1, max_value=999)
    participants = text("参与人员范围", required=False)
    place = text("地点", required=False)
    held_on = day("听证日期", required=False, help_text="只有听证填写，至少提前七个工作日")
    chair = text("听证主持人", required=False, longest=60)


class SpecialEnd(StepForm):
    """The result of a special procedure (H5.2)."""

    kind = forms.ChoiceField(label="结束的特殊环节")
    finding = area("结果")
    signed = forms.BooleanField(label="签字齐全", required=False)
    sealed = forms.BooleanField(label="盖章齐全", required=False)
    result = forms.FileField(label="结果文件（签字盖章的扫描件）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List the procedures that run."""
        super().__init__(*args, **kwargs)
        running = [Special(pause.kind) for pause in self.view.standing.course.running]
        self.fields["kind"] = forms.ChoiceField(
            label="结束的特殊环节", choices=[(one.value, one.label) for one in running]
        )

    def uploads(self) -> list[tuple[str, Any]]:
        """Return the signed result (BCK-06)."""
        kind, result = Special(self.cleaned_data["kind"]), self.cleaned_data["result"]
        return [(f"{kind.label}结果", result)] if result else []

    def said(self) -> dict[str, Any]:
        """Return the result in words; its file goes beside."""
        return {name: value for name, value in super().said().items() if name != "result"}


class Hearing(StepForm):
    """What the right to a hearing is about (L2.12)."""

    reason = area("听证事项", rows=2)


class Certify(StepForm):
    """What the certificate allows (H5.5)."""

    scope = text("许可范围", required=False, longest=500)


class Reason(StepForm):
    """Why (L2.6, L3)."""

    reason = area("理由")


class Terminate(Reason):
    """Why and by which law the procedure ends (L4.14)."""

    basis = text("依据")
