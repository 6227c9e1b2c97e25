"""A case as its page shows it: person masked, materials with their state, what has happened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from yizhan.accounts import queries as accounts
from yizhan.accounts.queries import PersonView
from yizhan.cases import hall_lists
from yizhan.cases.lamps import Lamp
from yizhan.cases.queries import CaseView
from yizhan.items import forms
from yizhan.items.content import Material
from yizhan.law.course import Defect
from yizhan.law.masking import mask_name, mask_number, mask_phone, mask_text
from yizhan.law.words import Channel, Trust, Way
from yizhan.materials import queries as materials
from yizhan.papers import queries as papers

MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "contact_name": mask_name,
    "legal_representative": mask_name,
    "id_number": mask_number,
    "phone": mask_phone,
    "contact_phone": mask_phone,
}
PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class Row:
    """One material of a case: what it is, whether it is there, what was told of it."""

    material: Material
    held: bool
    corrected: bool
    defect: Defect | None
    files: tuple[dict[str, Any], ...]
    trust: str

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """Return the files that can be looked at beside the checklist (BCK-04)."""
        return [one for one in self.files if one["name"].lower().endswith(PICTURES)]

    @property
    def state(self) -> str:
        """Return its state in a word."""
        if self.defect and not self.corrected:
            return "待补正"
        if self.corrected:
            return "已补正"
        return "已收" if self.held else "未收"


@dataclass(frozen=True)
class Dossier:
    """Everything that the middle of the screen shows."""

    view: CaseView
    person: PersonView
    rows: tuple[Row, ...]
    situation: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    results: tuple[dict[str, Any], ...]
    moments: tuple[dict[str, Any], ...]
    papers: tuple[Any, ...]
    channel: str
    way: str
    unscanned: frozenset[str]
    handover: Lamp | None


def dossier(view: CaseView) -> Dossier:
    """Return a case as its page shows it."""
    case = view.case
    return Dossier(
        view=view,
        person=accounts.person(case.applicant),
        rows=tuple(_rows(view)),
        situation=tuple(_situation(view)),
        answers=tuple(_answers(view)),
        results=tuple(_results(view)),
        moments=tuple(_moments(view)),
        papers=tuple(papers.papers_of(case.division, case.id)),
        channel=Channel(case.channel).label,
        way=Way(case.way).label,
        unscanned=frozenset(materials.unscanned(one["digest"] for one in view.attachments)),
        handover=hall_lists.lamp(view),
    )


def _rows(view: CaseView) -> Iterator[Row]:
    """Yield the materials that the situation leaves, with their state."""
    course = view.standing.course
    defects = {defect.material: defect for defect in course.defects}
    for material in forms.materials(view.content, view.situation):
        files = tuple(one for one in view.attachments if one["material"] == material.id)
        trust = " ".join(
            dict.fromkeys(f"{one['trust']} {Trust(one['trust']).label}" for one in files)
        )
        held, corrected = material.id in course.held, material.id in course.corrected
        yield Row(material, held, corrected, defects.get(material.id), files, trust)


def _results(view: CaseView) -> Iterator[dict[str, Any]]:
    """Yield the files that came with a step and are no material: results of procedures (BCK-06)."""
    known = {one.id for one in view.content.materials}
    yield from (one for one in view.attachments if one["material"] not in known)


def _situation(view: CaseView) -> Iterator[tuple[str, str]]:
    """Yield the questions on the situation with the answers given."""
    given = view.situation
    for asked in view.content.situations:
        label = next((one.label for one in asked.choices if one.id == given.get(asked.id)), "")
        if label:
            yield asked.question, label


def _answers(view: CaseView) -> Iterator[tuple[str, str]]:
    """Yield the answers of the form, each under its title, masked (G-18)."""
    given = view.answers
    for asked in forms.fields(view.content, view.situation, {}, acting=view.case.kind):
        if asked.key in given:
            mask = MASKS.get(asked.key, mask_text)
            yield asked.title, mask(_in_words(dict(asked.choices), given[asked.key]))


def _in_words(labels: dict[str, str], value: object) -> str:
    """Return an answer as people read it: choices by their words."""
    values = value if isinstance(value, list) else [value]
    yes_no = {True: "是", False: "否"}
    return "、".join(
        yes_no[part] if isinstance(part, bool) else labels.get(str(part), str(part))
        for part in values
    )


def _moments(view: CaseView) -> Iterator[dict[str, Any]]:
    """Yield the journal as a timeline, the newest last."""
    lines = view.journal
    for line in lines:
        word, name = line["post_label"], line["actor_name"]
        yield {
            "name": f"{line['label']}{'（未准）' if line['refused'] else ''}",
            "state": "now" if line is lines[-1] else "done",
            "at": line["at"],
            "who": name if name.startswith(word) else f"{word} {name}",
            "clause": line["clause"],
            "exceptions": line["exceptions"],
            "papers": line["papers"],
        }
