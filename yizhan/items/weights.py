"""How heavy the forms of the catalogue are: what the hall fills in, what is typed (P-12, G-08)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from yizhan.items.catalogue import Shipped
from yizhan.items.content import Content
from yizhan.items.formrules import SHARE, TYPED, TYPED_LEGAL
from yizhan.items.forms import Metrics, metrics
from yizhan.law.words import Applicant


@dataclass(frozen=True)
class Weight:
    """The form of one item for one kind of applicant, for the answers that make it heaviest."""

    name: str
    audience: Applicant
    form: Metrics

    @property
    def holds(self) -> bool:
        """Return whether the form keeps the goal: a person types 8 at most and half is filled in.

        An organisation types 15 at most.
        """
        if self.audience is Applicant.LEGAL:
            return self.form.typed <= TYPED_LEGAL
        return self.form.typed <= TYPED and self.form.share >= SHARE

    def __str__(self) -> str:
        """Return it as one line of a table."""
        mark = "达标" if self.holds else "不达标"
        return (
            f"{self.form.prefilled:>3} 项预填  {self.form.typed:>2} 项手填  "
            f"预填 {self.form.share:>4.0%}  {mark}  {self.name}"
        )


def shipped(folder: Path) -> Iterator[Content]:
    """Yield what each file of a catalogue says, by name of the file."""
    for path in sorted(folder.glob("*.json")):
        yield msgspec.json.decode(path.read_bytes(), type=Shipped).content


def weights(contents: Iterable[Content], audience: Applicant) -> list[Weight]:
    """Return the weight of every item that serves a kind of applicant, the heaviest first."""
    found = [
        Weight(one.name, audience, metrics(one, audience))
        for one in contents
        if audience.value in one.audience
    ]
    return sorted(found, key=lambda one: (one.holds, -one.form.typed, one.form.share, one.name))
