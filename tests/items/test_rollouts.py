"""A standard item brought to every village in one act (W1.2, H3.2)."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.places.samples import write_map
from yizhan.items import coverage, queries, rollouts, services, undoing
from yizhan.items.bases import BaseRow, replace
from yizhan.items.faults import BadContent
from yizhan.items.models import Item, Tally, Version
from yizhan.law.refusals import Conflict, WrongPost
from yizhan.law.words import ItemType, Level
from yizhan.places import map as maps
from yizhan.places.models import Authority

from .conftest import APPROVER, AT, DRAFTER, TODAY, content

COUNTY = "520221000000"
VILLAGES = ["520221102001", "520221102200", "520221102201"]
BASE = "002070099001"
LATER = date(2026, 4, 1)
STANDARD = {
    "name": "居住情况证明",
    "base_code": BASE,
    "type": "20",
    "level": "6",
    "department": "村民委员会",
    "colloquial": ["住址证明"],
    "result": {"kind": "approval", "name": "居住情况证明", "sample": "样本（示例）"},
}


@pytest.fixture(autouse=True)
def _villages(db: None, tmp_path: Path) -> None:
    """Load three villages, and the basic catalogue that wants one item in each."""
    maps.load(write_map(tmp_path), as_of=date(2020, 6, 30))
    row = BaseRow(
        base_code=BASE,
        name="居住情况证明",
        type=ItemType.PUBLIC_SERVICE,
        level=Level.VILLAGE,
        within=["520000000000"],
    )
    replace([row], on=TODAY)


def roll(since: date = TODAY, lot: int = 2, **changes: object) -> rollouts.Progress:
    """Roll the standard out over the county and return how it went."""
    made = rollouts.propose(
        content(**STANDARD, **changes), COUNTY, by=DRAFTER, at=AT, effective_from=since
    )
    rollouts.approve(made.id, by=APPROVER, at=AT)
    while rollouts.advance(AT, lot=lot):
        pass
    return rollouts.progress(made.id)


def village(code: str = VILLAGES[1]) -> Version:
    """Return the latest version of a village's item."""
    return Version.objects.filter(item__division=code).order_by("-number")[0]


def localise(place: str, since: date) -> None:
    """Publish another place for the item of a village."""
    said = queries.version(village().id).content
    draft = services.revise(village().item_id, by=DRAFTER, at=AT)
    services.change(draft.id, msgspec.structs.replace(said, place=place), by=DRAFTER, at=AT)
    services.submit_for_approval(draft.id, by=DRAFTER, at=AT)
    services.approve(draft.id, by=APPROVER, at=AT, effective_from=since)


def test_every_village_has_the_item_after_one_act() -> None:
    """W1.2: one act, all villages, and each is counted up to the province."""
    assert (roll().made, Item.objects.filter(live=True).count()) == (3, 3)
    assert Tally.objects.get(division="520000000000", level="6").live == len(VILLAGES)


def test_a_rolled_out_version_stores_only_its_local_fields() -> None:
    """Thousands of villages share one content."""
    roll()
    assert "materials" not in village().content
    assert queries.version(village().id).content.materials


def test_the_drafter_of_a_rollout_cannot_approve_it() -> None:
    """ADM-09: two people publish, for the roll-out as a whole."""
    made = rollouts.propose(content(**STANDARD), COUNTY, by=DRAFTER, at=AT, effective_from=TODAY)
    with pytest.raises(WrongPost):
        rollouts.approve(made.id, by=DRAFTER, at=AT)
    assert rollouts.advance(AT) == 0


def test_rolling_the_same_standard_out_again_changes_nothing() -> None:
    """The act is idempotent."""
    roll()
    before = Version.objects.count()
    assert (roll().kept, Version.objects.count()) == (len(VILLAGES), before)


def test_a_new_edition_keeps_what_the_village_says_itself() -> None:
    """The address of the village stays; the promised time is the standard's."""
    roll()
    localise("村口新站点", date(2026, 3, 5))
    roll(since=LATER, promised={"n": 3})
    said = queries.version(village().id).content
    assert (said.place, said.promised.n) == ("村口新站点", 3)


def test_a_running_case_stays_on_the_version_it_began_with() -> None:
    """A version never changes after it was published (ADM-03)."""
    roll()
    old = village().id
    roll(since=LATER, promised={"n": 3})
    assert queries.version(old).content.promised.n == content(**STANDARD).promised.n


def test_the_new_edition_holds_from_its_day_and_the_old_one_until_the_eve() -> None:
    """Effective dates: no day with two versions, none without."""
    roll()
    item = village().item_id
    roll(since=LATER, promised={"n": 3})
    days = [date(2026, 3, 31), LATER]
    found = [queries.published(item, day) for day in days]
    assert [one and one.content.promised.n for one in found] == [6, 3]


def test_what_the_standard_says_cannot_be_changed_in_a_village() -> None:
    """Only local fields are local."""
    roll()
    draft = services.revise(village().item_id, by=DRAFTER, at=AT)
    said = queries.version(draft.id).content
    other = msgspec.structs.replace(said, conditions=["另加一条"])
    with pytest.raises(BadContent):
        services.change(draft.id, other, by=DRAFTER, at=AT)


def test_a_village_with_an_open_draft_is_left_as_it_was_and_listed() -> None:
    """An error in one place is told with its reason and touches no other."""
    roll()
    services.revise(village().item_id, by=DRAFTER, at=AT)
    done = roll(since=LATER, promised={"n": 3})
    (code, reason), *rest = rollouts.shortfalls(done.id)
    assert (code, "未发布" in reason, rest) == (VILLAGES[1], True, [])
    assert done.made == len(VILLAGES) - 1


def test_a_division_that_the_database_refuses_is_not_half_done() -> None:
    """The others of the lot are done; the wrong one has neither item nor tally."""
    roll()
    taken = Item.objects.get(division=VILLAGES[0])
    Item.objects.filter(pk=taken.pk).update(division="520221000000", level="4")
    done = roll(since=LATER, promised={"n": 3})
    assert [code for code, _ in rollouts.shortfalls(done.id)] == [VILLAGES[0]]
    assert done.made == len(VILLAGES) - 1


def test_a_lot_takes_as_many_statements_for_three_villages_as_for_one() -> None:
    """The cost of a roll-out does not grow with a statement a village."""
    counts = []
    for lot, base in ((1, "002070098001"), (3, "002070097001")):
        made = rollouts.propose(
            content(**{**STANDARD, "base_code": base}),
            COUNTY,
            by=DRAFTER,
            at=AT,
            effective_from=TODAY,
        )
        rollouts.approve(made.id, by=APPROVER, at=AT)
        with CaptureQueriesContext(connection) as seen:
            rollouts.advance(AT, lot=lot)
        counts.append(len(seen))
        while rollouts.advance(AT):
            pass
    assert counts[1] <= counts[0]


def test_a_rolled_out_item_is_found_by_its_sayings() -> None:
    """P-03: search finds the village's own copy, once a service."""
    roll()
    line = [VILLAGES[1], "520221102000", COUNTY, "520200000000", "520000000000"]
    near = queries.search("住址证明", line, on=TODAY)
    wide = queries.search("住址证明", line[2:], on=TODAY)
    assert [hit.view.division for hit in near] == [VILLAGES[1]]
    assert len(wide) == 1


def test_a_rollout_can_be_left_and_found_again() -> None:
    """The desk shows how far it is."""
    made = rollouts.propose(content(**STANDARD), COUNTY, by=DRAFTER, at=AT, effective_from=TODAY)
    rollouts.approve(made.id, by=APPROVER, at=AT)
    rollouts.advance(AT, lot=2)
    (found,) = rollouts.listed("520000000000")
    assert (found.done, found.total, found.state) == (2, 3, "推行中")


def test_a_community_has_a_residents_committee_and_not_a_villagers_one() -> None:
    """Authorities that the roll-out makes are called by the kind of the place, and marked 示例."""
    roll()
    names = dict(Authority.objects.values_list("division", "short_name"))
    assert (names[VILLAGES[0]], names[VILLAGES[1]]) == ("居民委员会", "村民委员会")
    assert all("示例" in one.address for one in Authority.objects.all())


def test_withdrawing_takes_the_item_out_of_every_tally_above() -> None:
    """Counts kept step by step are those of a new count."""
    roll()
    services.withdraw(village().id, by=APPROVER, at=AT, on=LATER, note="撤并")
    assert coverage.prove(on=TODAY, at=AT).wrong == 0
    assert coverage.total(coverage.shares("520000000000")).live == len(VILLAGES) - 1


def test_what_is_missing_in_a_village_is_named() -> None:
    """For each division which items exist and which do not."""
    before = coverage.wanted_in(VILLAGES[0])
    roll()
    after = coverage.wanted_in(VILLAGES[0])
    assert ([one.live for one in before], [one.live for one in after]) == ([False], [True])


def test_a_share_just_below_the_whole_is_not_shown_as_the_whole() -> None:
    """100.0 % means all of them."""
    assert coverage.Share(wanted=17964, live=17963).percent == "99.9%"


def undo(done: rollouts.Progress) -> rollouts.Progress:
    """Undo a roll-out to its end, two divisions at a time, and return how it went."""
    undoing.ask(done.id, by=APPROVER, at=AT)
    while undoing.advance(AT, lot=2):
        pass
    return rollouts.progress(done.id)


def test_an_undone_rollout_leaves_no_village_with_the_item() -> None:
    """W1.2: as if it had not been; the tallies know, and the record stays."""
    found = undo(roll())
    assert (found.state, found.undone, Item.objects.filter(live=True).count()) == ("已撤销", 3, 0)
    assert coverage.prove(on=TODAY, at=AT).wrong == 0


def test_undoing_spares_what_a_village_has_changed_itself() -> None:
    """Somebody's work is never thrown away; the place is named."""
    done = roll()
    localise("村口新站点", date(2026, 3, 5))
    found = undo(done)
    spared = [code for code, _ in rollouts.shortfalls(done.id)]
    assert (found.undone, found.spared, spared) == (2, 1, [VILLAGES[1]])
    assert queries.version(village().id).content.place == "村口新站点"


def test_undoing_a_new_edition_puts_the_one_before_in_force_again() -> None:
    """Not begun yet: the former one simply goes on."""
    roll()
    item = village().item_id
    undo(roll(since=LATER, promised={"n": 3}))
    found = queries.published(item, LATER)
    assert found is not None and found.content.promised.n == content(**STANDARD).promised.n
    assert coverage.total(coverage.shares("520000000000")).live == len(VILLAGES)


def test_undoing_an_edition_in_force_brings_the_former_text_back_as_a_new_version() -> None:
    """What held on past days stays in the history."""
    roll()
    item, later = village().item_id, AT + timedelta(days=40)
    done = roll(since=LATER, promised={"n": 3})
    undoing.ask(done.id, by=APPROVER, at=later)
    undoing.advance(later)
    found = queries.published(item, later.date())
    assert found is not None
    assert (found.number, found.content.promised.n) == (3, content(**STANDARD).promised.n)


def test_a_rollout_is_undone_once_and_only_when_it_is_finished() -> None:
    """Half a roll-out is finished first."""
    made = rollouts.propose(content(**STANDARD), COUNTY, by=DRAFTER, at=AT, effective_from=TODAY)
    with pytest.raises(Conflict):
        undoing.ask(made.id, by=APPROVER, at=AT)
