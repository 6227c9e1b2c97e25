"""A change of divisions with a case that runs: recoded, merged, split, moved to another county."""

from datetime import date

import pytest

from tests.cases.world import moment
from yizhan.accounts import tokens
from yizhan.accounts.models import Token
from yizhan.accounts.tokens import Grant
from yizhan.adjustments import carrying
from yizhan.adjustments.carrying import Wanted
from yizhan.cases import inbox, queries
from yizhan.cases.models import Entry
from yizhan.law.refusals import NotFound
from yizhan.law.words import Post, Term
from yizhan.papers import queries as papers
from yizhan.places import finding
from yizhan.places import queries as places
from yizhan.places.models import Division, Move
from yizhan.places.plans import Shift

from .conftest import COUNTY, EVE, NEXT, ON, THAT_DAY, TOWN, VILLAGE, Office

DISTRICT = "520204000000"
RECODED = Shift(old=COUNTY, new=DISTRICT, name="水城区")
MERGED = Shift(old=VILLAGE, new=NEXT)
LATER = moment(THAT_DAY)


def test_the_clerk_of_a_recoded_county_works_on_with_the_same_case(county: Office) -> None:
    """水城县 520221 becomes 水城区 520204: the post, the window and the inbox follow."""
    county.carry_out(RECODED)
    actor = county.actor(THAT_DAY)
    page = inbox.page(actor, "accepted", LATER)
    assert (actor.division, [row.ref for row in page.rows]) == (DISTRICT, [county.ref])


def test_the_clock_of_a_running_case_runs_on_through_the_change(county: Office) -> None:
    """Neither the day of acceptance nor the promised day moves."""
    before = queries.case_for(county.actor(EVE), county.ref, moment(EVE)).standing
    county.carry_out(RECODED)
    after = queries.case_for(county.actor(THAT_DAY), county.ref, LATER).standing
    assert after.course.accepted_on == before.course.accepted_on
    assert after.dues[Term.PROMISED] == before.dues[Term.PROMISED]


def test_a_case_is_tracked_by_its_old_number_after_the_change(county: Office) -> None:
    """The number begins with the old code, and stays what it is."""
    case = queries.stored_case(county.ref)
    county.carry_out(RECODED)
    found = queries.track(case.number, case.query_code, LATER)
    assert (found.ref, case.number[:6]) == (county.ref, "520221")


def test_a_paper_issued_before_the_change_is_still_verified(county: Office) -> None:
    """Its number, content and digest are what they were."""
    case = queries.stored_case(county.ref)
    [paper] = papers.papers_of(case.division, case.id)
    county.carry_out(RECODED)
    assert papers.by_token(paper.token).number == paper.number


def test_the_merged_authoritys_case_has_a_new_door_and_says_so(village: Office) -> None:
    """Who is competent changes; the journal and the applicant are told, the ground with it."""
    village.carry_out(MERGED)
    last = Entry.objects.order_by("-seq")[0]
    view = queries.case_for(village.actor(THAT_DAY), village.ref, LATER)
    assert view.authority.code == "next"
    assert (last.step, last.said["successor"]) == ("succeed", "法土村政务服务局")


def test_the_right_of_a_clerk_at_the_merged_authority_is_gone(village: Office) -> None:
    """The posting ended on the eve; who still comes with it finds nothing."""
    old = village.actor(EVE)
    village.carry_out(MERGED)
    with pytest.raises(NotFound):
        queries.case_for(old, village.ref, LATER)
    with pytest.raises(NotFound):
        places.posting(old.posting_id or 0, ON)


def test_a_token_of_the_merged_authority_speaks_for_the_new_post(village: Office) -> None:
    """Scopes stay; the post behind them is the one of the authority that takes over."""
    old = village.actor(EVE)
    grant = Grant(scopes=("cases:read",), expires=moment("2026-12-31 00:00"))
    tokens.issue(village.clerk, grant, at=moment(EVE))
    Token.objects.update(posting_id=old.posting_id)
    village.carry_out(MERGED)
    assert Token.objects.get().posting_id == village.actor(THAT_DAY).posting_id


def test_of_a_split_village_the_main_heir_keeps_case_and_clerk(village: Office) -> None:
    """The first row names the main heir; the other part is founded anew."""
    heir, part = "520221102210", "520221102211"
    village.carry_out(
        Shift(old=VILLAGE, new=heir, name="仲河村"), Shift(old=VILLAGE, new=part, name="新河村")
    )
    view = queries.case_for(village.actor(THAT_DAY), village.ref, LATER)
    assert view.authority.division == heir
    assert places.division(part, ON).formerly == VILLAGE


def test_a_town_that_goes_to_another_county_leaves_the_old_supervisor(village: Office) -> None:
    """T2: rights follow the place; lists and single cases agree."""
    village.carry_out(Shift(old=TOWN, new="520201104000", name="阿戛镇"))
    old, new = (
        village.world.actor(Post.SUPERVISOR, division=code, authority_id=0)
        for code in (COUNTY, "520201000000")
    )
    assert [len(inbox.page(who, "accepted", LATER).rows) for who in (old, new)] == [0, 1]
    with pytest.raises(NotFound):
        queries.case_for(old, village.ref, LATER)


def test_a_preview_says_what_comes_and_changes_nothing(village: Office) -> None:
    """The same way is gone, and rolled back."""
    wanted = Wanted(shifts=[MERGED], on=date(2026, 9, 1), basis="示例批复", by=9)
    report = carrying.preview(wanted, moment(EVE))
    assert (report["cases"], report["postings"], len(report["merged"])) == (1, 1, 1)
    assert not Move.objects.exists() and not Division.objects.filter(until__isnull=False).exists()


def test_an_old_name_or_code_leads_to_the_place_of_today(county: Office) -> None:
    """Who types 水城县 or 520221 finds 水城区."""
    county.carry_out(RECODED)
    found = [finding.find(words, on=ON)[0].code for words in ("水城县", "520221", "阿戛")]
    assert found == [DISTRICT, DISTRICT, "520204102000"]
