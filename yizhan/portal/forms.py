"""The forms of the portal: labels, hints, and what is said when something is missing (G-05)."""

from typing import Any

from django import forms

from yizhan.law.refusals import Refusal

MEGABYTE = 1024 * 1024
LARGEST_PAPER = 10 * MEGABYTE


class PlainForm(forms.Form):
    """A form that leaves all checking to the server (G-06) and names the empty field."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word the fault of every empty field."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            verb = "请选择" if isinstance(field, forms.FileField) else "请填写"
            field.error_messages["required"] = f"{verb}{field.label}"

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or above the form when it has none here."""
        field = refusal.field if refusal.field in self.fields else None
        words = "。".join(part for part in (refusal.message, refusal.remedy) if part)
        self.add_error(field, words)


class PaperForm(PlainForm):
    """A PDF whose origin somebody wants to know."""

    paper = forms.FileField(
        label="文书文件",
        help_text="PDF 文件，不超过 10 MB。文件只用来核验，不会保存。",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_paper(self) -> Any:
        """Return the file, or say that it is too large."""
        paper = self.cleaned_data["paper"]
        if paper.size > LARGEST_PAPER:
            raise forms.ValidationError("文件超过 10 MB，请选择原始文件")
        return paper


class AskForm(PlainForm):
    """A question in at most three fields (P-21)."""

    subject = forms.CharField(
        label="想问哪件事", max_length=100, help_text="例如：食品经营许可怎么办"
    )
    body = forms.CharField(
        label="您的问题",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="不要填写身份证号等个人信息。",
    )
    contact = forms.CharField(
        label="联系方式",
        max_length=100,
        required=False,
        help_text="手机号或邮箱，用来通知您答复。",
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
