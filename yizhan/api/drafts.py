"""Applications in the making: begun, saved at every step, handed in once."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Header
from pydantic import BaseModel, Field

from yizhan.accounts import queries as accounts
from yizhan.api import edges
from yizhan.api.items import in_force, known
from yizhan.api.mine import owner
from yizhan.api.shapes import AnswerOut, FileIn
from yizhan.api.tokens import READ, WRITE, Caller, caller, person
from yizhan.cases import drafts
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.law.clocks import local
from yizhan.law.mandates import Action
from yizhan.law.words import Way
from yizhan.materials import queries as materials

router = Router(tags=["草稿"])


class DraftIn(BaseModel):
    """For which item, and for whom; oneself when nobody is named."""

    item: str
    applicant: UUID | None = None


class ChangeIn(BaseModel):
    """What changes; what is left out stays."""

    situation: dict[str, str] | None = None
    answers: dict[str, Any] | None = None
    files: list[FileIn] | None = Field(default=None, max_length=200)
    way: Way | None = None


@router.get("/drafts", response=list[dict[str, Any]], summary="我的草稿")
def listed(request: HttpRequest) -> HttpResponse:
    """Return the caller's drafts that were not handed in, newest first."""
    return edges.answered(drafts.drafts_of(person(caller(request), READ)))


@router.post("/drafts", response={201: dict[str, Any]}, summary="新建草稿")
def begin(
    request: HttpRequest,
    body: DraftIn,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return a new draft, or the one already begun for this item and applicant."""
    held = caller(request)
    own = person(held, WRITE)
    edges.key(idempotency_key)
    version = in_force(body.item, held.at)
    applicant = body.applicant or own
    _check(held, own, applicant, version.content.base_code)
    found = drafts.begin(own, applicant, version, at=held.at)
    return edges.answered(found, HTTPStatus.CREATED)


@router.get("/drafts/{uuid:draft}", response=dict[str, Any], summary="一份草稿")
def one(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Return one of the caller's own drafts."""
    return edges.answered(drafts.draft(person(caller(request), READ), draft))


@router.patch("/drafts/{uuid:draft}", response=dict[str, Any], summary="保存草稿")
def save(
    request: HttpRequest,
    draft: UUID,
    body: ChangeIn,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return the draft as it is now; the same change again changes nothing."""
    held = caller(request)
    own = person(held, WRITE)
    edges.key(idempotency_key)
    found = drafts.draft(own, draft)
    changes = body.model_dump(exclude_none=True, exclude={"files"})
    if body.files is not None:
        changes["files"] = _files(held, body.files)
    return edges.answered(drafts.save(found, changes, at=held.at))


@router.delete("/drafts/{uuid:draft}", response={204: None}, summary="删除草稿")
def drop(
    request: HttpRequest,
    draft: UUID,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return nothing once the draft is gone."""
    own = person(caller(request), WRITE)
    edges.key(idempotency_key)
    drafts.drop(own, draft)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@router.post("/drafts/{uuid:draft}/submit", response={201: AnswerOut}, summary="提交草稿")
def submit(
    request: HttpRequest,
    draft: UUID,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return the case that the draft becomes; handed in twice, it is one case (T23)."""
    held = caller(request)
    own = person(held, WRITE)
    edges.key(idempotency_key)
    found = drafts.draft(own, draft)
    version = items.version(found.version_id)
    _check(held, own, found.applicant, version.content.base_code)
    kind, prefill = known(own, found.applicant, local(held.at).date())
    answers = forms.validate(
        version.content, found.situation, found.answers, acting=kind, prefill=prefill
    )
    whole = drafts.save(found, {"answers": answers}, at=held.at)
    answer = drafts.hand_in(whole, held.actor, version, at=held.at)
    return edges.answered(answer, HTTPStatus.CREATED)


def _check(held: Caller, own: UUID, applicant: UUID, base_code: str) -> None:
    """Raise Unlawful unless the caller may apply for the applicant today (L3.11)."""
    on = local(held.at).date()
    accounts.may_act_for(own, applicant, base_code, Action.SUBMIT, on=on)


def _files(held: Caller, files: list[FileIn]) -> dict[str, list[dict[str, str]]]:
    """Return the files by material; raises NotFound for one that the caller did not bring."""
    materials.check_own(owner(held, WRITE), {file.digest for file in files})
    found: dict[str, list[dict[str, str]]] = {}
    for file in files:
        found.setdefault(file.material, []).append({"digest": file.digest, "name": file.name})
    return found
