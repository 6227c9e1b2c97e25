"""Receiving an application at the window: who, in which situation, with what (CNT-01)."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from yizhan.accounts.registry import Details
from yizhan.desk import counts
from yizhan.desk.forms import KeyedForm, choice, text, ticks
from yizhan.items import cleaning
from yizhan.items import forms as itemforms
from yizhan.items.blocks import BLOCKS
from yizhan.items.content import Content, Material
from yizhan.law.identities import IdType
from yizhan.law.words import Applicant, Channel, Way

CHANNELS = [(one.value, one.label) for one in (Channel.WINDOW, Channel.POST)]
SITUATION, ANSWER, SCAN, CHECKED = "s_", "a_", "file_", "checked_"
BLOCK = frozenset(key for block in BLOCKS.values() for key in block)


def _question(one: itemforms.Field) -> forms.Field:
    """Return the control of one question of the item's own form; paper carries the rest."""
    said: dict[str, Any] = {"label": one.title, "required": False, "help_text": one.hint}
    if one.kind == "choices":
        return ticks(one.title, list(one.choices), required=False)
    if one.kind in {"choice", "boolean"}:
        pairs = one.choices or (("true", "是"), ("false", "否"))
        return forms.ChoiceField(choices=[("", "未填"), *pairs], **said)
    return forms.CharField(
        max_length=one.max_length, widget=forms.TextInput(attrs={"autocomplete": "off"}), **said
    )


class MaterialRow(NamedTuple):
    """One material on the page, with its controls."""

    material: Material
    ticked: bool
    scan: forms.BoundField
    checked: forms.BoundField
    counts: list[tuple[str, forms.BoundField]]


def _row(form: forms.Form, one: Material, ticked: set[str]) -> MaterialRow:
    """Return the row of a material on the page of a form."""
    scan, checked = form[SCAN + one.id], form[CHECKED + one.id]
    return MaterialRow(one, one.id in ticked, scan, checked, counts.shown(form, one))


class HandedIn(KeyedForm):
    """What is handed in for an item: situation, materials with their scans, the paper form."""

    def __init__(self, *args: Any, content: Content, demo: bool, **kwargs: Any) -> None:
        """Ask the questions of the item, and list its materials."""
        super().__init__(*args, **kwargs)
        self.content, self.demo = content, demo
        for asked in content.situations:
            pairs = [(one.id, one.label) for one in asked.choices]
            self.fields[SITUATION + asked.id] = choice(asked.question, pairs)
        pairs = [(one.id, one.name) for one in content.materials]
        self.fields["materials"] = ticks("材料（已收到的打勾）", pairs, required=False)
        for one in content.materials:
            scan, checked = f"{one.name}：扫描件", f"{one.name}：已核对原件"
            self.fields[SCAN + one.id] = forms.FileField(label=scan, required=False)
            self.fields[CHECKED + one.id] = forms.BooleanField(label=checked, required=False)
        self.fields |= dict(counts.controls(content.materials))
        for key, control in self._asked().items():
            self.fields[ANSWER + key] = control

    @property
    def situation(self) -> dict[str, str]:
        """Return the answers on the situation that were given."""
        asked = (one.id for one in self.content.situations)
        return {one: str(self.data.get(SITUATION + one, "")) for one in asked if self.data}

    def _asked(self) -> dict[str, forms.Field]:
        """Return the open questions of the form; what the register holds is not asked (G-08)."""
        listed = itemforms.fields(self.content, self.situation, {})
        return {
            one.key: _question(one) for one in listed if not one.locked and one.key not in BLOCK
        }

    def answer_fields(self) -> list[forms.BoundField]:
        """Return the questions of the item's own form."""
        return [self[name] for name in self.fields if name.startswith(ANSWER)]

    def material_rows(self, left: list[Material]) -> list[MaterialRow]:
        """Return each material with its tick, its scan, its numbers, and the check against it."""
        return [_row(self, one, self.ticked) for one in left]

    def scans(self) -> list[tuple[str, Any, bool]]:
        """Return what was scanned: material, file, whether it was held against the original."""
        said = self.cleaned_data
        return [
            (one.id, said[SCAN + one.id], said[CHECKED + one.id])
            for one in self.content.materials
            if said.get(SCAN + one.id)
        ]

    def questions(self) -> list[forms.BoundField]:
        """Return the questions on the situation."""
        return [self[SITUATION + one.id] for one in self.content.situations]

    @property
    def given(self) -> tuple[str, ...]:
        """Return the materials that were ticked, of those that the situation leaves."""
        left = {one.id for one in itemforms.materials(self.content, self.situation)}
        return tuple(one for one in self.cleaned_data["materials"] if one in left)

    @property
    def ticked(self) -> set[str]:
        """Return the materials that were ticked on the page, whether they are asked for or not."""
        return set(self.data.getlist("materials")) if isinstance(self.data, QueryDict) else set()

    def _answers(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return what was keyed in of the paper form, clean; nothing is demanded twice."""
        typed = {
            name.removeprefix(ANSWER): value
            for name, value in said.items()
            if name.startswith(ANSWER) and value not in ("", [], None)
        }
        asked = itemforms.schema(self.content, self.situation, Applicant.NATURAL)
        answers, faults = cleaning.clean({**asked, "required": []}, typed)
        for key, words in faults.items():
            if ANSWER + key in self.fields:
                self.add_error(ANSWER + key, words)
        return answers


class IntakeForm(HandedIn):
    """One application as the clerk keys it in; the number comes first, as card readers do."""

    id_number = text("证件号码", longest=30, focus=True)
    name = text("姓名（名称）", longest=120)
    id_type = forms.ChoiceField(label="证件类型", choices=IdType.choices(), required=False)
    phone = text("手机号", longest=30, required=False)
    presenter_number = text(
        "监护人（经办人）证件号码", longest=30, required=False, hint="本人不能自己办理时填写"
    )
    presenter_name = text("监护人（经办人）姓名", longest=60, required=False)
    channel = forms.ChoiceField(label="来源", choices=CHANNELS, required=False)
    way = forms.ChoiceField(label="结果送达方式", choices=Way.choices(), required=False)

    def __init__(
        self,
        *args: Any,
        halls: Sequence[tuple[str, str]] = (),
        sources: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """List the halls of the county where the result may be collected (H7.1).

        ``sources`` words where the initial values come from (G-08).
        """
        super().__init__(*args, **kwargs)
        self.sources = sources or {}
        self.fields["collect_at"] = forms.ChoiceField(
            label="到哪里领取结果（全县域通办）",
            choices=[("", "主办机关窗口"), *halls],
            required=False,
        )

    @property
    def sourced(self) -> dict[str, str]:
        """Return the source of each value that still stands as it was filled in."""
        same = (name for name in self.sources if name in self.fields)
        return {
            name: self.sources[name] for name in same if self[name].value() == self.initial[name]
        }

    @property
    def answer_rows(self) -> list[tuple[forms.BoundField, str]]:
        """Return the questions of the item's own form, each with the source of its value."""
        sourced = self.sourced
        return [(one, sourced.get(one.name, "")) for one in self.answer_fields()]

    def clean(self) -> dict[str, Any]:
        """Return what was typed; a guardian needs both a number and a name."""
        said = super().clean() or {}
        if bool(said.get("presenter_number")) != bool(said.get("presenter_name")):
            self.add_error("presenter_name", "监护人（经办人）的证件号码和姓名须一起填写")
        for name in counts.none_of(self.content.materials, said.get("materials") or [], said):
            self.add_error(name, "收到的材料至少登记一份")
        said["answers"] = self._answers(said)
        return said

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Return how many originals and copies were handed in of each material (L4.1)."""
        return counts.counted(self.content.materials, self.given, self.cleaned_data)

    def applicant(self) -> Details:
        """Return the applicant as the register takes one."""
        said = self.cleaned_data
        return Details(
            name=said["name"],
            number=said["id_number"],
            kind=IdType(said["id_type"] or IdType.RESIDENT),
            phone=said["phone"],
            demo=self.demo,
        )

    def presenter(self) -> Details | None:
        """Return who came instead of the applicant, if anybody."""
        said = self.cleaned_data
        if not said["presenter_number"]:
            return None
        return Details(name=said["presenter_name"], number=said["presenter_number"], demo=self.demo)
