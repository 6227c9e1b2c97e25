"""Cases through the interface: apply, take steps, read; the same door as every other face."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Header

from yizhan.api import edges
from yizhan.api.items import in_force
from yizhan.api.mine import owner
from yizhan.api.shapes import (
    AnswerOut,
    ApplicationIn,
    CaseOut,
    CasesOut,
    FileIn,
    LampOut,
    LineOut,
    StepIn,
)
from yizhan.api.tokens import READ, WRITE, Caller, caller
from yizhan.cases import inbox, queries, services
from yizhan.cases.actors import Actor
from yizhan.cases.opening import Application, File
from yizhan.cases.queries import CaseView
from yizhan.cases.services import Request
from yizhan.law.refusals import Incomplete
from yizhan.materials import queries as materials

router = Router(tags=["办件"])
PAGE = 50


def _files(held: Caller, files: list[FileIn]) -> tuple[File, ...]:
    """Return the files as the door takes them; raises NotFound for one of somebody else's."""
    if files:
        materials.check_own(owner(held, WRITE), {file.digest for file in files})
    return tuple(File(material=f.material, digest=f.digest, name=f.name) for f in files)


@router.post("/cases", response={201: AnswerOut}, summary="提交申请")
def submit(
    request: HttpRequest,
    body: ApplicationIn,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return the number and query code of the new case (L1.5)."""
    held = caller(request)
    actor = held.needs(WRITE)
    application = Application(
        version_id=body.version or in_force(body.item, held.at).id,
        applicant=body.applicant or _own(actor),
        channel=body.channel.value,
        materials=tuple(body.materials),
        files=_files(held, body.files),
        answers=body.answers,
        situation=body.situation,
        way=body.way.value,
    )
    answer = services.submit(application, actor, key=edges.key(idempotency_key), at=held.at)
    return edges.answered(answer, HTTPStatus.CREATED)


def _own(actor: Actor) -> UUID:
    """Return the person behind a token; raises Incomplete for staff who name no applicant."""
    if actor.person_id is None:
        raise Incomplete("请指明申请人", clause="L3.11", field="applicant")
    return actor.person_id


@router.post("/cases/{ref}/steps/{step}", response=AnswerOut, summary="办理一个步骤")
def take(
    request: HttpRequest,
    ref: str,
    step: str,
    body: StepIn,
    *,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
) -> HttpResponse:
    """Return what the step did; a lawful no comes back as a problem with its clause."""
    held = caller(request)
    actor = held.needs(WRITE)
    asked = Request(
        ref=ref, step=step, said=body.said, files=_files(held, body.files), seen=body.seen
    )
    return edges.answered(services.take(asked, actor, key=edges.key(idempotency_key), at=held.at))


@router.get("/cases", response=CasesOut, summary="办件列表")
def listed(request: HttpRequest, tab: str = "received", after: str = "") -> CasesOut:
    """Return the caller's own cases, or a page of their authority's inbox."""
    held = caller(request)
    actor = held.needs(READ)
    if actor.person_id is not None:
        return _mine(held, actor, after)
    page = inbox.page(actor, tab, held.at, after=after, limit=PAGE)
    return CasesOut(cases=[shown(row, actor) for row in page.rows], after=page.after)


def _mine(held: Caller, actor: Actor, after: str) -> CasesOut:
    """Return a page of a person's own cases, newest first."""
    if actor.person_id is None:
        return CasesOut(cases=[], after="")
    edges.check_mark(after)
    page = queries.mine(actor.person_id, held.at, after=after, limit=PAGE)
    return CasesOut(cases=[shown(row, actor) for row in page.rows], after=page.after)


@router.get("/cases/{ref}", response=CaseOut, summary="办件详情")
def one(request: HttpRequest, ref: str) -> CaseOut:
    """Return a case as it stands now; a foreign case is as missing as any other."""
    held = caller(request)
    actor = held.needs(READ)
    return shown(queries.case_for(actor, ref, held.at), actor)


@router.get("/cases/{ref}/journal", response=list[LineOut], summary="办件日志")
def journal(request: HttpRequest, ref: str, after: int = 0) -> list[LineOut]:
    """Return the lines of the journal after a number, oldest first."""
    held = caller(request)
    found = queries.case_for(held.needs(READ), ref, held.at)
    return [
        LineOut(**{**line, "actor": line["actor_name"]})
        for line in found.journal
        if line["seq"] > after
    ]


def shown(found: CaseView, actor: Actor) -> CaseOut:
    """Return a case in the shape of the interface."""
    course = found.standing.course
    lamp = found.lamp
    return CaseOut(
        ref=found.ref,
        number=found.case.number,
        item=found.case.item_name,
        authority=found.authority.name,
        applicant=found.applicant_masked,
        stage=course.stage.value,
        stage_label=course.stage.label,
        clock=course.clock.value,
        received_on=course.received_on,
        accepted_on=course.accepted_on,
        deemed=course.deemed,
        due={term.value: due.on for term, due in found.standing.dues.items()},
        provisional=any(due.provisional for due in found.standing.dues.values()),
        lamp=LampOut(
            light=lamp.light.value, words=lamp.words, on=lamp.on, provisional=lamp.provisional
        ),
        visits=course.visits,
        visits_allowed=found.visits_allowed,
        version=found.case.version,
        open_steps=[step.name for step in found.open_to(actor.post)],
    )
