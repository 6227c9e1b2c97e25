"""An application on its way (申报): its pages, what each asks, what is known (P-10, P-11).

An item of promised time has five pages, an instant one three that ask the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from yizhan.accounts import queries as accounts
from yizhan.cases import drafts, known
from yizhan.cases.drafts import DraftView
from yizhan.items import forms as item_forms
from yizhan.items import queries as items
from yizhan.items.content import Content, Material
from yizhan.items.forms import Field
from yizhan.items.versions import VersionView
from yizhan.law.mandates import Action
from yizhan.law.words import Applicant, CaseKind
from yizhan.portal import here
from yizhan.portal.who import Visitor, acting_for, kind_of

SITUATION, INFO, FILES, WAY, CHECK = "situation", "info", "files", "way", "check"
NAMES = {
    (SITUATION,): "选择情形",
    (INFO,): "核对信息",
    (FILES,): "上传材料",
    (WAY,): "领取方式",
    (INFO, FILES, WAY): "填写和上传",
    (CHECK,): "核对并提交",
}
LONG: tuple[tuple[str, ...], ...] = ((SITUATION,), (INFO,), (FILES,), (WAY,), (CHECK,))
SHORT: tuple[tuple[str, ...], ...] = ((SITUATION,), (INFO, FILES, WAY), (CHECK,))


def pages(content: Content) -> tuple[tuple[str, ...], ...]:
    """Return the pages of an item's application, each with the parts that it asks."""
    return SHORT if content.kind is CaseKind.INSTANT else LONG


def page_of(content: Content, part: str) -> int:
    """Return the number of the page that asks a part, from 1."""
    return next(n for n, parts in enumerate(pages(content), 1) if part in parts)


def bar(content: Content, number: int) -> dict[str, Any]:
    """Return what the bar of steps shows on a page (P-11)."""
    count = len(pages(content))
    return {
        "step": number,
        "steps": count,
        "name": NAMES[pages(content)[number - 1]],
        "ticks": [n <= number for n in range(1, count + 1)],
    }


@dataclass(frozen=True)
class Walk:
    """One application on its way, read again with every request."""

    visitor: Visitor
    draft: DraftView
    version: VersionView

    @property
    def content(self) -> Content:
        """Return what the draft's version of the item says."""
        return self.version.content

    @cached_property
    def kind(self) -> Applicant:
        """Return whether the applicant is a natural or a legal person."""
        return kind_of(self.draft.applicant)

    @cached_property
    def known(self) -> dict[str, str]:
        """Return what the hall knows of the applicant, by source."""
        today = here.today()
        return known.values(self.visitor.person, self.draft.applicant, self.kind, on=today)

    @cached_property
    def fields(self) -> list[Field]:
        """Return the questions that this situation leaves, filled with what is known."""
        return item_forms.fields(self.content, self.draft.situation, self.known, acting=self.kind)

    @cached_property
    def materials(self) -> list[Material]:
        """Return the materials that this situation leaves."""
        return item_forms.materials(self.content, self.draft.situation)

    @property
    def stops(self) -> list[str]:
        """Return why the service does not apply; empty when it does."""
        return item_forms.stops(self.content, self.draft.situation)

    @property
    def outdated(self) -> bool:
        """Return whether another version of the item is in force now (P-11)."""
        now = items.published(self.version.item_id, here.today())
        return now is None or now.id != self.version.id

    def validate(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the clean answers; raises BadForm with a fault for each question."""
        return item_forms.validate(
            self.content,
            self.draft.situation,
            values,
            acting=self.kind,
            prefill=self.known,
        )

    def address(self, number: int) -> str:
        """Return the address of one of the pages."""
        return reverse("portal:draft_page", args=[self.draft.id, number])

    def frame(self) -> dict[str, Any]:
        """Return what every page of the application shows."""
        switch = reverse("portal:apply", args=[self.version.code])
        return {
            "nav": "mine",
            "walk": self,
            "draft": self.draft,
            "content": self.content,
            "version": self.version,
            "acting": acting_for(self.visitor, self.draft.applicant, switch),
        }


def walk(visitor: Visitor, draft_id: UUID) -> Walk:
    """Return one's own application on its way.

    Raises NotFound for a foreign draft, Unlawful when the visitor may no longer act for the
    applicant (L3.11): nothing of the applicant is shown then.
    """
    draft = drafts.draft(visitor.person, draft_id)
    version = items.version(draft.version_id)
    accounts.may_act_for(
        visitor.person,
        draft.applicant,
        version.content.base_code,
        Action.SUBMIT,
        on=here.today(),
    )
    return Walk(visitor, draft, version)
