"""Any hall of the county (全县域通办, H7.1): where a case is taken in, and its result collected.

What the law has to know of halls is found out here; no face can say it for itself.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from yizhan.cases import codes, queries
from yizhan.cases.actors import Actor
from yizhan.cases.docket import Docket
from yizhan.cases.opening import Application
from yizhan.items.versions import VersionView
from yizhan.law.anywhere import open_across
from yizhan.law.course import Handover, Pickup
from yizhan.law.refusals import Invalid, NotFound, Unlawful
from yizhan.law.words import Paper
from yizhan.places import duty, halls
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView

RESULTS = frozenset({Paper.GRANT, Paper.REFUSAL, Paper.CERTIFICATE})


def chosen(application: Application, version: VersionView, *, on: date) -> dict[str, Any]:
    """Return the handover and the pickup that an application begins with, as the law sees them.

    Raises Unlawful where this hall may not take the item in, Invalid for a hall that is none.
    """
    competent = places.authority(version.authority_id)
    said: dict[str, Any] = {}
    if application.hall and application.hall != competent.id:
        hall = places.authority(application.hall)
        _check_takes_in(hall, version, competent)
        days = halls.handover_days(hall.division, on)
        said["handover"] = Handover(unit=hall.code, name=hall.name, days=days)
    if application.collect_at:
        said["pickup"] = _pickup(application.collect_at, competent)
    return said


def _check_takes_in(hall: AuthorityView, version: VersionView, competent: AuthorityView) -> None:
    """Refuse a hall of another county, or an item not open to it (H7.1).

    A shared window takes in what the service centre has agreed to (H2.5).
    """
    elsewhere = f"请到{competent.name}的窗口申请"
    shared = duty.items_at(hall.id)
    if shared is not None and version.item_id not in shared:
        raise Unlawful(f"“{version.name}”没有进驻这个窗口", clause="H2.5", remedy=elsewhere)
    if hall.region != competent.region or not (shared or halls.is_hall(hall)):
        raise Unlawful("只有本县的政务服务大厅可以代为收件", clause="H7.1", remedy=elsewhere)
    if not (shared or open_across(version.content.scope)):
        raise Unlawful(f"“{version.name}”没有开通全县域通办", clause="H7.1", remedy=elsewhere)


def receives(office: AuthorityView, version: VersionView) -> bool:
    """Return whether an office takes an item in: the competent one, or a hall for it (H7.1)."""
    return office.id == version.authority_id or takes_in(office, version)


def choices(version: VersionView) -> list[tuple[str, str]]:
    """Return the halls where the result of an item may be collected, by code and name (H7.1)."""
    competent = places.authority(version.authority_id)
    if not open_across(version.content.scope) or competent.level.value not in halls.LEVELS:
        return []
    return [(one.code, one.name) for one in halls.halls_of(competent.region)]


def takes_in(hall: AuthorityView, version: VersionView) -> bool:
    """Return whether a hall or shared window takes an item in for another (H7.1, H2.5)."""
    try:
        _check_takes_in(hall, version, places.authority(version.authority_id))
    except Unlawful:
        return False
    return True


def _pickup(code: str, competent: AuthorityView) -> Pickup:
    """Return the hall of the county where a result is collected (H7.1); raises Invalid."""
    try:
        hall = places.authority_by_code(code)
    except NotFound:
        hall = competent
    known = halls.is_hall(hall) or duty.items_at(hall.id) is not None
    if hall.region != competent.region or not known:
        raise Invalid(
            "这里不是本县的政务服务大厅", clause="H7.1", remedy="请从列表中选择", field="to"
        )
    return Pickup(unit=hall.code, name=hall.name)


def said(found: Docket, step: str, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Return what a step needs to know of halls; raises Refusal where what is shown does not fit.

    Where the result goes; that the paper signed for is the one sent; that who collects it at
    another hall knows the query code (H7.1, H6.1).
    """
    checked = SAID.get(step)
    return checked(found, given, actor) if checked else {}


def _sent(found: Docket, given: Mapping[str, Any], _actor: Actor) -> dict[str, Any]:
    """Return the hall that a result is sent to, where the step names one."""
    code = str(given.get("to") or "").strip()
    return {"pickup": _pickup(code, found.authority)} if code else {}


def _signed(found: Docket, given: Mapping[str, Any], _actor: Actor) -> dict[str, Any]:
    """Return nothing more, where the number on the paper that came is the one that was sent."""
    number = "".join(str(given.get("number") or "").split())
    if number not in result_numbers(found.case.ref):
        raise Invalid(
            "文号与送来的结果不一致", clause="H7.1", remedy="请核对纸质结果上的文号", field="number"
        )
    return {}


def _collected(found: Docket, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Return nothing more, where the query code is right that is shown at another hall."""
    elsewhere = actor.authority_id == found.case.collect_at
    code = codes.tidy(str(given.get("query_code") or ""))
    if elsewhere and code != found.case.query_code:
        raise Invalid(
            "查询码不对，不能交付结果",
            clause="H7.1",
            remedy="请申请人出示受理通知书上的查询码",
            field="query_code",
        )
    return {}


Check = Callable[[Docket, Mapping[str, Any], Actor], dict[str, Any]]
SAID: Mapping[str, Check] = {"send_result": _sent, "sign_for": _signed, "deliver": _collected}


def result_numbers(ref: str) -> list[str]:
    """Return the numbers of the decision and the certificate of a case, as they were issued."""
    papers = (paper for line in queries.journal(ref) for paper in line["papers"])
    return [paper["number"] for paper in papers if paper["kind"] in RESULTS]
