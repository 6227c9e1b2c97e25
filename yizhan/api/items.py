"""The form of an item for a person's situation, filled with what the hall knows (P-12)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.params.functions import Query

from yizhan.accounts import queries as accounts
from yizhan.api import edges
from yizhan.api.fresh import fresh
from yizhan.api.shapes_items import FormOut, NeededOut
from yizhan.api.tokens import Reader, caller, person
from yizhan.cases import known as held_data
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.items.content import Content
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
    return kind, held_data.values(actor, applicant, kind, on=on)


def needed(content: Content, situation: list[str]) -> dict[str, Any]:
    """Return questions, materials and obstacles for answers given as ``id:choice``."""
    answers = chosen(situation)
    return {
        "situations": content.situations,
        "materials": forms.materials(content, answers),
        "stops": forms.stops(content, answers),
    }


def chosen(situation: list[str]) -> dict[str, str]:
    """Return the answers on the situation that an address holds as ``id:choice``."""
    return dict(one.split(":", 1) for one in situation if ":" in one)


@router.get("/items/{code}/materials", response=NeededOut, summary="按情形的材料", auth=None)
def materials(request: HttpRequest, code: str, situation: list[str] = SITUATION) -> HttpResponse:
    """Return the questions on the situation, and what the answers leave to hand in (P-10)."""
    version = in_force(code, timezone.now())
    return fresh(request, {"version": version.id, **needed(version.content, situation)})


@router.get("/items/{code}/form", response=FormOut, summary="申请表单", auth=Reader())
def form(
    request: HttpRequest,
    code: str,
    applicant: UUID | None = None,
    situation: list[str] = SITUATION,
) -> HttpResponse:
    """Return questions, materials and what is known already, for answers given as ``id:choice``."""
    held = caller(request)
    own = person(held)
    version = in_force(code, held.at)
    on = local(held.at).date()
    who = applicant or own
    accounts.may_act_for(own, who, version.content.base_code, Action.SUBMIT, on=on)
    kind, prefill = known(own, who, on)
    content, answers = version.content, chosen(situation)
    return edges.answered(
        {
            "version": version.id,
            **needed(content, situation),
            "schema": forms.schema(content, answers, kind),
            "fields": forms.fields(content, answers, prefill, acting=kind),
        }
    )
