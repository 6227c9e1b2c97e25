"""A draft whose item has a new version (P-11): what changed, and taking the answers over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yizhan.cases import drafts
from yizhan.cases.drafts import DraftView
from yizhan.items import blocks
from yizhan.items import queries as items
from yizhan.items.content import Content
from yizhan.items.versions import VersionView
from yizhan.portal.applying import Walk


@dataclass(frozen=True)
class Change:
    """The version in force now, if any, and what is asked differently since the draft."""

    version: VersionView | None
    words: tuple[str, ...]


def change(found: Walk, on: date) -> Change:
    """Return what has changed in an item since a draft was begun."""
    now = items.published(found.version.item_id, on)
    if now is None:
        return Change(None, ())
    return Change(now, tuple(_differences(found.content, now.content)))


def take_over(found: Walk, version: VersionView, at: datetime) -> DraftView:
    """Return a draft of the new version with every answer and file that it still asks for."""
    old = found.draft
    new = drafts.begin(found.visitor.person, old.applicant, version, at=at)
    questions, listed = _titles(version.content), _names(version.content)
    saved = drafts.save(
        new,
        {
            "situation": {**_situation(old, version.content), **new.situation},
            "answers": {**_kept(old.answers, questions), **new.answers},
            "files": {**_kept(old.files, listed), **new.files},
            "way": old.way,
            "step": 1,
        },
        at=at,
    )
    drafts.drop(found.visitor.person, old.id)
    return saved


def _kept(values: dict[str, Any], asked: dict[str, str]) -> dict[str, Any]:
    """Return what is still asked for; a standard question of a block always is."""
    return {key: value for key, value in values.items() if key in asked}


def _situation(old: DraftView, content: Content) -> dict[str, str]:
    """Return the answers on the situation that are still choices."""
    choices = {one.id: {choice.id for choice in one.choices} for one in content.situations}
    return {key: one for key, one in old.situation.items() if one in choices.get(key, set())}


def _titles(content: Content) -> dict[str, str]:
    """Return the questions of the form by key, those of the standard blocks too."""
    own = {key: one.get("title", key) for key, one in content.form.get("properties", {}).items()}
    standard = {key: key for block in blocks.BLOCKS.values() for key in block}
    return {**standard, **own}


def _names(content: Content) -> dict[str, str]:
    """Return the materials by id."""
    return {one.id: one.name for one in content.materials}


def _differences(before: Content, now: Content) -> Iterator[str]:
    """Yield in words what is asked anew and what no more."""
    for word, old, new in (
        ("填写", _titles(before), _titles(now)),
        ("材料", _names(before), _names(now)),
        ("情形", _questions(before), _questions(now)),
    ):
        yield from (f"新增{word}：{new[key]}" for key in new.keys() - old.keys())
        yield from (f"不再需要{word}：{old[key]}" for key in old.keys() - new.keys())


def _questions(content: Content) -> dict[str, str]:
    """Return the questions on the situation by id."""
    return {one.id: one.question for one in content.situations}
