"""How much of the basic catalogue is on the platform, and what is missing where (W1.2)."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from yizhan.api import edges
from yizhan.api.tokens import Office, caller, post
from yizhan.items import coverage, missing
from yizhan.items.coverage import Share
from yizhan.law.clocks import local
from yizhan.places import queries as places

router = Router(tags=["事项进驻"], auth=Office())


class ShareOut(BaseModel):
    """How many items are wanted, live and missing."""

    wanted: int
    live: int
    missing: int


class LevelOut(ShareOut):
    """The share of one level, type and area of daily life."""

    level: str
    type: str
    area: str


class PlaceOut(ShareOut):
    """The share of one division and everything below it."""

    division: str
    name: str


class CoverageOut(BaseModel):
    """The coverage of a division: as a whole, by level, type and area, and of all right below."""

    division: str
    name: str
    whole: ShareOut
    parts: list[LevelOut]
    below: list[PlaceOut]
    after: str
    proved_on: date | None


class GapOut(BaseModel):
    """One item of the basic catalogue that one division lacks."""

    division: str
    name: str
    level: str
    base_code: str
    item: str
    type: str
    area: str


class GapsOut(BaseModel):
    """A page of what is missing; ``after`` asks for the next one."""

    rows: list[GapOut]
    after: str


@router.get("/coverage/{division}", response=CoverageOut, summary="事项进驻情况")
def shares(request: HttpRequest, division: str, after: str = "") -> HttpResponse:
    """Return how much of the basic catalogue is live in a division and below (W1.2)."""
    held = caller(request)
    post(held)
    code, on = edges.division(division), local(held.at).date()
    found, proved = coverage.shares(code), coverage.proved()
    rows = coverage.below(code, on=on, after=edges.text(after, field="after"))
    said = {
        "division": code,
        "name": places.division(code, on).name,
        "whole": _share(coverage.total(found)),
        "parts": [
            {**_share(one), "level": one.level or "", "type": one.type or "", "area": one.area}
            for one in found
        ],
        "below": [
            {**_share(row.share), "division": row.place.code, "name": row.place.name}
            for row in rows[: coverage.PAGE]
        ],
        "after": rows[coverage.PAGE - 1].place.code if len(rows) > coverage.PAGE else "",
        "proved_on": proved.on if proved else None,
    }
    return edges.answered(said)


@router.get("/coverage/{division}/missing", response=GapsOut, summary="缺少的事项")
def gaps(
    request: HttpRequest, division: str, *, area: str = "", kind: str = "", after: str = ""
) -> HttpResponse:
    """Return a page of the items that are missing in a division and below, with where (H3.2)."""
    post(caller(request))
    sieve = missing.Sieve(area=edges.text(area, field="area"), type=edges.text(kind, field="kind"))
    mark = edges.text(after, field="after")
    found = missing.gaps(edges.division(division), after=mark, sieve=sieve)
    rows = [
        {
            "division": one.division,
            "name": one.place,
            "level": one.level.value,
            "base_code": one.base_code,
            "item": one.name,
            "type": one.type.value,
            "area": one.area,
        }
        for one in found[: missing.PAGE]
    ]
    more = found[missing.PAGE - 1].mark if len(found) > missing.PAGE else ""
    return edges.answered({"rows": rows, "after": more})


def _share(one: Share) -> dict[str, object]:
    """Return a share as numbers."""
    return {"wanted": one.wanted, "live": one.live, "missing": one.missing}
