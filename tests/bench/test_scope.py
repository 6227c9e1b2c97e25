"""Scope: what is foreign answers as what is missing, on every route; a planted leak is found."""

import re
from datetime import UTC, datetime
from io import BytesIO
from random import Random

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from openpyxl import Workbook

from tests.api.conftest import Hall, _nothing_kept, hall  # noqa: F401 - fixtures
from yizhan.accounts import queries as accounts
from yizhan.bench import foreign, routes, scope
from yizhan.bench.filters import BODIES, FILTERS, HARMLESS
from yizhan.bench.lifecycle import Plan
from yizhan.bench.routes import Target
from yizhan.cases import reading


@pytest.fixture
def plan(hall: Hall, settings, tmp_path) -> Plan:  # noqa: F811
    """Return what a run needs: the three posts, the item, an applicant."""
    settings.MATERIALS_DIR, settings.MATERIALS_RESERVE = tmp_path / "materials", 0
    person = accounts.find_person("529901198001010027")
    return Plan(hall.tokens, hall.version, tuple(hall.materials), str(person))


@pytest.fixture
def world(plan: Plan) -> foreign.World:
    """Return a township's clerks, and foreign things of each kind."""
    return foreign.world(plan)


def test_no_route_tells_a_township_s_clerks_what_is_not_theirs(world: foreign.World):
    """E10: every route, verb and filter, by front desk, chief and a citizen; all in the bench."""
    world.askers = [one for one in world.askers if one.label in {"front", "chief", "citizen"}]
    found = scope.run(world, 0)
    assert (found.words, found.closed) == ("", True)
    assert len(found.routes) > 150


def test_every_kind_of_thing_that_a_route_names_exists_elsewhere(world: foreign.World):
    """A kind without a foreign one would be tried with nothing."""
    wanted = {kind for one in routes.targets() for kind in one.kinds.values()}
    wanted |= {kind for one in (*FILTERS, *BODIES) for kind in one.asked.values()}
    assert not {kind for kind in wanted if not world.foreign.get(kind)}


def test_a_parameter_that_nobody_has_told_the_kind_of_stops_the_run():
    """A new route is tried, or left out with a reason; never forgotten."""
    with pytest.raises(routes.UnknownParameterError, match="strange_id"):
        routes.kinds_of("desk:new", ["strange_id"])


def test_whoever_is_exempt_is_a_route_of_the_site_and_has_a_reason():
    """A list of exemptions outlives no route."""
    known = {one.name for one in routes.every()}
    assert {name for name in routes.EXEMPT if len(name.split()) < 3} <= known
    assert all(len(reason) > 20 for reason in routes.EXEMPT.values())


def test_a_case_s_scope_taken_away_is_found_at_once(world: foreign.World, monkeypatch):
    """E10: remove the scope from one reading, and every route of a case leaks."""
    monkeypatch.setattr(reading, "check_scope", lambda *_: None)
    among = [one for one in routes.targets() if one.name in {"get /cases/{ref}", "desk:case"}]
    found = scope.run(world, 0, among)
    assert {line.split(" (")[0] for line in found.leaks} >= {
        "LEAK get get /cases/{ref}",
        "LEAK get desk:case",
    }


def test_a_run_of_the_bench_makes_its_world_and_may_be_run_again(plan: Plan, monkeypatch):
    """The command prints one line; what an earlier run has left does not stop it."""
    case = [one for one in routes.targets() if one.name == "get /cases/{ref}"]
    monkeypatch.setattr(scope, "targets", lambda: case)
    monkeypatch.setattr(scope, "lists", list)
    first, second = (scope.played(plan, 30) for _ in range(2))
    assert (first.words, second.words) == ("", "")
    assert first.line == second.line
    assert first.line.endswith("routes: 0 leaks, 0 told apart from missing")


def test_a_workbook_is_compared_by_what_it_says_and_not_by_when_it_was_made():
    """Two files of two moments are the same; another word in them is seen."""
    first, later, other = (_book(day, word) for day, word in ((1, "甲"), (2, "甲"), (1, "乙")))
    assert scope.unpacked(first) == scope.unpacked(later) != scope.unpacked(other)
    assert scope.unpacked(b"{}") == b"{}"


def _book(day: int, word: str) -> bytes:
    """Return a workbook made on a day, with one word in it."""
    book, out = Workbook(), BytesIO()
    book.properties.created = datetime(2026, 3, day, tzinfo=UTC)
    book.active["A1"] = word
    book.save(out)
    return out.getvalue()


def test_every_filter_of_a_page_of_staff_is_tried_or_harmless(repository):
    """A new filter is tried, or left out with a reason."""
    read = re.compile(r"""request\.GET(?:\.get\(|\[)"(\w+)\"""")
    folders = (repository / "yizhan" / face for face in ("desk", "village"))
    files = [path for folder in folders for path in folder.rglob("*.py")]
    used = {name for one in files for name in read.findall(one.read_text(encoding="utf-8"))}
    assert used <= {name for one in FILTERS for name in one.asked} | HARMLESS.keys()


KNOWN, NUMBER = "01a20a8b-bf4b-702a-806b-60377796c43b", "529901Z9920261009000001"


def leaky(_request, one):
    """Show a foreign case to anybody."""
    return HttpResponse(NUMBER if str(one) == KNOWN else "", status=200)


def opened(_request, one):
    """Open what is foreign without a word of it."""
    return HttpResponse(status=200 if str(one) == KNOWN else 404)


def worded(_request, one):
    """Say another word for what is foreign."""
    return HttpResponse("不可见" if str(one) == KNOWN else "没有", status=404)


def headed(_request, one):
    """Tell it by a header."""
    return HttpResponse(status=404, headers={"X-Owner": "7"} if str(one) == KNOWN else {})


def forbidden(_request, one):
    """Forbid what is foreign where what is missing is not found."""
    return HttpResponse(status=403 if str(one) == KNOWN else 404)


def broken(_request, one):
    """Break down."""
    return HttpResponse(status=500)


def sound(_request, one):
    """Say of either that it is not there, and name it."""
    return HttpResponse(f"没有 {one}", status=404)


VIEWS = (leaky, opened, worded, headed, forbidden, broken, sound)
urlpatterns = [path(f"{view.__name__}/<uuid:one>/", view) for view in VIEWS]


def test_a_list_that_shows_a_foreign_case_is_found_and_a_broken_one_too(db, settings):
    """E10: a list has no id to ask for, so what it shows is read."""
    settings.ROOT_URLCONF = __name__
    nobody = foreign.Asker(label="nobody", browser=Client(raise_request_exception=False), token="")
    found = scope.Found()
    for view in (leaky, broken, sound):
        target = Target(
            name="list", face="x", verb="get", kinds={}, path=f"/{view.__name__}/{KNOWN}/"
        )
        scope.read(found, target, nobody, frozenset([NUMBER]))
    assert (len(found.leaks), len(found.told_apart), found.closed) == (1, 1, False)


@pytest.mark.parametrize(
    ("view", "leaks", "apart"),
    [
        (leaky, 1, 0),
        (opened, 1, 0),
        (worded, 0, 1),
        (headed, 0, 1),
        (forbidden, 0, 1),
        (broken, 0, 1),
        (sound, 0, 0),
    ],
)
def test_a_planted_leak_is_found_and_a_sound_view_is_not(db, settings, view, leaks, apart):
    """E10: the defect that must make it fail."""
    settings.ROOT_URLCONF = __name__
    target = Target(
        name="planted", face="x", verb="get", kinds={"one": "c"}, path=f"/{view.__name__}/{{one}}/"
    )
    nobody = foreign.Asker(label="nobody", browser=Client(raise_request_exception=False), token="")
    there = foreign.World(askers=[nobody], foreign={"c": [KNOWN], "number": [NUMBER]})
    found = scope.run(there, 3, [target])
    assert (len(set(found.leaks)), len(set(found.told_apart))) == (leaks, apart)
    assert found.line.startswith("scope: 3 foreign ids on 1 routes: ")


@pytest.mark.parametrize("known", ["7", KNOWN, f"520123-{KNOWN.replace('-', '')}", NUMBER, "张三"])
def test_what_is_nowhere_has_the_shape_of_what_is_somewhere(known):
    """Else the shape would tell them apart, not the scope."""
    other = scope.nowhere(known, Random(1))  # noqa: S311 - a shape, no secret
    assert other != known
    assert len(other) == len(known) or known in {"7", "张三"}
