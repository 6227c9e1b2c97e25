"""Drafts (草稿): an application in the making; saved at every step, handed in once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from yizhan.cases import services
from yizhan.cases.actors import Actor
from yizhan.cases.answers import Answer
from yizhan.cases.models import Draft
from yizhan.cases.opening import Application, File
from yizhan.items import forms
from yizhan.items.versions import VersionView
from yizhan.law.certificates import Aim
from yizhan.law.refusals import NotFound
from yizhan.law.words import Channel, Trust, Way
from yizhan.orm import pages
from yizhan.orm.pages import Page

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """One draft: ``files`` maps a material's id to the files handed in for it."""

    id: UUID
    person: UUID
    applicant: UUID
    version_id: UUID
    item_name: str
    situation: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    files: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    way: str = Way.HAND.value
    step: int = 1
    saved_at: datetime
    case_ref: str = ""
    aim: str = Aim.NEW.value
    certificate: UUID | None = None  # the one that a change or a renewal is about


COLUMNS = tuple(DraftView.__dataclass_fields__)


def begin(  # noqa: PLR0913 - what a draft begins with
    person: UUID,
    applicant: UUID,
    version: VersionView,
    *,
    at: datetime,
    aim: str = Aim.NEW.value,
    certificate: UUID | None = None,
) -> DraftView:
    """Return a new draft, or the one that the person has already begun for this applicant."""
    about = {"aim": aim, "certificate": certificate}
    rows = Draft.objects.filter(
        person=person, applicant=applicant, version_id=version.id, case_ref="", **about
    )
    found = rows.order_by("-saved_at").values(*COLUMNS).first()
    if found:
        return DraftView(**found)
    row = Draft.objects.create(
        id=uuid7(),
        person=person,
        applicant=applicant,
        version_id=version.id,
        item_name=version.name,
        saved_at=at,
        **about,
    )
    return draft(person, row.id)


def draft(person: UUID, draft_id: UUID) -> DraftView:
    """Return a person's own draft.

    Raises NotFound for a missing and for somebody else's alike.
    """
    found = Draft.objects.filter(person=person, id=draft_id).values(*COLUMNS).first()
    if found is None:
        raise NotFound("没有找到这份草稿", clause="W2.3", remedy="请从“我的草稿”进入")
    return DraftView(**found)


def lent(draft_id: UUID) -> DraftView:
    """Return a draft to whoever shows a signed link to it: the link is the right to it (P-13).

    Raises NotFound.
    """
    found = Draft.objects.filter(id=draft_id).values(*COLUMNS).first()
    if found is None:
        raise NotFound("没有找到这份草稿", clause="W2.3", remedy="请从“我的草稿”进入")
    return DraftView(**found)


def drafts_of(person: UUID, *, after: str = "", limit: int = PAGE) -> Page[DraftView]:
    """Return a page of a person's drafts that have not been handed in, newest first."""
    rows = Draft.objects.filter(person=person, case_ref="")
    return pages.newest(rows, "saved_at", after=after, limit=limit).as_(_view)


def begun(person: UUID, version_id: UUID) -> list[DraftView]:
    """Return a person's drafts of one version that have not been handed in, newest first."""
    rows = Draft.objects.filter(person=person, case_ref="", version_id=version_id)
    return [_view(row) for row in rows.order_by("-saved_at")]


def save(found: DraftView, changes: Mapping[str, Any], *, at: datetime) -> DraftView:
    """Return the draft with changes (situation, answers, files, way, step) saved."""
    saved = replace(found, **changes, saved_at=at)
    Draft.objects.filter(person=found.person, id=found.id).update(**changes, saved_at=at)
    return saved


def drop(person: UUID, draft_id: UUID) -> None:
    """Delete a draft that has not been handed in; a missing one is gone already."""
    Draft.objects.filter(person=person, id=draft_id, case_ref="").delete()


def hand_in(found: DraftView, actor: Actor, version: VersionView, *, at: datetime) -> Answer:
    """Return the answer of the case that the draft becomes; sent twice, it is one case (T23).

    What a government body issued, and the form itself, count as handed in with the application.
    Raises Refusal when the law does not let it in; the draft stays.
    """
    application = Application(
        version_id=found.version_id,
        applicant=found.applicant,
        channel=Channel.ONLINE.value,
        materials=forms.supplied(version.content, found.situation),
        files=tuple(_files(found)),
        answers=found.answers,
        situation=found.situation,
        way=found.way,
        aim=found.aim,
        certificate=found.certificate,
    )
    answer = services.submit(application, actor, key=f"draft-{found.id}", at=at)
    Draft.objects.filter(person=found.person, id=found.id).update(case_ref=answer.ref)
    return answer


def _view(row: Draft) -> DraftView:
    """Return a row as its person sees it."""
    return DraftView(**{name: getattr(row, name) for name in COLUMNS})


def _files(found: DraftView) -> list[File]:
    """Return the files of a draft as the door takes them."""
    return [
        File(
            material=material,
            digest=file["digest"],
            name=file["name"],
            trust=file.get("trust", Trust.UPLOADED.value),
        )
        for material, files in found.files.items()
        for file in files
    ]
