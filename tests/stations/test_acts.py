"""After the filing: at the home, the hand-over, the visit afterwards, the ledger, the report."""

from datetime import date, timedelta

import pytest

from yizhan.cases import queries as cases
from yizhan.law.refusals import Conflict, Incomplete, NotFound, WrongStage
from yizhan.law.village import Milestone, Mode
from yizhan.law.words import Stage
from yizhan.stations import acts, queries, services
from yizhan.stations.acts import QUESTIONS
from yizhan.stations.models import Errand

from .conftest import ALLOWANCE, AT, MARRIAGE, PROOF

pytestmark = pytest.mark.django_db

MARCH, APRIL = date(2026, 3, 1), AT.replace(month=4)
ANSWERS = dict.fromkeys(QUESTIONS, "好")
SIGNED = "cd" * 32


def filed(village, mode, name):
    """Return the receipt of an errand that was filed."""
    receipt = services.begin(village.record(mode, name), village.member, at=AT)
    assert receipt.state == "filed", receipt.message
    return receipt


def reached(village, errand):
    """Return the stages that an errand has reached, as the ledger of its month shows them."""
    (row,) = (row for row in queries.month(village.member, MARCH, APRIL).rows if row.id == errand)
    return [stage for stage, at in row.reached.items() if at]


def test_the_hand_over_delivers_what_the_village_decided_and_the_ledger_follows(village):
    """H6.1, L4.12: signed on the glass; delivered at the one door; filed; nothing typed twice."""
    errand = filed(village, Mode.INSTANT, PROOF)
    acts.hand_over(errand.id, SIGNED, village.member, at=AT)
    assert cases.view(cases.stored_case(errand.ref), AT).stage is Stage.DELIVERED
    assert reached(village, errand.id) == list(Milestone)[:5]
    acts.revisit(errand.id, ANSWERS, village.member, at=AT)
    acts.report(MARCH, village.member, at=APRIL)
    assert reached(village, errand.id) == list(Milestone)


def test_nothing_is_handed_over_without_a_signature_or_before_the_authority_delivered(village):
    """L4.12: the person signs; what is decided above comes from above."""
    own, above = filed(village, Mode.INSTANT, PROOF), filed(village, Mode.WHOLE, ALLOWANCE)
    with pytest.raises(Incomplete):
        acts.hand_over(own.id, "", village.member, at=AT)
    with pytest.raises(WrongStage):
        acts.hand_over(above.id, SIGNED, village.member, at=AT)
    assert not Errand.objects.filter(handed_at__isnull=False).exists()


def test_a_visit_afterwards_waits_for_the_end_and_asks_all_three(village):
    """回访: three questions, after the delivery."""
    errand = filed(village, Mode.INSTANT, PROOF)
    with pytest.raises(WrongStage):
        acts.revisit(errand.id, ANSWERS, village.member, at=AT)
    acts.hand_over(errand.id, SIGNED, village.member, at=AT)
    with pytest.raises(Incomplete):
        acts.revisit(errand.id, {QUESTIONS[0]: "好"}, village.member, at=AT)


def test_a_visit_at_home_is_on_the_round_until_it_is_finished(village):
    """H7.5: request, round list, arrival, end; the case is taken in there."""
    asked = village.record(Mode.HOME, ALLOWANCE, ready=False)
    services.begin(asked, village.member, at=AT - timedelta(hours=1))
    assert [row.id for row in queries.rounds(village.member, AT)] == [asked.id]
    with pytest.raises(WrongStage):
        acts.finish(asked.id, village.member, at=AT)
    acts.arrive(asked.id, village.member, at=AT)
    acts.finish(asked.id, village.member, at=AT)
    assert queries.rounds(village.member, AT) == []


def test_an_accompanied_person_s_case_is_tied_only_when_it_is_theirs(village):
    """H7.4: somebody else's number answers like a missing one."""
    booked = services.begin(village.record(Mode.COMPANION, MARRIAGE), village.member, at=AT)
    own = filed(village, Mode.WHOLE, ALLOWANCE)
    acts.attach(booked.id, own.number, village.member, at=AT)
    assert queries.record(village.member, booked.id, AT).case.case.number == own.number
    with pytest.raises(NotFound):
        acts.attach(booked.id, "529999Z9920260302000001", village.member, at=AT)


def test_a_month_is_reported_once_and_only_when_it_is_over(village):
    """上报: the township has what the station had at that moment."""
    filed(village, Mode.INSTANT, PROOF)
    with pytest.raises(Conflict):
        acts.report(MARCH, village.member, at=AT)
    assert acts.report(MARCH, village.member, at=APRIL) == 1
    with pytest.raises(Conflict):
        acts.report(MARCH, village.member, at=APRIL)
    (seen,) = queries.reported_to(village.stranger.held.authority_id)
    assert (seen.month, seen.rows) == (MARCH, 1)


def test_the_day_of_the_station_counts_what_waits(village):
    """今日: to finish, to hand over, to go to."""
    filed(village, Mode.INSTANT, PROOF)
    services.begin(village.record(Mode.HOME, ALLOWANCE, ready=False), village.member, at=AT)
    services.begin(village.record(Mode.INSTANT, ALLOWANCE), village.member, at=AT)
    undecided = village.record(Mode.WHOLE, ALLOWANCE, confirmed=True)
    assert services.begin(undecided, village.member, at=AT).state == "filed"
    found = queries.today(village.member, AT)
    assert (found.unfinished, found.to_hand_over, found.rounds) == (1, 1, 1)
    assert not any(vars(queries.today(village.stranger, AT)).values())


@pytest.mark.parametrize("act", [acts.arrive, acts.finish])
def test_another_station_can_do_nothing_to_an_errand(village, act):
    """T1: foreign answers like missing."""
    errand = filed(village, Mode.WHOLE, ALLOWANCE)
    for call in (
        lambda: act(errand.id, village.stranger, at=AT),
        lambda: acts.hand_over(errand.id, SIGNED, village.stranger, at=AT),
        lambda: acts.revisit(errand.id, ANSWERS, village.stranger, at=AT),
        lambda: services.revoke(errand.id, village.stranger, at=AT),
        lambda: queries.record(village.stranger, errand.id, AT),
    ):
        with pytest.raises(NotFound):
            call()


def test_the_ledger_costs_the_same_however_many_rows_it_has(village, django_assert_num_queries):
    """No statement a row; the pages follow each other without gap or repeat."""
    for _ in range(3):
        record = village.record(Mode.WHOLE, ALLOWANCE, confirmed=True)
        services.begin(record, village.member, at=AT)
    queries.month(village.member, MARCH, APRIL)
    with django_assert_num_queries(3):
        page = queries.month(village.member, MARCH, APRIL)
    assert len(page.rows) == 3
