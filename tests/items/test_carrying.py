"""水城县 520221 becomes 水城区 520204: people, windows and items follow; nothing is lost (L5)."""

from datetime import date
from pathlib import Path

import pytest

from tests.places.samples import write_map
from yizhan.accounts.models import User
from yizhan.items import carrying, queries, services
from yizhan.items.models import Item
from yizhan.law.mandates import Period
from yizhan.law.words import Level, Post
from yizhan.places import carrying as moving
from yizhan.places import changes, plans
from yizhan.places import map as maps
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places.carrying import Carried
from yizhan.places.changes import Change
from yizhan.places.models import Authority, Division
from yizhan.places.plans import Shift

from .conftest import APPROVER, AT, DRAFTER, TODAY, content

OLD, NEW = "520221000000", "520204000000"
ON = date(2026, 3, 1)


@pytest.fixture
def bureau(db: None, tmp_path: Path) -> Authority:
    """Return an authority of 水城县 with an item and a member of staff."""
    maps.load(write_map(tmp_path), as_of=date(2020, 6, 30))
    row = Authority.objects.create(
        code="shuicheng",
        division=OLD,
        level=Level.COUNTY.value,
        name="水城县市场监督管理局",
        short_name="市场监督管理局",
        paper_word="水市监",
        uscc="11370800MB28559184",
        window="A01",
    )
    services.publish_first(row.pk, content(), by=(DRAFTER, APPROVER), at=AT, since=TODAY)
    user = User.objects.create(login="wang", name="王示例", created_at=AT, is_staff_member=True)
    founding.appoint(user.pk, row.pk, Post.FRONT, Period(TODAY))
    return row


def recode() -> None:
    """Make 水城县 the district 水城区."""
    plans.write(plans.plan([Shift(old=OLD, new=NEW, name="水城区")], ON))


@pytest.fixture
def carried(bureau: Authority) -> Authority:
    """Return the authority after the county has become a district."""
    recode()
    carrying.carry(by=APPROVER, at=AT)
    bureau.refresh_from_db()
    return bureau


def test_the_authority_its_window_and_its_staff_stand_under_the_new_code(
    carried: Authority,
) -> None:
    """Postings follow their authority."""
    (held,) = places.holders(carried.pk, Post.FRONT, TODAY)
    assert (carried.division, held.division, carried.window) == (NEW, NEW, "A01")


def test_the_item_is_offered_and_found_under_the_new_code_only(carried: Authority) -> None:
    """Browsing and search read the new code; the code of the item is its old one."""
    item = Item.objects.get()
    found = queries.search("开小饭馆", [NEW], on=TODAY)
    assert (item.division, [hit.view.division for hit in found]) == (NEW, [NEW])
    assert queries.browse([OLD], queries.Facets(), on=TODAY) == []


def test_carrying_again_changes_nothing(carried: Authority) -> None:
    """The act is idempotent."""
    again = carrying.carry(by=APPROVER, at=AT)
    assert (again.authorities, again.items, again.ended) == (Carried(), 0, 0)


def test_the_cases_of_a_moved_authority_are_looked_for_under_both_regions(
    carried: Authority,
) -> None:
    """A running case keeps its key; its inbox asks for both."""
    assert places.regions_of(carried.pk, 520204) == (520204, 520221)
    assert set(places.regions("520204")) == {520204, 520221}


def test_an_old_code_leads_to_the_place_of_today(carried: Authority) -> None:
    """What was filed under the old code is looked up under the new one."""
    assert (places.now("520221102200"), places.now("520221")) == ("520204102200", "520204")


def test_an_authority_without_an_heir_is_named_and_stays(bureau: Authority) -> None:
    """Nothing is moved to nowhere."""
    Division.objects.filter(code=OLD).update(until=date(2026, 2, 28))
    found = carrying.carry(by=APPROVER, at=AT).authorities
    bureau.refresh_from_db()
    assert (len(found.stuck), bureau.division) == (1, OLD)


def test_a_window_that_is_taken_in_the_new_county_is_changed(bureau: Authority) -> None:
    """Two counties that become one never share a window or a 机关代字."""
    founding.save_authorities(
        [
            places.AuthorityView(
                id=0,
                code="other",
                division=NEW,
                level=Level.COUNTY,
                name="水城区民政局",
                short_name="民政局",
                paper_word="水市监",
                uscc="11520123XX00000272",
                window="A01",
                address="",
                phone="",
                complaint_phone="",
                reconsideration="",
                court="",
                is_centre=False,
            )
        ]
    )
    recode()
    moving.carry(on=TODAY)
    bureau.refresh_from_db()
    assert (bureau.division, bureau.window != "A01", bureau.paper_word) == (NEW, True, "水市监2")


DAY = date(2021, 10, 31)
LIST = [
    Change(DAY, "520221000000", "水城县", ""),
    Change(DAY, "520204000000", "", "水城区"),
    Change(DAY, "520221102000", "阿戛镇", ""),
    Change(DAY, "520204107000", "", "阿戛镇"),
    Change(DAY, "520221111000", "木果镇", ""),
    Change(DAY, "520201104000", "", "木果镇"),
    Change(DAY, "520221102200", "仲河村委会", ""),
    Change(DAY, "520204107200", "", "仲河村村民委员会"),
]


def test_a_list_of_changes_tells_who_became_whom_by_name() -> None:
    """Within the heir of the county above, else in the prefecture."""
    found = changes.heirs(LIST)
    assert found["520221102200"] == "520204107200"
    assert found["520221111000"] == "520201104000"


def test_two_places_of_one_name_are_left_for_people_to_decide() -> None:
    """An heir is never guessed."""
    twin = Change(DAY, "520204108000", "", "阿戛乡")
    assert "520221102000" not in changes.heirs([*LIST, twin])


def test_remembering_a_list_twice_changes_nothing(db: None) -> None:
    """The history of codes is written once."""
    changes.remember(LIST)
    before = Division.objects.count()
    changes.remember(LIST)
    assert Division.objects.count() == before == len(LIST) // 2
