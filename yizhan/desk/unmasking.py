"""Why a number is shown in clear (G-18)."""

from django import forms

from yizhan.desk.forms import DeskForm, text

WHAT = [("id_number", "证件号码"), ("phone", "手机号码")]


class UnmaskForm(DeskForm):
    """What to see, and why; both stay on record (P-16)."""

    what = forms.ChoiceField(label="查看", choices=WHAT)
    reason = text("事由", hint="申请人可以在“数据足迹”中看到")
