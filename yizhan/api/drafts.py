"""Applications in the making: begun, saved at every step, handed in once."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yizhan.accounts import queries as accounts
from yizhan.api import edges
from yizhan.api.items import in_force, known
from yizhan.api.mine import owner
from yizhan.api.shapes import AnswerOut, FileIn
from yizhan.api.shapes_mine import DraftsOut
from yizhan.api.tokens import Caller, Reader, Writer, caller, person
from yizhan.api.writes import sent_key, written
from yizhan.cases import drafts
from yizhan.cases.drafts import DraftView
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.law.clocks import local
from yizhan.law.mandates import Action
from yizhan.law.words import Way
from yizhan.materials import queries as materials

router = Router(tags=["草稿"])
LONGEST = 40
ANSWERS = 200


class DraftIn(BaseModel):
    """For which item, and for whom; oneself when nobody is named."""

    item: str = Field(max_length=LONGEST)
    applicant: UUID | None = None


class ChangeIn(BaseModel):
    """What changes; what is left out stays."""

    situation: dict[str, str] | None = Field(default=None, max_length=ANSWERS)
    answers: dict[str, Any] | None = Field(default=None, max_length=ANSWERS)
    files: list[FileIn] | None = Field(default=None, max_length=ANSWERS)
    way: Way | None = None


@router.get("/drafts", response=DraftsOut, summary="我的草稿", auth=Reader())
def listed(request: HttpRequest, after: str = "") -> HttpResponse:
    """Return a page of the caller's drafts that were not handed in, newest first."""
    held = caller(request)
    edges.check_mark(after)
    page = drafts.drafts_of(person(held), after=after)
    return edges.answered({"drafts": page.rows, "after": page.after})


@router.post("/drafts", response={201: DraftView}, summary="新建草稿", auth=Writer())
def begin(request: HttpRequest, body: DraftIn) -> HttpResponse:
    """Return a new draft, or the one already begun for this item and applicant."""
    held = caller(request)
    own = person(held)

    def make() -> DraftView:
        """Begin the draft."""
        version = in_force(body.item, held.at)
        applicant = body.applicant or own
        _check(held, applicant, version.content.base_code)
        return drafts.begin(own, applicant, version, at=held.at)

    return written(request, held, make)


@router.get("/drafts/{uuid:draft}", response=DraftView, summary="一份草稿", auth=Reader())
def one(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Return one of the caller's own drafts."""
    return edges.answered(drafts.draft(person(caller(request)), draft))


@router.patch("/drafts/{uuid:draft}", response=DraftView, summary="保存草稿", auth=Writer())
def save(request: HttpRequest, draft: UUID, body: ChangeIn) -> HttpResponse:
    """Return the draft as it is now; the answers are checked when it is handed in."""
    held = caller(request)
    own = person(held)

    def make() -> DraftView:
        """Save what changes."""
        changes = body.model_dump(exclude_none=True, exclude={"files"})
        if body.files is not None:
            changes["files"] = _files(held, body.files)
        return drafts.save(drafts.draft(own, draft), changes, at=held.at)

    return written(request, held, make, HTTPStatus.OK)


@router.delete("/drafts/{uuid:draft}", response={204: None}, summary="删除草稿", auth=Writer())
def drop(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Return nothing once the draft is gone."""
    held = caller(request)
    own = person(held)
    return written(request, held, lambda: drafts.drop(own, draft), HTTPStatus.NO_CONTENT)


@router.post(
    "/drafts/{uuid:draft}/submit", response={201: AnswerOut}, summary="提交草稿", auth=Writer()
)
def submit(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Return the case that the draft becomes; handed in twice, it is one case (T23).

    A fault of the form is named for each question, as on the page (P-12).
    """
    held = caller(request)
    found = drafts.draft(person(held), draft)
    sent_key(request)
    version = items.version(found.version_id)
    _check(held, found.applicant, version.content.base_code)
    kind, prefill = known(person(held), found.applicant, local(held.at).date())
    answers = forms.validate(
        version.content, found.situation, found.answers, acting=kind, prefill=prefill
    )
    whole = drafts.save(found, {"answers": answers}, at=held.at)
    answer = drafts.hand_in(whole, held.actor, version, at=held.at)
    return edges.answered(answer, HTTPStatus.CREATED)


def _check(held: Caller, applicant: UUID, base_code: str) -> None:
    """Raise Unlawful unless the caller may apply for the applicant today (L3.11)."""
    on = local(held.at).date()
    accounts.may_act_for(person(held), applicant, base_code, Action.SUBMIT, on=on)


def _files(held: Caller, files: list[FileIn]) -> dict[str, list[dict[str, str]]]:
    """Return the files by material; raises NotFound for one that the caller did not bring."""
    materials.check_own(owner(held), {file.digest for file in files})
    found: dict[str, list[dict[str, str]]] = {}
    for file in files:
        found.setdefault(file.material, []).append({"digest": file.digest, "name": file.name})
    return found
