"""Cases through the interface: apply, take steps, read; the same door as every other face."""

from http import HTTPStatus
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yizhan.accounts import queries as accounts
from yizhan.api import edges
from yizhan.api.fresh import versioned
from yizhan.api.items import in_force, known
from yizhan.api.mine import owner
from yizhan.api.shapes import (
    AnswerOut,
    ApplicationIn,
    CaseOut,
    CasesOut,
    CountIn,
    FileIn,
    LampOut,
    LineOut,
    StepIn,
)
from yizhan.api.tokens import Caller, Reader, Writer, caller, post
from yizhan.api.writes import seen, sent_key
from yizhan.cases import inbox, queries, services, shared
from yizhan.cases.actors import Actor, at_window
from yizhan.cases.opening import Application, File
from yizhan.cases.queries import CaseView
from yizhan.cases.services import Request
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law.clocks import local
from yizhan.law.mandates import Action
from yizhan.law.refusals import Incomplete, WrongPost
from yizhan.law.words import Channel, Post
from yizhan.materials import queries as materials

router = Router(tags=["办件"])
PAGE = 50
SharedTab = Literal["opinions", "below"]


def _files(held: Caller, files: list[FileIn]) -> tuple[File, ...]:
    """Return the files as the door takes them; raises NotFound for one of somebody else's."""
    if files:
        materials.check_own(owner(held), {file.digest for file in files})
    return tuple(File(material=f.material, digest=f.digest, name=f.name) for f in files)


def _counts(actor: Actor, counts: dict[str, CountIn]) -> dict[str, tuple[int, int]]:
    """Return how many of each material were handed in; only the window counts (L4.1).

    Raises WrongPost for anybody else.
    """
    if counts and not actor.staff:
        raise WrongPost(
            "份数由窗口收件时登记", clause="L4.1", remedy="网上申请不用填写份数", field="counts"
        )
    return {material: (one.originals, one.copies) for material, one in counts.items()}


@router.post("/cases", response={201: AnswerOut}, summary="提交申请", auth=Writer())
def submit(request: HttpRequest, body: ApplicationIn) -> HttpResponse:
    """Return the number and query code of the new case (L1.5).

    A person applies online, and each fault of the form is named (P-12); the front desk hands in
    what somebody brought to the window.
    """
    held = caller(request)
    key = sent_key(request)
    applicant = body.applicant or _own(held.actor)
    version = items.version(body.version) if body.version else in_force(body.item, held.at)
    application = Application(
        version_id=version.id,
        applicant=applicant,
        channel=_channel(held.actor, body.channel).value,
        materials=tuple(body.materials),
        files=_files(held, body.files),
        answers=_answers(held, version, applicant, body),
        situation=body.situation,
        way=body.way.value,
        aim=body.aim.value,
        certificate=body.certificate,
        counts=_counts(held.actor, body.counts),
    )
    actor = at_window(post(held, Post.FRONT), applicant) if held.actor.staff else held.actor
    answer = services.submit(application, actor, key=key, at=held.at)
    return edges.answered(answer, HTTPStatus.CREATED)


def _channel(actor: Actor, said: Channel) -> Channel:
    """Return how an application came in; raises WrongPost for a person who says another (W2.2)."""
    if actor.staff or said is Channel.ONLINE:
        return said
    raise WrongPost(
        f"本人的令牌不能以“{said.label}”提交",
        clause="W2.2",
        remedy="请以网上（online）提交，或者到窗口由工作人员收件",
        field="channel",
    )


def _answers(
    held: Caller, version: VersionView, applicant: UUID, body: ApplicationIn
) -> dict[str, Any]:
    """Return the clean answers of the form; raises BadForm with a fault for each question.

    At a window nobody fills in the form, so nothing is asked where nothing was said.
    """
    if held.actor.staff and not body.answers:
        return {}
    own = held.actor.person_id or applicant
    content, on = version.content, local(held.at).date()
    accounts.may_act_for(own, applicant, content.base_code, Action.SUBMIT, on=on)
    kind, prefill = known(own, applicant, on)
    return forms.validate(content, body.situation, body.answers, acting=kind, prefill=prefill)


def _own(actor: Actor) -> UUID:
    """Return the person behind a token; raises Incomplete for staff who name no applicant."""
    if actor.person_id is None:
        raise Incomplete("请指明申请人", clause="L3.11", field="applicant")
    return actor.person_id


@router.post("/cases/{ref}/steps/{step}", response=AnswerOut, summary="办理一个步骤", auth=Writer())
def take(request: HttpRequest, ref: str, step: str, body: StepIn) -> HttpResponse:
    """Return what the step did; a lawful no comes back as a problem with its clause."""
    held = caller(request)
    key = sent_key(request)
    asked = Request(
        ref=ref,
        step=step,
        said=body.said,
        files=_files(held, body.files),
        seen=body.seen or seen(request),
    )
    return edges.answered(services.take(asked, held.actor, key=key, at=held.at))


@router.get("/cases", response=CasesOut, summary="办件列表", auth=Reader())
def listed(
    request: HttpRequest, tab: str = "received", number: str = "", after: str = ""
) -> CasesOut:
    """Return the caller's own cases, or a page of their authority's inbox; or one by its number."""
    held = caller(request)
    actor = held.actor
    if number:
        return CasesOut(cases=[shown(queries.by_number(actor, number, held.at), actor)], after="")
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


@router.get("/shared", response=CasesOut, summary="联办和报送的办件", auth=Reader())
def in_part(request: HttpRequest, tab: SharedTab = "opinions", after: str = "") -> CasesOut:
    """Return a page of the cases in which the caller's authority has a part, what is due first.

    ``opinions`` are those to which it owes one (H5.3); ``below``, those that a lower level sent.
    """
    held = caller(request)
    actor = post(held, Post.FRONT, Post.BACK, Post.CHIEF)
    if not shared.is_mark(after):
        raise edges.bad_mark()
    page = shared.page(actor, tab, held.at, after=after, limit=PAGE)
    return CasesOut(cases=[shown(row, actor) for row in page.rows], after=page.after)


@router.get("/cases/{ref}", response=CaseOut, summary="办件详情", auth=Reader())
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Return a case as it stands now; a foreign case is as missing as any other.

    Its ETag is the version that If-Match names in the next step (L3.10).
    """
    held = caller(request)
    found = queries.case_for(held.actor, ref, held.at)
    return versioned(shown(found, held.actor).dict(), found.case.version)


@router.get("/cases/{ref}/journal", response=list[LineOut], summary="办件日志", auth=Reader())
def journal(request: HttpRequest, ref: str, after: int = 0) -> list[LineOut]:
    """Return the lines of the journal after a number, oldest first."""
    held = caller(request)
    found = queries.case_for(held.actor, ref, held.at)
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
