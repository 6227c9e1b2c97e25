"""The form of an errand (代办登记): one page for every way, short enough for a phone (VIL-01)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from yizhan.items import forms as itemforms
from yizhan.items.blocks import BLOCKS
from yizhan.items.content import Material
from yizhan.items.versions import VersionView
from yizhan.law.mandates import Action
from yizhan.law.village import Mode
from yizhan.stations.records import Entrusted, Hour, Named, Record, Sheet

SITUATION, ANSWER, PHOTO = "s_", "a_", "file_"
PERIOD = timedelta(days=90)
BLOCK = frozenset(key for block in BLOCKS.values() for key in block)


def _line(
    label: str, longest: int, *, hint: str = "", required: bool = False, **attrs: str
) -> forms.CharField:
    """Return a field of one line; what else is required depends on the way."""
    return forms.CharField(
        label=label,
        max_length=longest,
        help_text=hint,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        error_messages={"required": f"请填写{label}"},
    )


class ErrandFields(forms.Form):
    """Everything that an errand may say, in the groups that the page shows."""

    use_required_attribute = False
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    number = _line("身份证号码", 30, required=True)
    name = _line("姓名", 60, required=True)
    phone = _line("手机号", 30, hint="没有可不填", inputmode="tel")
    guardian_number = _line("监护人身份证号码", 30, hint="未满十四周岁的才填")
    guardian_name = _line("监护人姓名", 60)
    place = _line("地点", 120)
    hour = forms.DateTimeField(
        label="时间",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    read_aloud = forms.BooleanField(label="已把委托书读给本人听", required=False)
    signature = forms.FileField(label="本人签名", required=False)
    later = forms.BooleanField(label="先只登记上门，到家里再办", required=False)

    def __init__(
        self, *args: Any, version: VersionView, modes: tuple[Mode, ...], **more: Any
    ) -> None:
        """Ask what the item asks, and offer the ways that are open for it."""
        super().__init__(*args, **more)
        self.version = version
        content = version.content
        self.fields["mode"] = forms.ChoiceField(
            label="怎么办",
            choices=[(mode.value, mode.label) for mode in modes],
            initial=modes[0].value,
            widget=forms.RadioSelect,
            error_messages={"required": "请选择怎么办"},
        )
        for asked in content.situations:
            self.fields[SITUATION + asked.id] = forms.ChoiceField(
                label=asked.question,
                choices=[(one.id, one.label) for one in asked.choices],
                widget=forms.RadioSelect,
                required=False,
            )
        for one in itemforms.fields(content, {}, {}):
            if not one.locked and one.key not in BLOCK:
                self.fields[ANSWER + one.key] = _line(one.title, one.max_length or 200)
        handed = [one for one in content.materials if not itemforms.comes_by_itself(one)]
        for material in handed:
            self.fields[PHOTO + material.id] = forms.FileField(label=material.name, required=False)
        pairs = [(one.id, one.name) for one in handed]
        self.fields["materials"] = forms.MultipleChoiceField(choices=pairs, required=False)

    def of(self, start: str) -> list[forms.BoundField]:
        """Return the fields of one kind."""
        return [self[name] for name in self.fields if name.startswith(start)]

    @property
    def situations(self) -> list[forms.BoundField]:
        """Return the questions on the person's situation."""
        return self.of(SITUATION)

    @property
    def questions(self) -> list[forms.BoundField]:
        """Return the item's own questions."""
        return self.of(ANSWER)

    @property
    def brought(self) -> list[tuple[Material, forms.BoundField]]:
        """Return each material that the person brings, with the photo of it."""
        listed = self.version.content.materials
        return [(one, self[PHOTO + one.id]) for one in listed if PHOTO + one.id in self.fields]

    @property
    def spared(self) -> list[str]:
        """Return the names of what nobody need bring (L3.5)."""
        listed = self.version.content.materials
        return [one.name for one in listed if itemforms.comes_by_itself(one)]

    @property
    def seen(self) -> set[str]:
        """Return the materials whose originals were seen."""
        return set(self["materials"].value() or ())


class ErrandForm(ErrandFields):
    """The errand that was filled in, as a record; the stations' own rules judge it."""

    def record(self, files: tuple[Sheet, ...], signature: str) -> Record:
        """Return the record of what was filled in; the files lie in the store already."""
        said = self.cleaned_data
        mode = Mode(said["mode"])
        return Record(
            id=said["id"] or uuid4(),
            mode=mode,
            code=self.version.code,
            principal=Named(name=said["name"], number=said["number"], phone=said["phone"]),
            guardian=self._guardian(),
            situation=self._typed(SITUATION),
            answers=self._typed(ANSWER),
            materials=tuple(said["materials"]),
            files=files,
            mandate=self._mandate(signature) if mode is Mode.WHOLE and signature else None,
            hour=self._hour(),
            recorded_at=timezone.now(),
            ready=not (mode is Mode.HOME and said["later"]),
            confirmed=said["confirmed"],
            based_on=said["based_on"] or 0,
        )

    def _typed(self, start: str) -> dict[str, str]:
        """Return what was answered under one kind of field."""
        return {
            name.removeprefix(start): value
            for name, value in self.cleaned_data.items()
            if name.startswith(start) and value
        }

    def _guardian(self) -> Named | None:
        """Return the guardian who came with a ward."""
        said = self.cleaned_data
        if not said["guardian_number"]:
            return None
        return Named(name=said["guardian_name"], number=said["guardian_number"])

    def _mandate(self, signature: str) -> Entrusted:
        """Return what was signed: three months, for applying, correcting and collecting."""
        since: date = timezone.localdate()
        return Entrusted(
            since=since,
            until=since + PERIOD,
            read_aloud=self.cleaned_data["read_aloud"],
            signature=signature,
            actions=(Action.SUBMIT, Action.CORRECT, Action.COLLECT),
        )

    def _hour(self) -> Hour | None:
        """Return where and when, once both are known."""
        said = self.cleaned_data
        at: datetime | None = said["hour"]
        return Hour(place=said["place"], at=at) if at and said["place"] else None


def initial(record: Record, revision: int) -> dict[str, Any]:
    """Return what a form shows of a record that was kept: everything but its files."""
    guardian = record.guardian
    return {
        "id": record.id,
        "based_on": revision,
        "mode": record.mode.value,
        "number": record.principal.number,
        "name": record.principal.name,
        "phone": record.principal.phone,
        "guardian_number": guardian.number if guardian else "",
        "guardian_name": guardian.name if guardian else "",
        "place": record.hour.place if record.hour else "",
        "hour": record.hour.at if record.hour else None,
        "materials": list(record.materials),
        **{SITUATION + key: value for key, value in record.situation.items()},
        **{ANSWER + key: value for key, value in record.answers.items()},
    }
