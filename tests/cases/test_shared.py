"""Cases of several authorities through the door: scope, lists, opinions at once (H4.8, H4.9)."""

from dataclasses import replace

import pytest
from django.db import transaction
from msgspec import structs

from yizhan.cases import queries, services, shared
from yizhan.cases.services import Request
from yizhan.items.content import Department
from yizhan.items.versions import SHELF
from yizhan.law.refusals import NotFound, Unlawful
from yizhan.law.words import Level
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places import shelf
from yizhan.replay.cast import cast
from yizhan.replay.scenario import parse

from .world import AT, DIVISION, World, moment

pytestmark = pytest.mark.django_db
HEAD = """title: 共
item:
  name: 大型餐饮开办
  {sharing}
  materials: [{{id: form, name: 申请表}}, {{id: plan, name: 平面图}}]
steps:
  - {{at: 2026-03-02 09:00, do: pass}}
"""
JOINT = "departments: [市场监管局, 消防救援局, 城市管理局]"


def shared_world(sharing: str) -> World:
    """Return a world whose item several authorities share."""
    with transaction.atomic():
        return World(cast(parse(HEAD.format(sharing=sharing), division=DIVISION)))


def office(world: World, who: str, step: str = "opinion"):
    """Return the staff of a department or level."""
    return world.cast.actor(who, step, None)


def pushed(world: World) -> str:
    """Return the address of a joint case that was accepted."""
    ref = world.submit().ref
    world.take(ref, "accept", "front")
    return ref


def test_a_department_sees_a_joint_case_from_the_push_on_and_strangers_never():
    """T1, H4.8: before the push, and to anybody else, it is as missing as any other."""
    world = shared_world(JOINT)
    ref = world.submit().ref
    fire = office(world, "消防救援局")
    with pytest.raises(NotFound):
        queries.case_for(fire, ref, moment(AT))
    world.take(ref, "accept", "front")
    assert queries.case_for(fire, ref, moment(AT)).ref == ref
    with pytest.raises(NotFound):
        queries.case_for(replace(fire, authority_id=999), ref, moment(AT))


def test_the_list_of_owed_opinions_empties_as_they_come_in():
    """L2.7: whoever is silent has the case on the list, whoever answered has not."""
    world = shared_world(JOINT)
    ref = pushed(world)
    fire, town = office(world, "消防救援局"), office(world, "城市管理局")
    world.ask(Request(ref=ref, step="opinion", said={"agree": True}), fire)
    lists = [shared.page(one, "opinions", moment(AT)).rows for one in (fire, town)]
    assert [[row.ref for row in rows] for rows in lists] == [[], [ref]]


def test_a_department_with_an_old_page_still_gives_its_opinion():
    """L3.10: another department's opinion between reading and saying is no conflict."""
    world = shared_world(JOINT)
    ref = pushed(world)
    seen = queries.stored_case(ref).version
    for name in ("消防救援局", "城市管理局"):
        request = Request(ref=ref, step="opinion", said={"agree": True}, seen=seen)
        world.ask(request, office(world, name))
    assert not queries.stored_case(ref).course.silent


def test_the_door_refuses_a_grant_without_all_opinions_and_keeps_the_attempt():
    """L3.4: R15 stands in the journal; the case is as it was."""
    world = shared_world(JOINT)
    ref = pushed(world)
    with pytest.raises(Unlawful):
        world.take(ref, "decide", "chief", grant=True)
    line = queries.journal(ref)[-1]
    assert line["refused"] and line["exceptions"] == ["R15"]


def test_a_department_of_another_level_is_pushed_to_and_waited_for():
    """H4.8: the city's fire brigade has its part in a county's case, by its own post."""
    world = shared_world(JOINT)
    brigade = _city_s(world)
    ref = pushed(world)
    town = office(world, "城市管理局")
    with pytest.raises(NotFound):
        queries.case_for(office(world, "消防救援局"), ref, moment(AT))
    world.ask(Request(ref=ref, step="opinion", said={"agree": True}), town)
    with pytest.raises(Unlawful):
        world.take(ref, "decide", "chief", grant=True)
    assert queries.case_for(brigade, ref, moment(AT)).ref == ref
    world.ask(Request(ref=ref, step="opinion", said={"agree": True}), brigade)
    world.take(ref, "decide", "chief", grant=True)
    assert queries.stored_case(ref).stage == "granted"


def _city_s(world: World):
    """Return the staff of the city's fire brigade, in the place of the county's in the item."""
    county, version = world.cast.offices.joint[1], world.cast.version
    above = {"code": "city-fire", "division": "520100000000", "level": Level.CITY}
    founding.save_authorities([replace(county, id=0, window="099", **above)])
    city = places.authority_by_code("city-fire")
    lead, _, town = version.content.departments
    listed = [lead, Department(code=city.code, name=city.short_name), town]
    SHELF.follow(shelf.edition())
    SHELF.put(replace(version, content=structs.replace(version.content, departments=listed)))
    fire = office(world, "消防救援局")
    return replace(fire, id="city-fire-chief", authority_id=city.id, division=city.division)


def test_a_case_sent_up_moves_to_the_higher_authority_with_all_its_materials():
    """H4.9: on the list above, still to be seen below, papers in the higher level's name."""
    world = shared_world("levels: first_review")
    ref = pushed(world)
    lower, upper = office(world, "lower", "first_review"), office(world, "upper", "decide")
    with pytest.raises(NotFound):
        queries.case_for(upper, ref, moment(AT))
    world.ask(Request(ref=ref, step="first_review", said={"opinion": "同意"}), lower)
    assert [row.ref for row in shared.page(upper, "below", moment(AT)).rows] == [ref]
    assert queries.case_for(lower, ref, moment(AT)).authority.id == upper.authority_id
    answer = services.take(
        Request(ref=ref, step="decide", said={"grant": True}), upper, key="d", at=moment(AT)
    )
    assert {"L4.9", "L4.11"} == {paper["kind"] for paper in answer.papers}
