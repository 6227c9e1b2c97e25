"""What anybody may read through the interface: services, clauses, progress by code, genuineness."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yizhan.accounts.networks import network
from yizhan.api import edges
from yizhan.api.fresh import fresh
from yizhan.api.shapes import ClauseOut, ProgressOut, VerdictOut
from yizhan.api.shapes_items import GuideOut, ItemOut, ItemsOut
from yizhan.cases import certificates, tracking
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law.clauses import Clause, clause, clauses
from yizhan.law.clocks import local
from yizhan.law.refusals import NotFound
from yizhan.places import queries as places

router = Router(tags=["公开信息"], auth=None)
PAGE = 50


def _today() -> date:
    """Return today in the zone of the hall."""
    return local(timezone.now()).date()


@router.get("/items", response=ItemsOut, summary="事项列表和搜索")
def listed(request: HttpRequest, division: str, q: str = "", after: str = "") -> HttpResponse:
    """Return services of a place and the levels above it, best first when asked by words."""
    code = edges.division(division)
    codes = [code, *places.ancestors(code)]
    if q.strip():
        hits = items.search(q, codes, on=_today(), limit=PAGE)
        return fresh(request, {"items": [_item(hit.view) for hit in hits], "after": ""})
    found = items.browse(codes, items.Facets(), on=_today(), after=after, limit=PAGE)
    mark = found[-1].code if len(found) == PAGE else ""
    return fresh(request, {"items": [_item(view) for view in found], "after": mark})


@router.get("/items/{code}", response=GuideOut, summary="办事指南")
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Return everything that the version in force says."""
    item_id = items.item_by_code(code)
    found = items.published(item_id, _today()) if item_id else None
    if found is None:
        raise NotFound("没有这个事项，或者已停办", clause="W1.2", remedy="请重新查找")
    return fresh(request, {**_item(found), "content": items.plain(found.content)})


def _item(view: VersionView) -> dict[str, object]:
    """Return a service in short."""
    content = view.content
    return ItemOut(
        code=view.code,
        name=view.name,
        version=view.id,
        number=view.number,
        division=view.division,
        level=view.level.value,
        department=content.department,
        promised=f"{content.promised.n}{content.promised.unit.label}",
        statutory=f"{content.statutory.n}{content.statutory.unit.label}",
        visits=content.online.visits,
    ).dict()


@router.get("/clauses", response=list[ClauseOut], summary="条文")
def all_clauses(request: HttpRequest) -> HttpResponse:
    """Return every clause."""
    return fresh(request, [_clause(one) for one in clauses().values()])


@router.get("/clauses/{clause_id}", response=ClauseOut, summary="一条条文")
def one_clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """Return one clause."""
    return fresh(request, _clause(clause(clause_id)))


def _clause(one: Clause) -> dict[str, object]:
    """Return a clause in the shape of the interface."""
    return ClauseOut.from_orm(one).dict()


@router.get("/track", response=ProgressOut, summary="凭编号和查询码查进度")
def track(request: HttpRequest, number: str, code: str) -> dict[str, object]:
    """Return how a case stands, for whoever knows both its number and its query code (P-17)."""
    found = tracking.track(number, code, network=network(request), at=timezone.now())
    return {
        "number": found.case.number,
        "item": found.case.item_name,
        "stage": found.stage.label,
        "lamp": found.lamp.words,
        "authority": found.authority.name,
    }


@router.get("/verify/{token}", response=VerdictOut, summary="核验文书")
def genuine(request: HttpRequest, token: str) -> VerdictOut:
    """Return whether a paper is genuine, altered, revoked or unknown (L4.11)."""
    answer = certificates.check_token(token, timezone.now())
    names = ("number", "title", "authority", "issued", "holder", "state")
    facts = {name: getattr(answer, name) for name in names}
    return VerdictOut(verdict=answer.verdict.value, label=answer.verdict.label, facts=facts)
