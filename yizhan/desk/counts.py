"""How many originals and copies come over the counter (份数, L4.1): asked where the item asks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from yizhan.items.content import Material

MOST = 99
KINDS = {"original": "原件", "copy": "复印件"}


class CountField(forms.IntegerField):
    """A number of copies; what the page did not show yet stands as the item asks for it."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what was typed, or the item's own number where nothing was sent."""
        return initial if data is None else super().bound_data(data, initial)


def controls(materials: Iterable[Material]) -> Iterator[tuple[str, forms.Field]]:
    """Yield a control for each kind of which the item asks for some, by its name."""
    for one in materials:
        for kind, wanted in _wanted(one).items():
            yield (
                _name(kind, one),
                CountField(
                    label=f"{one.name}：{KINDS[kind]}份数",
                    required=False,
                    initial=wanted,
                    min_value=0,
                    max_value=MOST,
                    widget=forms.TextInput(
                        attrs={"inputmode": "numeric", "size": "2", "autocomplete": "off"}
                    ),
                ),
            )


def shown(form: forms.Form, material: Material) -> list[tuple[str, forms.BoundField]]:
    """Return the controls of a material, each with the word of its kind."""
    return [(KINDS[kind], form[_name(kind, material)]) for kind in _wanted(material)]


def counted(
    materials: Iterable[Material], given: Iterable[str], said: Mapping[str, Any]
) -> dict[str, tuple[int, int]]:
    """Return originals and copies of each material that was handed in and asked for in number."""
    taken = set(given)
    found = {}
    for one in materials:
        if one.id in taken and (wanted := _wanted(one)):
            numbers = {kind: _number(said.get(_name(kind, one)), n) for kind, n in wanted.items()}
            found[one.id] = (numbers.get("original", 0), numbers.get("copy", 0))
    return {material: numbers for material, numbers in found.items() if any(numbers)}


def none_of(
    materials: Iterable[Material], given: Iterable[str], said: Mapping[str, Any]
) -> list[str]:
    """Return the controls of materials that were ticked and of which there is not one."""
    taken = set(given)
    return [
        _name(next(iter(wanted)), one)
        for one in materials
        if one.id in taken
        and (wanted := _wanted(one))
        and not any(_number(said.get(_name(kind, one)), n) for kind, n in wanted.items())
    ]


def _wanted(material: Material) -> dict[str, int]:
    """Return how many the item asks for, by kind, without what it asks none of."""
    asked = {"original": material.originals, "copy": material.copies}
    return {kind: number for kind, number in asked.items() if number}


def _number(typed: int | None, wanted: int) -> int:
    """Return what was typed; an empty control means as many as are asked for."""
    return wanted if typed is None else typed


def _name(kind: str, material: Material) -> str:
    """Return the name of a control."""
    return f"{kind}_{material.id}"
