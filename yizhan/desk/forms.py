"""The frame of every form of the desk: what the page had seen, and a key against double sending."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from yizhan.law.refusals import Refusal


class DeskForm(forms.Form):
    """A form that leaves all checking to the server (G-06) and names the empty field."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """Check what was sent; the fault of every field is worded first, those added late too."""
        for field in self.fields.values():
            picked = isinstance(field, forms.ChoiceField | forms.FileField)
            field.error_messages["required"] = f"{'请选择' if picked else '请填写'}{field.label}"
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = f"请从列表中选择{field.label}"
        super().full_clean()

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, where it has one here."""
        if refusal.field in self.fields:
            self.add_error(refusal.field, refusal.message)


class KeyedForm(DeskForm):
    """A form that changes something: its key makes a second sending harmless (L3.10)."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seen: int = 0, **kwargs: Any) -> None:
        """Hand out a fresh key with the version that the page shows."""
        fresh = {"key": uuid4().hex, "seen": seen}
        kwargs["initial"] = {**fresh, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def sent_key(self) -> str:
        """Return the key that was sent; a fresh one where a page had none."""
        return self.cleaned_data["key"] or uuid4().hex

    @property
    def sent_seen(self) -> int:
        """Return the version that the page had shown; 0 where it had none."""
        return self.cleaned_data["seen"] or 0

    def renew(self, seen: int) -> None:
        """Keep all that was typed, with a new key and the version that is shown now."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        data[self.add_prefix("key")] = uuid4().hex
        data[self.add_prefix("seen")] = str(seen)
        self.data = data


def text(
    label: str, *, hint: str = "", longest: int = 200, focus: bool = False, **more: Any
) -> forms.CharField:
    """Return a field of one line; ``focus`` where the page begins with it."""
    widget = forms.TextInput(attrs={"autocomplete": "off", "autofocus": focus})
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=widget, **more)


def area(label: str, *, hint: str = "", rows: int = 3, **more: Any) -> forms.CharField:
    """Return a field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=2000, widget=widget, **more)


def choice(label: str, choices: list[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    """Return a field of a few choices, all in sight."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


def ticks(label: str, choices: list[tuple[str, str]], **more: Any) -> forms.MultipleChoiceField:
    """Return a field of boxes to tick."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, **more)


def day(label: str, **more: Any) -> forms.DateField:
    """Return a field for a date."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)
