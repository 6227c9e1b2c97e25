"""The questions of an item as a form of the page; the catalogue's own rules check the answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from yizhan.items.forms import Field
from yizhan.law.masking import mask_number
from yizhan.portal.forms import PlainForm

YES_NO = (("true", "是"), ("false", "否"))
COMPLETE = {
    "phone": "tel",
    "address": "street-address",
    "org_address": "street-address",
    "org_phone": "tel",
    "contact_phone": "tel",
}
MODES = {"phone": "tel", "number": "decimal", "integer": "numeric"}


class AnswersForm(PlainForm):
    """The open questions of an application; what is proved is shown, not asked."""

    def __init__(
        self, asked: Sequence[Field], values: Mapping[str, Any], faults: Mapping[str, str]
    ) -> None:
        """Keep the questions with their answers and what is wrong with them."""
        super().__init__(data=dict(values))
        self.faults = faults
        for field in asked:
            self.fields[field.key] = control(field)

    def full_clean(self) -> None:
        """Take the faults that the catalogue's rules found; nothing else is checked here."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        for key, words in self.faults.items():
            if key in self.fields:
                self._errors[key] = self.error_class([words], renderer=self.renderer)


def given(asked: Sequence[Field], posted: QueryDict) -> dict[str, Any]:
    """Return what was typed, by question; several choices as a list."""
    return {
        field.key: posted.getlist(field.key) if field.kind == "choices" else posted[field.key]
        for field in asked
        if field.key in posted
    }


def control(field: Field) -> forms.Field:
    """Return the control of one question."""
    said: dict[str, Any] = {
        "label": field.title,
        "help_text": _hint(field),
        "required": field.required,
    }
    if field.kind == "choice":
        return forms.ChoiceField(choices=field.choices, widget=forms.RadioSelect, **said)
    if field.kind == "choices":
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=field.choices, widget=widget, **said)
    if field.kind == "boolean":
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **said)
    return forms.CharField(widget=_box(field), **said)


def _box(field: Field) -> forms.Widget:
    """Return the box to type into."""
    attrs: dict[str, Any] = {"maxlength": field.max_length} if field.max_length else {}
    if field.kind == "textarea":
        return forms.Textarea(attrs={**attrs, "rows": 4})
    if field.kind == "date":
        return forms.TextInput(attrs={"inputmode": "numeric", "class": "w20"})
    attrs["autocomplete"] = COMPLETE.get(field.key, "off")
    if field.kind in MODES:
        attrs |= {"inputmode": MODES[field.kind], "class": "w20"}
    return forms.TextInput(attrs=attrs)


def shown(field: Field, value: object) -> str:
    """Return an answer as people read it: a word, 是 or 否, an identity number masked (G-18)."""
    words = dict(field.choices)
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.key == "id_number":
        return mask_number(str(value))
    if isinstance(value, list):
        return "、".join(words.get(str(one), str(one)) for one in value)
    return words.get(str(value), "" if value is None else str(value))


def _hint(field: Field) -> str:
    """Return the advice below a question; a date says how it is written."""
    return field.hint or ("例如 2026-01-31" if field.kind == "date" else "")
