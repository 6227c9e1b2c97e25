"""The form of an item for a person's situation, filled with what the hall knows (P-12)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from yizhan.accounts import queries as accounts
from yizhan.api import edges
from yizhan.api.tokens import READ, caller, person
from yizhan.cases import remembered
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law.clocks import local
from yizhan.law.mandates import Action
from yizhan.law.refusals import NotFound
from yizhan.law.words import Applicant

router = Router(tags=["表单"])
SITUATION = Query(default=[], max_length=50)


def in_force(code: str, at: datetime) -> VersionView:
    """Return the version in force of an item by its code; raises NotFound."""
    item_id = items.item_by_code(code)
    found = items.published(item_id, local(at).date()) if item_id else None
    if found is None:
        raise NotFound("没有这个事项，或者已停办", clause="W1.2", remedy="请重新查找", field="item")
    return found


def known(actor: UUID, applicant: UUID, on: date) -> tuple[Applicant, dict[str, str]]:
    """Return the kind of an applicant and what the hall knows of them, by source (G-08).

    In clear: ask before whether the actor may act for the applicant on the day.
    """
    kind = accounts.person(applicant).kind
    legal = kind is Applicant.LEGAL
    found = accounts.prefill(actor, applicant) if legal else accounts.prefill(applicant)
    last = {f"last.{key}": str(value) for key, value in remembered.last_answers(applicant).items()}
    return kind, {**last, **{source: value for source, value in found.items() if value}}


@router.get("/items/{code}/form", response=dict[str, Any], summary="申请表单")
def form(
    request: HttpRequest,
    code: str,
    applicant: UUID | None = None,
    situation: list[str] = SITUATION,
) -> HttpResponse:
    """Return questions, materials and what is known already, for answers given as ``id:choice``."""
    held = caller(request)
    own = person(held, READ)
    version = in_force(code, held.at)
    on = local(held.at).date()
    who = applicant or own
    accounts.may_act_for(own, who, version.content.base_code, Action.SUBMIT, on=on)
    kind, prefill = known(own, who, on)
    answers = dict(one.split(":", 1) for one in situation if ":" in one)
    content = version.content
    return edges.answered(
        {
            "version": version.id,
            "situations": content.situations,
            "schema": forms.schema(content, answers, kind),
            "fields": forms.fields(content, answers, prefill, acting=kind),
            "materials": forms.materials(content, answers),
            "stops": forms.stops(content, answers),
        }
    )
