"""The application form of an item: which questions and materials a person's answers leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from yizhan.items import blocks, cleaning
from yizhan.items.content import APPLICATION, Choice, Content, Material, Situation
from yizhan.law.refusals import Invalid
from yizhan.law.words import Applicant, Need, Source

Answers = Mapping[str, str]
LONG = 100
KINDS = {"number": "number", "integer": "integer", "boolean": "boolean", "array": "choices"}


@dataclass(frozen=True)
class Field:
    """One question as a page shows it.

    ``kind``: text, textarea, date, phone, number, integer, boolean, choice, choices;
    ``choices``: (code, word) pairs; ``source``: where the value comes from;
    ``locked``: the value is proved and cannot be typed over.
    """

    key: str
    title: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    hint: str
    section: str
    value: str
    source: str
    locked: bool
    max_length: int | None = None


@dataclass(frozen=True)
class Metrics:
    """How heavy a form is at worst: typed by hand, pre-filled, shown in all (P-12)."""

    typed: int
    prefilled: int
    shown: int

    @property
    def share(self) -> float:
        """Return the pre-filled part of what is shown, 0 to 1."""
        return self.prefilled / self.shown if self.shown else 1.0


class BadForm(Invalid):
    """The form cannot be taken as it was filled in; ``errors`` says why, by question."""

    def __init__(self, errors: dict[str, str]) -> None:
        """Keep the errors; the message names the first."""
        field, message = next(iter(errors.items()))
        super().__init__(message, clause="P-12", remedy="请按提示修改后重新提交", field=field)
        self.errors = errors


def acting_block(content: Content, acting: Applicant) -> str:
    """Return the block for who acts; the item's only block when it has none for them."""
    named: list[str] = content.form.get("x-blocks", [])
    if acting.value in named or not named:
        return acting.value if acting.value in named else ""
    return named[0]


def schema(content: Content, answers: Answers, acting: Applicant) -> dict[str, Any]:
    """Return the plain JSON Schema of the questions that are shown, blocks first."""
    block = blocks.BLOCKS.get(acting_block(content, acting), {})
    hidden = _hidden(content, answers)
    own: dict[str, Any] = content.form.get("properties", {})
    shown = {key: value for key, value in own.items() if key not in hidden}
    required = [key for key in content.form.get("required", []) if key in shown]
    return {
        "type": "object",
        "properties": {**block, **shown},
        "required": [*block, *required],
    }


def _hidden(content: Content, answers: Answers) -> set[str]:
    """Return the questions that wait for an answer which was not given."""
    asked = {key for choice in _choices(content) for key in choice.asks}
    return asked - {key for choice in chosen(content, answers) for key in choice.asks}


def _choices(content: Content) -> Iterator[Choice]:
    """Yield every choice of every situation."""
    for situation in content.situations:
        yield from situation.choices


def chosen(content: Content, answers: Answers) -> Iterator[Choice]:
    """Yield the choices that were taken; an answer that does not exist is none."""
    for situation in content.situations:
        for choice in situation.choices:
            if answers.get(situation.id) == choice.id:
                yield choice


def stops(content: Content, answers: Answers) -> list[str]:
    """Return why the service does not apply to this person; empty when it does."""
    return [choice.stops for choice in chosen(content, answers) if choice.stops]


def fields(
    content: Content,
    answers: Answers,
    prefill: Mapping[str, str],
    *,
    acting: Applicant = Applicant.NATURAL,
) -> list[Field]:
    """Return the questions to show, with the values that the hall holds already.

    ``answers``: situation id to choice id; ``prefill``: source (``person.name``) to value.
    """
    form = schema(content, answers, acting)
    section = blocks.SECTIONS.get(acting_block(content, acting), blocks.PERSONAL)
    block = blocks.BLOCKS.get(acting_block(content, acting), {})
    return [
        _field(key, one, prefill, required=key in form["required"], section=in_section)
        for key, one in form["properties"].items()
        for in_section in [section if key in block else one.get("x-section", "办理信息")]
    ]


def _field(
    key: str, one: dict[str, Any], prefill: Mapping[str, str], *, required: bool, section: str
) -> Field:
    """Return one question with its value."""
    source = one.get("x-source", "")
    value = prefill.get(source, "") if source else ""
    return Field(
        key=key,
        title=one.get("title", key),
        kind=_kind(one),
        required=required,
        choices=choices_of(one),
        hint=one.get("x-hint", ""),
        section=section,
        value=value,
        source=blocks.source_label(source) if value else "",
        locked=bool(value) and source in blocks.LOCKED,
        max_length=one.get("maxLength"),
    )


def _kind(one: dict[str, Any]) -> str:
    """Return how a question is asked on a page."""
    if one.get("enum"):
        return "choice"
    if one["type"] in KINDS:
        return KINDS[one["type"]]
    if one.get("format") in {"date", "phone"}:
        return str(one["format"])
    return "textarea" if one.get("maxLength", 0) > LONG * 2 else "text"


def validate(
    content: Content,
    answers: Answers,
    values: Mapping[str, Any],
    *,
    acting: Applicant = Applicant.NATURAL,
    prefill: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the clean answers of the questions that were shown.

    What the hall has proved (``prefill`` of a locked question) stands, whatever was sent.
    Raises BadForm with an error by question.
    """
    asked = fields(content, answers, prefill or {}, acting=acting)
    proved = {one.key: one.value for one in asked if one.locked}
    form = schema(content, answers, acting)
    cleaned, errors = cleaning.clean(form, {**values, **proved})
    if errors:
        raise BadForm(errors)
    return cleaned


def choices_of(one: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the choices of a question with their words."""
    holder = one.get("items", one)
    codes = [str(code) for code in holder.get("enum", [])]
    labels = one.get("x-labels") or holder.get("x-labels") or codes
    return tuple(zip(codes, labels, strict=True))


def materials(content: Content, answers: Answers) -> list[Material]:
    """Return the materials that the answers leave, in the order of the list.

    What a choice adds is listed, and needed, only with that choice; what a choice drops is not.
    """
    waiting = {key for choice in _choices(content) for key in choice.adds}
    added = {key for choice in chosen(content, answers) for key in choice.adds}
    dropped = {key for choice in chosen(content, answers) for key in choice.drops}
    gone = (waiting - added) | dropped
    return [_needed(m, added) for m in content.materials if m.id not in gone]


def supplied(content: Content, answers: Answers) -> tuple[str, ...]:
    """Return the materials that nobody hands in: the filled form itself, what is fetched (L3.5)."""
    return tuple(m.id for m in materials(content, answers) if comes_by_itself(m))


def comes_by_itself(material: Material) -> bool:
    """Return whether a material is the filled form, or is fetched from whoever issued it (L3.5)."""
    fetched = material.source is Source.GOVERNMENT and material.need is Need.REQUIRED
    return fetched or material.id == APPLICATION


def _needed(material: Material, added: set[str]) -> Material:
    """Return a material, needed when an answer added it."""
    if material.id in added and material.need is Need.OPTIONAL:
        return msgspec.structs.replace(material, need=Need.REQUIRED)
    return material


def metrics(content: Content, audience: Applicant) -> Metrics:
    """Return the weight of the form for the answers that make it heaviest."""
    answers = {s.id: _heaviest(content, s).id for s in content.situations}
    shown = schema(content, answers, audience)["properties"]
    prefilled = sum(blocks.is_held(one.get("x-source", "")) for one in shown.values())
    return Metrics(len(shown) - prefilled, prefilled, len(shown))


def _heaviest(content: Content, situation: Situation) -> Choice:
    """Return the choice of a situation that asks for most typing."""
    own = content.form.get("properties", {})

    def typed(choice: Choice) -> int:
        """Return how many questions of a choice are typed by hand."""
        known = (own.get(key, {}) for key in choice.asks)
        return sum(not blocks.is_held(one.get("x-source", "")) for one in known)

    return max(situation.choices, key=typed)
