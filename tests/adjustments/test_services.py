"""A plan is proposed by one, approved by another, and waits for its day."""

from datetime import date
from uuid import UUID

import pytest

from tests.cases.world import moment
from yizhan.adjustments import queries, services
from yizhan.adjustments.carrying import Wanted
from yizhan.adjustments.models import Adjustment
from yizhan.law.refusals import Incomplete, Invalid, NotFound, Unlawful, WrongPost
from yizhan.places import plans
from yizhan.places import queries as places
from yizhan.places.plans import Shift

from .conftest import COUNTY, EVE, NEXT, ON, THAT_DAY, VILLAGE, Office

MERGED = Shift(old=VILLAGE, new=NEXT)


def proposed(*shifts: Shift, basis: str = "示例批复", on: date = ON, within: str = COUNTY) -> UUID:
    """Return a plan that somebody has proposed."""
    wanted = Wanted(shifts=shifts or (MERGED,), on=on, basis=basis, by=1)
    return services.propose(wanted, within, at=moment(EVE)).id


def test_an_approved_plan_waits_until_its_day(village: Office) -> None:
    """Nothing moves on the eve; on the day the worker carries it out, once."""
    services.approve(proposed(), by=2, at=moment(EVE))
    done = [services.carry_due(moment(at)) for at in (EVE, THAT_DAY, THAT_DAY)]
    assert done == [0, 1, 0]
    assert village.actor(THAT_DAY).authority_id == places.authority_by_code("next").id


def test_the_one_who_proposed_cannot_approve(village: Office) -> None:
    """ADM-09: two people."""
    made = proposed()
    with pytest.raises(WrongPost):
        services.approve(made, by=1, at=moment(EVE))


def test_a_plan_that_nobody_approved_is_never_carried_out(village: Office) -> None:
    """Its day alone does nothing."""
    proposed()
    assert services.carry_due(moment(THAT_DAY)) == 0


def test_a_cancelled_plan_is_never_carried_out(village: Office) -> None:
    """Even when it was approved."""
    made = proposed()
    services.approve(made, by=2, at=moment(EVE))
    services.cancel(made, at=moment(EVE))
    assert services.carry_due(moment(THAT_DAY)) == 0


def test_a_plan_without_a_ground_is_refused(village: Office) -> None:
    """The approval of the higher level is named."""
    with pytest.raises(Incomplete):
        proposed(basis=" ")


def test_a_division_reaches_only_below_itself(village: Office) -> None:
    """A county's own code is for the level above."""
    with pytest.raises(Unlawful):
        proposed(Shift(old=COUNTY, new="520204000000", name="水城区"))


@pytest.mark.parametrize(
    ("shift", "why"),
    [
        (Shift(old="520221102999", new=NEXT), "不是现行区划"),
        (Shift(new="520221102300"), "写明名称"),
        (Shift(old=VILLAGE, new=VILLAGE), "没有变化"),
        (Shift(old=VILLAGE, new="520221109001", name="甲村"), "上级区划不存在"),
    ],
)
def test_a_row_that_does_not_fit_the_map_is_told(village: Office, shift: Shift, why: str) -> None:
    """With the line, so that it can be mended."""
    with pytest.raises(Invalid, match=why):
        proposed(shift)


def test_a_plan_that_no_longer_fits_says_why_and_stays(village: Office) -> None:
    """Two plans about one village: the second is left for people."""
    first, second = proposed(), proposed(Shift(old=VILLAGE, new=VILLAGE, name="新名村"))
    for made in (first, second):
        services.approve(made, by=2, at=moment(EVE))
    assert services.carry_due(moment(THAT_DAY)) == 1
    assert "不是现行区划" in Adjustment.objects.get(id=second).fault


def test_a_foreign_plan_looks_as_if_it_were_missing(village: Office) -> None:
    """T2: another county learns nothing."""
    made = proposed()
    with pytest.raises(NotFound):
        queries.one("520123000000", made)
    assert queries.one(COUNTY, made).state == "待批准"


def test_a_plan_is_read_from_a_table_with_its_lines() -> None:
    """Codes may be short; a heading that is none is refused."""
    [row] = plans.from_csv("原代码,新代码,新名称,类型\n520221,520204,水城区,\n")
    assert (row.old, row.new, row.line) == ("520221000000", "520204000000", 2)
    with pytest.raises(Invalid):
        plans.from_csv("旧,新\n1,2\n")
