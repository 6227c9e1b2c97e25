"""What anybody may read or ask: the map, the table of steps, published results, questions."""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel

from yizhan.api import edges
from yizhan.api.fresh import fresh
from yizhan.api.shapes import DivisionsOut, ResultsOut, StepOut
from yizhan.api.shapes_mine import IdOut
from yizhan.api.writes import sent_key
from yizhan.cases import publication
from yizhan.cases.once import once
from yizhan.cases.publication import Detail
from yizhan.cases.questions import Asked, ask_question
from yizhan.law import steps
from yizhan.law.clocks import local
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView, DivisionView

router = Router(tags=["公开信息"], auth=None)
PAGE = 50
ANYONE = "anyone"


class QuestionIn(BaseModel):
    """A question from anybody (W2.4)."""

    division: str
    subject: str
    body: str
    contact: str = ""


def today() -> date:
    """Return today in the zone of the hall."""
    return local(timezone.now()).date()


@router.get("/steps", response=list[StepOut], summary="办理步骤表")
def table(request: HttpRequest) -> HttpResponse:
    """Return the table of lawful steps: clause, posts, stages, papers."""
    return edges.answered(
        [
            {
                "name": step.name,
                "label": step.label,
                "clause": step.clause,
                "posts": sorted(post.value for post in step.by),
                "source": sorted(stage.value for stage in step.source),
                "target": sorted(stage.value for stage in step.target),
                "papers": [paper.value for paper in step.papers],
            }
            for step in steps.TABLE
        ]
    )


@router.get("/divisions/{code}", response=DivisionView, summary="一个区划")
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Return what a code means today."""
    return fresh(request, places.division(edges.division(code), today()))


@router.get("/divisions/{code}/children", response=DivisionsOut, summary="下级区划")
def children(request: HttpRequest, code: str, after: str = "") -> HttpResponse:
    """Return a page of the divisions right below, by code."""
    last = edges.division(after) if after else ""
    on = today()
    found = places.children(edges.division(code), on=on, after=last, limit=PAGE)
    mark = found[-1].code if len(found) == PAGE else ""
    return fresh(request, {"divisions": found, "after": mark})


@router.get("/divisions/{code}/authorities", response=list[AuthorityView], summary="实施机关")
def authorities(request: HttpRequest, code: str) -> HttpResponse:
    """Return the authorities of one division, by window."""
    return fresh(request, places.authorities(edges.division(code)))


@router.get("/results", response=ResultsOut, summary="结果公示")
def results(request: HttpRequest, division: str, q: str = "", after: str = "") -> HttpResponse:
    """Return a page of published decisions of a division, newest first, names masked (H5.6)."""
    edges.check_mark(after)
    wanted = publication.Wanted(item=q[:100])
    found, mark = publication.published([edges.division(division)], wanted, after=after, limit=PAGE)
    return edges.answered({"results": found, "after": mark})


@router.get("/results/{ref}", response=Detail, summary="一项公示结果")
def result(request: HttpRequest, ref: str) -> HttpResponse:
    """Return one published decision with its paper's title and number; raises NotFound."""
    return edges.answered(publication.detail(ref))


@router.post("/questions", response={201: IdOut}, summary="咨询")
def ask(request: HttpRequest, body: QuestionIn) -> HttpResponse:
    """Return the id of the question; nobody needs to be registered to ask (W2.4)."""
    at = timezone.now()
    asked = Asked(
        place=edges.division(body.division),
        subject=body.subject,
        body=body.body,
        contact=body.contact,
    )
    key = sent_key(request)
    answer = once(ANYONE, key, asked, lambda: {"id": ask_question(asked, at=at)}, at=at)
    return edges.answered(answer, HTTPStatus.CREATED)
