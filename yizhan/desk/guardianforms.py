"""A guardianship at the window (L3.11): both cards, the kinship, the document; and its end."""

from typing import Any

from django import forms

from yizhan.accounts.registry import Details
from yizhan.desk.forms import DeskForm, choice, day, text
from yizhan.law.guardians import Ended, Ending, Evidence, Guarding, Kin
from yizhan.law.identities import IdType
from yizhan.law.mandates import Ground, Period

CARDS = [one for one in IdType.choices() if one[0] != IdType.CREDIT.value]


class WardForm(DeskForm):
    """Whose card lies on the counter, to see who is recorded as guardian."""

    number = text("被监护人证件号码", longest=30)
    kind = forms.ChoiceField(label="证件类型", choices=CARDS, required=False)

    @property
    def card(self) -> IdType:
        """Return which kind of card it is."""
        return IdType(self.cleaned_data["kind"] or IdType.RESIDENT)


class GuardianForm(DeskForm):
    """A ward and a guardian, both with their cards, and the document that ties them."""

    ward_number = text("被监护人证件号码", longest=30, focus=True)
    ward_name = text("被监护人姓名", longest=60)
    ward_type = forms.ChoiceField(label="被监护人证件类型", choices=CARDS, required=False)
    guardian_number = text("监护人证件号码", longest=30)
    guardian_name = text("监护人姓名", longest=60)
    guardian_type = forms.ChoiceField(label="监护人证件类型", choices=CARDS, required=False)
    ground = choice("监护原因", Ground.choices())
    kin = forms.ChoiceField(label="监护人是被监护人的", choices=Kin.choices())
    document = forms.ChoiceField(
        label="证明材料", choices=Evidence.choices(), help_text="无行为能力的，须有裁判文书"
    )
    words = text("证明材料的编号、日期和出具单位", hint="例如：户口簿户号、出生医学证明编号、案号")
    since = day("监护起始日")
    until = day("监护终止日", required=False, help_text="没有期限的不填；未成年的到十八周岁为止")

    def details(self, who: str, *, demo: bool) -> Details:
        """Return the ward or the guardian as the register takes one."""
        said = self.cleaned_data
        kind = IdType(said[f"{who}_type"] or IdType.RESIDENT)
        return Details(name=said[f"{who}_name"], number=said[f"{who}_number"], kind=kind, demo=demo)

    @property
    def guarding(self) -> Guarding:
        """Return what is recorded."""
        said = self.cleaned_data
        return Guarding(
            ground=Ground(said["ground"]),
            kin=Kin(said["kin"]),
            document=Evidence(said["document"]),
            words=said["words"],
            period=Period(said["since"], said["until"]),
        )


class EndForm(DeskForm):
    """Why a guardianship ends, and which document shows it."""

    why = forms.ChoiceField(label="终止原因", choices=Ending.choices())
    words = text("终止依据", hint="例如：案号、死亡证明编号")

    def __init__(self, *args: Any, guardianship: int, **kwargs: Any) -> None:
        """Give the fields of each guardianship of a page their own ids."""
        super().__init__(*args, **{**kwargs, "auto_id": f"id_{guardianship}_%s"})

    @property
    def ended(self) -> Ended:
        """Return why it ends."""
        return Ended(Ending(self.cleaned_data["why"]), self.cleaned_data["words"])
