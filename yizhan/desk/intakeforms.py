"""Receiving an application at the window: who, in which situation, with what (CNT-01)."""

from typing import Any

from django import forms
from django.http import QueryDict

from yizhan.accounts.registry import Details
from yizhan.desk.forms import KeyedForm, choice, text, ticks
from yizhan.items import forms as itemforms
from yizhan.items.content import Content
from yizhan.law.identities import IdType
from yizhan.law.words import Channel, Way

CHANNELS = [(one.value, one.label) for one in (Channel.WINDOW, Channel.POST)]
SITUATION = "s_"


class IntakeForm(KeyedForm):
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

    def __init__(self, *args: Any, content: Content, demo: bool, **kwargs: Any) -> None:
        """Ask the questions of the item, and list its materials."""
        super().__init__(*args, **kwargs)
        self.content, self.demo = content, demo
        for asked in content.situations:
            pairs = [(one.id, one.label) for one in asked.choices]
            self.fields[SITUATION + asked.id] = choice(asked.question, pairs)
        pairs = [(one.id, one.name) for one in content.materials]
        self.fields["materials"] = ticks("材料（已收到的打勾）", pairs, required=False)

    @property
    def situation(self) -> dict[str, str]:
        """Return the answers on the situation that were given."""
        asked = (one.id for one in self.content.situations)
        return {one: str(self.data.get(SITUATION + one, "")) for one in asked if self.data}

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

    def clean(self) -> dict[str, Any]:
        """Return what was typed; a guardian needs both a number and a name."""
        said = super().clean() or {}
        if bool(said.get("presenter_number")) != bool(said.get("presenter_name")):
            self.add_error("presenter_name", "监护人（经办人）的证件号码和姓名须一起填写")
        return said

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
