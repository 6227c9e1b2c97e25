"""Registering at the window (W2.1, W2.2): a person by the card, an organisation with its agent."""

from django import forms

from yizhan.accounts.registry import Details
from yizhan.desk.forms import DeskForm, text
from yizhan.law.identities import IdType


class PersonForm(DeskForm):
    """A person whose document lies on the counter."""

    id_number = text("证件号码", longest=30, focus=True)
    name = text("姓名", longest=60)
    id_type = forms.ChoiceField(label="证件类型", choices=IdType.choices(), required=False)
    phone = text("手机号", longest=30, required=False)
    login = text("网上登录名", longest=60, required=False, hint="网上实名没有通过的，填写后绑定")

    def details(self, *, demo: bool) -> Details:
        """Return the person as the register takes one."""
        said = self.cleaned_data
        kind = IdType(said["id_type"] or IdType.RESIDENT)
        number, name, phone = said["id_number"], said["name"], said["phone"]
        return Details(name=name, number=number, kind=kind, phone=phone, demo=demo)


class OrganisationForm(DeskForm):
    """An organisation on its licence, its representative and whoever handles its matters."""

    credit_code = text("统一社会信用代码", longest=18, focus=True)
    organisation = text("单位名称", longest=120)
    representative_number = text("法定代表人证件号码", longest=30)
    representative = text("法定代表人姓名", longest=60)
    member_number = text("经办人证件号码", longest=30, required=False)
    member = text("经办人姓名", longest=60, required=False, hint="法定代表人自己办理的，不填")

    def organisation_details(self, *, demo: bool) -> Details:
        """Return the organisation as the register takes one."""
        said = self.cleaned_data
        return Details(
            name=said["organisation"],
            number=said["credit_code"],
            kind=IdType.CREDIT,
            representative=said["representative"],
            demo=demo,
        )

    def person_details(self, who: str, *, demo: bool) -> Details | None:
        """Return the representative or the member as the register takes one; None for nobody."""
        number = self.cleaned_data[f"{who}_number"]
        return Details(name=self.cleaned_data[who], number=number, demo=demo) if number else None
