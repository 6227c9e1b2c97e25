"""The forms with a row for each material or condition: the one-time notice, review, decision."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from yizhan.cases import checks
from yizhan.cases.queries import CaseView
from yizhan.desk.forms import area, choice, text
from yizhan.desk.stepforms import REASONS, REMEDIES, StepForm
from yizhan.items.forms import materials

NOT_IN = "未提交"
PAPER_FORM = ("申请书", "申请书（表）")
MEETS, FAILS = "符合", "不符合"
PHRASES = (
    "申请材料齐全、真实，符合法定条件，建议准予许可。",
    "经现场核查，场所和设施符合规定，建议准予许可。",
    "不符合法定条件，建议不予许可。",
)


def _listed(view: CaseView) -> list[tuple[str, str]]:
    """Return the materials that the person's situation leaves, as (id, name) pairs."""
    return [(one.id, one.name) for one in materials(view.content, view.situation)]


class Notify(StepForm):
    """The one-time notice: a row for each material, with reason and remedy (H4.6, L4.2)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a row for each material; what is lacking begins as not handed in."""
        super().__init__(*args, **kwargs)
        course = self.view.standing.course
        owed = {one.id for one in self.view.docket.rules.lacking(course.held, course.needed)}
        self.ids = [*_listed(self.view), PAPER_FORM]
        reasons = [("", "没有问题"), *((words, words) for words, _ in REASONS)]
        for n, (material, name) in enumerate(self.ids):
            given = NOT_IN if material in owed and not course.notices else ""
            label = f"{name}：问题"
            self.fields[f"reason_{n}"] = forms.ChoiceField(
                label=label, choices=reasons, required=False, initial=given
            )
            self.fields[f"detail_{n}"] = text(f"{name}：说明", required=False)
            self.fields[f"remedy_{n}"] = text(f"{name}：补正要求", required=False)

    def rows(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        """Yield the fields of each material beside its name."""
        for n, (_, name) in enumerate(self.ids):
            yield name, self[f"reason_{n}"], self[f"detail_{n}"], self[f"remedy_{n}"]

    def said(self) -> dict[str, Any]:
        """Return the defects; a row counts when it has a reason or an explanation."""
        return {"defects": [row for n in range(len(self.ids)) if (row := self._defect(n))]}

    def _defect(self, n: int) -> dict[str, str] | None:
        """Return one row as the law reads it."""
        given = self.cleaned_data
        reason, detail = given[f"reason_{n}"], given[f"detail_{n}"]
        if not (reason or detail):
            return None
        remedy = given[f"remedy_{n}"] or REMEDIES.get(reason, "")
        problem = "：".join(part for part in (reason, detail) if part)
        return {"material": self.ids[n][0], "problem": problem, "remedy": remedy}


class Review(StepForm):
    """The opinion: a finding for each condition, and a conclusion (H5.0, L4.8)."""

    phrase = forms.ChoiceField(
        label="常用意见", choices=[("", "自己写"), *((one, one) for one in PHRASES)], required=False
    )
    finding = area("审查意见", required=False, hint="选了常用意见的，可以不填", rows=2)
    on_site = forms.BooleanField(label="进行了实地核查", required=False)
    officers = forms.IntegerField(label="核查人数", min_value=1, max_value=99, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a row for each condition of the item."""
        super().__init__(*args, **kwargs)
        pairs = [(MEETS, MEETS), (FAILS, FAILS)]
        for n, condition in enumerate(self.view.content.conditions):
            self.fields[f"meets_{n}"] = choice(condition, pairs, initial=MEETS)
            self.fields[f"evidence_{n}"] = text(f"第{n + 1}项的证据", initial="申请材料")

    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Yield the finding and the evidence of each condition."""
        for n in range(len(self.view.content.conditions)):
            yield self[f"meets_{n}"], self[f"evidence_{n}"]

    def plain(self) -> list[BoundField]:
        """Return the other fields in their order."""
        return [self[name] for name in ("phrase", "finding", "on_site", "officers")]

    def said(self) -> dict[str, Any]:
        """Return the opinion with its rows as the paper shows them."""
        given = self.cleaned_data
        rows = [
            {
                "condition": condition,
                "finding": given[f"meets_{n}"],
                "evidence": given[f"evidence_{n}"],
            }
            for n, condition in enumerate(self.view.content.conditions)
        ]
        rows += self._looked_at()
        words = " ".join(part for part in (given["phrase"], given["finding"]) if part)
        more = {"on_site": given["on_site"], "officers": given["officers"]}
        return {"finding": words, "findings": rows, **more}

    def _looked_at(self) -> list[dict[str, str]]:
        """Return the conclusions on each material that was looked at (BCK-04)."""
        names = dict(self.names([one.id for one in self.view.content.materials]))
        return [
            {
                "condition": f"材料：{names.get(material, material)}",
                "finding": found.words,
                "evidence": found.opinion or "逐份查看",
            }
            for material, found in checks.findings(self.view.case).items()
        ]


class Grant(StepForm):
    """What an approval says (L4.9)."""

    facts = area("事实", initial="申请材料齐全、符合法定形式，经审查符合法定条件", rows=2)
    basis = text("依据", required=False, longest=500, hint="不填按事项的设定依据写入")
    conditions = area("条件和义务", required=False, rows=2, hint="不填按事项规定写入")
    scope = text("许可范围", required=False, longest=500, hint="写入证照；不填按事项名称写入")
    later = forms.BooleanField(label="证照随后制作（十日内）", required=False)

    def said(self) -> dict[str, Any]:
        """Return the approval as the law reads it."""
        given = super().said()
        later = given.pop("later", False)
        return {**given, "grant": True, "certificate": "later" if later else "now"}


class Refuse(StepForm):
    """What a refusal must say: facts, reasons, basis, remedies (L3.3, L4.10)."""

    facts = area("事实和证据")
    reasons = area("不予许可的理由")
    basis = text("法律依据", longest=500)
    advice = area("怎样才能办成", required=False, rows=2)
    reconsideration = text("行政复议机关")
    court = text("有管辖权的人民法院")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the bodies of the remedies that the authority has."""
        super().__init__(*args, **kwargs)
        authority = self.view.authority
        self.initial["reconsideration"] = authority.reconsideration
        self.initial["court"] = authority.court

    def said(self) -> dict[str, Any]:
        """Return the refusal as the law reads it."""
        return {**super().said(), "grant": False}
