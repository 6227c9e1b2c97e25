"""Checking all answers and handing them in (P-14): grouped answers, then one case, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yizhan.cases import drafts
from yizhan.cases.answers import Answer
from yizhan.items.forms import BadForm, chosen
from yizhan.law.words import Trust, Way
from yizhan.materials import shelf
from yizhan.materials.shelf import Keeping
from yizhan.portal import answer_forms, applying, gates, guide, handed
from yizhan.portal.applying import FILES, INFO, SITUATION, WAY, Walk


@dataclass(frozen=True)
class Group:
    """Answers that stand together: what they are called, where to change them."""

    title: str
    change: str
    rows: tuple[tuple[str, str], ...]


def summary(found: Walk) -> dict[str, Any]:
    """Return what the page of checking shows: groups, faults with where to mend them, gaps."""
    rows = handed.rows(found.materials, found.draft.files, found.draft.applicant)
    return {
        "groups": [*_answers(found), _files(found, rows), _way(found)],
        "problems": list(_problems(found)),
        "lacking": [row.material.name for row in rows if row.lacking],
        "notice_days": found.content.notice,
        "promised": guide.length(found.content.promised, found.content.kind),
    }


def hand_in(found: Walk, at: datetime) -> str:
    """Return the address of the case that the application has become; sent twice, it is one.

    Raises BadForm while an answer does not hold, Unlawful when the visitor may not (L3.11, W2.2).
    """
    gates.check(found.visitor, found.version)
    draft = found.draft
    clean = found.validate(draft.answers)
    copies = handed.certified(_bare(found), found.visitor.owner, draft.applicant, at)
    files = handed.merged(_listed(found), copies)
    ready = drafts.save(draft, {"answers": clean, "files": files}, at=at)
    answer = drafts.hand_in(ready, found.visitor.actor, found.version, at=at)
    _keep(found, files, answer, at)
    return answer.ref


def _bare(found: Walk) -> list[Any]:
    """Return the materials for which nothing is in yet."""
    return [one for one in found.materials if not found.draft.files.get(one.id)]


def _listed(found: Walk) -> handed.Files:
    """Return the files for the materials that the situation still calls for."""
    asked = {one.id for one in found.materials}
    return {key: entries for key, entries in found.draft.files.items() if key in asked}


def _keep(found: Walk, files: handed.Files, answer: Answer, at: datetime) -> None:
    """Put what was uploaded on the applicant's shelf, for the next time (L5)."""
    names = {one.id: one.name for one in found.materials}
    keepings = [
        Keeping(digest=entry["digest"], name=entry["name"], kind=names[material])
        for material, entries in files.items()
        for entry in entries
        if entry["trust"] == Trust.UPLOADED
    ]
    shelf.kept_from_case(found.draft.applicant, keepings, case=answer.number, at=at)


def _answers(found: Walk) -> Iterator[Group]:
    """Yield the answers on the situation and of the form, by section."""
    taken = list(chosen(found.content, found.draft.situation))
    labels = {choice.id: choice.label for choice in taken}
    rows = [
        (one.question, labels.get(found.draft.situation.get(one.id, ""), "未选择"))
        for one in found.content.situations
    ]
    if rows:
        yield Group("您的情形", _change(found, SITUATION), tuple(rows))
    sections: dict[str, list[tuple[str, str]]] = {}
    for one in found.fields:
        value = one.value if one.locked else found.draft.answers.get(one.key, one.value)
        words = answer_forms.shown(one, value) or "未填写"
        sections.setdefault(one.section, []).append((one.title, words))
    for title, lines in sections.items():
        yield Group(title, _change(found, INFO), tuple(lines))


def _files(found: Walk, rows: list[handed.Row]) -> Group:
    """Return the materials with what is in for each."""
    lines = [(row.material.name, _file_words(row)) for row in rows]
    return Group("申请材料", _change(found, FILES), tuple(lines))


def _file_words(row: handed.Row) -> str:
    """Return in words what is in for a material."""
    names = "、".join(entry["name"] for entry in row.files)
    return names or row.spared or ("还没有上传" if row.needed else "不提交")


def _way(found: Walk) -> Group:
    """Return how the result is handed over."""
    label = Way(found.draft.way).label
    return Group("领取方式", _change(found, WAY), (("送达方式", label),))


def _problems(found: Walk) -> Iterator[tuple[str, str]]:
    """Yield the address and the words of each answer that does not hold yet."""
    try:
        found.validate(found.draft.answers)
    except BadForm as bad:
        base = _change(found, INFO)
        yield from ((f"{base}#id_{key}", words) for key, words in bad.errors.items())


def _change(found: Walk, part: str) -> str:
    """Return where a part is changed."""
    return found.address(applying.page_of(found.content, part))
