"""The forms of organisations and mandates (W2.1, L4.16)."""

import re
from typing import Any
from uuid import UUID

from django import forms

from yizhan.accounts.forms import PlainForm, text
from yizhan.accounts.powers import Terms
from yizhan.accounts.queries import PersonView
from yizhan.accounts.registry import Details
from yizhan.law.identities import IdType, item_code
from yizhan.law.mandates import Action
from yizhan.law.refusals import Invalid

BASE_CODE = re.compile(r"[0-9A-Z]{12}")
FULL_LENGTH = 31
EVIDENCE = "如：委托书编号、签订日期、公证文书号"


def _date(label: str) -> forms.DateField:
    """Return a field of a day, as browsers pick one."""
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class OrganisationForm(PlainForm):
    """An organisation that its legal representative registers (W2.1)."""

    name = text("单位名称", "organization", longest=120, help_text="与营业执照或者登记证书一致")
    id_number = text("统一社会信用代码", "off", longest=30, help_text="18位")
    representative = text("法定代表人（负责人）", "off", help_text="须为您本人")
    address = text("地址", "off", longest=200, required=False)
    phone = text("联系电话", "off", mode="tel", longest=30, required=False)

    def details(self, *, demo: bool) -> Details:
        """Return what was typed, for the register."""
        said = self.cleaned_data
        return Details(
            name=said["name"],
            number=said["id_number"],
            kind=IdType.CREDIT,
            phone=said["phone"],
            address=said["address"],
            representative=said["representative"],
            demo=demo,
        )


class AgentForm(PlainForm):
    """Somebody else, by login and name: both must be right."""

    login = text("对方的登录名", "off")
    name = text("对方的姓名", "off", help_text="与对方实名登记的姓名一致")


class MandateForm(AgentForm):
    """A mandate: for whom, who, which items and actions, from when to when, on what evidence."""

    principal = forms.ChoiceField(label="委托人")
    items = text(
        "委托事项",
        "off",
        longest=600,
        required=False,
        help_text="事项编码，多个用空格隔开；不填即全部事项",
    )
    actions = forms.MultipleChoiceField(
        label="委托权限",
        choices=[(word.value, word.label) for word in Action],
        widget=forms.CheckboxSelectMultiple,
        help_text="撤回申请、作出承诺须单独选定",
    )
    since = _date("委托期限起")
    until = _date("委托期限止")
    evidence = text("委托凭据", "off", longest=300, help_text=EVIDENCE)
    field_order = (
        "principal",
        "login",
        "name",
        "items",
        "actions",
        "since",
        "until",
        "evidence",
    )

    def __init__(self, *args: Any, principals: list[PersonView], **kwargs: Any) -> None:
        """Offer those in whose name the mandate can be given, the giver first."""
        super().__init__(*args, **kwargs)
        field = self.fields["principal"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [
            (str(view.id), f"{'本人 ' if first else ''}{view.name_masked}（{view.id_masked}）")
            for first, view in zip([True] + [False] * len(principals), principals, strict=False)
        ]

    def clean_items(self) -> tuple[str, ...]:
        """Return the base codes; a full code stands for its base code."""
        words = re.split(r"[\s,，、;；]+", self.cleaned_data["items"].strip().upper())
        return tuple(dict.fromkeys(_base(word) for word in words if word))

    def terms(self, agent: UUID) -> Terms:
        """Return what was typed, as the law of mandates wants it."""
        said = self.cleaned_data
        return Terms(
            principal=UUID(said["principal"]),
            agent=agent,
            actions=tuple(Action(code) for code in said["actions"]),
            since=said["since"],
            until=said["until"],
            items=said["items"],
            evidence_text=said["evidence"],
        )


def _base(code: str) -> str:
    """Return the base code in a base code or a full one; raises ValidationError."""
    try:
        found = item_code(code).base if len(code) == FULL_LENGTH else code
    except Invalid as fault:
        raise forms.ValidationError(fault.message) from None
    if not BASE_CODE.fullmatch(found):
        raise forms.ValidationError("事项编码应为12位基本编码，或者31位实施编码")
    return found
