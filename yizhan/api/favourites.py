"""The services that the caller keeps at hand (收藏, P-06)."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yizhan.api import edges
from yizhan.api.shapes_mine import FavouritesOut
from yizhan.api.tokens import Reader, Writer, caller, person
from yizhan.api.writes import written
from yizhan.items import favourites
from yizhan.law.clocks import local

router = Router(tags=["我的"], auth=Reader())


@router.get("/favourites", response=FavouritesOut, summary="我的收藏")
def listed(request: HttpRequest, after: str = "") -> HttpResponse:
    """Return a page of the services that the caller keeps, the latest first."""
    held = caller(request)
    edges.check_mark(after)
    page = favourites.favourites(person(held), local(held.at).date(), after=after)
    rows = [
        {
            "item": row.code,
            "name": row.name,
            "kept_at": row.kept_at,
            "version": row.version and row.version.id,
        }
        for row in page.rows
    ]
    return edges.answered({"favourites": rows, "after": page.after})


@router.put("/favourites/{code}", response={204: None}, summary="收藏事项", auth=Writer())
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Return nothing once the service is on the caller's list."""
    held = caller(request)
    own = person(held)
    return written(
        request,
        held,
        lambda: favourites.keep(own, code, at=held.at),
        HTTPStatus.NO_CONTENT,
    )


@router.delete("/favourites/{code}", response={204: None}, summary="取消收藏", auth=Writer())
def let_go(request: HttpRequest, code: str) -> HttpResponse:
    """Return nothing once the service is off the caller's list."""
    held = caller(request)
    own = person(held)
    return written(request, held, lambda: favourites.let_go(own, code), HTTPStatus.NO_CONTENT)
