"""A record becomes an errand and a case once: filed, kept, warned, or in conflict (H7, VIL-02)."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from tests.guarding import guarded
from yizhan.accounts import queries as people
from yizhan.accounts import services as accounts
from yizhan.accounts.registry import Details
from yizhan.cases import queries as cases
from yizhan.cases.models import Case
from yizhan.law.mandates import Action
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.village import Mode
from yizhan.law.words import Paper, Stage
from yizhan.outbox.models import Message
from yizhan.papers.models import Paper as Issued
from yizhan.stations import records, services
from yizhan.stations.models import Errand
from yizhan.stations.records import Hour

from .conftest import ALLOWANCE, AT, MARRIAGE, OLD, PROOF, number

pytestmark = pytest.mark.django_db


def stage_of(receipt):
    """Return where the case of a receipt stands."""
    return cases.view(cases.stored_case(receipt.ref), AT).stage


def test_what_the_village_decides_is_concluded_at_once(village):
    """H7.2, H4.1: one act, from the request to the decision, no notice of acceptance."""
    receipt = services.begin(village.record(Mode.INSTANT, PROOF), village.member, at=AT)
    assert (receipt.state, receipt.message) == ("filed", "")
    assert stage_of(receipt) is Stage.GRANTED
    assert not Issued.objects.filter(kind=Paper.ACCEPTANCE).exists()


def test_the_whole_way_on_behalf_files_the_case_with_its_mandate(village):
    """H7.3, L4.16: the agent applies in the person's name, the signed mandate is a paper."""
    receipt = services.begin(village.record(Mode.WHOLE, ALLOWANCE), village.member, at=AT)
    assert (receipt.state, receipt.message) == ("filed", "")
    assert stage_of(receipt) is Stage.RECEIVED
    paper = Issued.objects.get(kind=Paper.MANDATE)
    assert OLD.name in str(paper.content)
    agent = village.member.person
    (mandate,) = people.mandates_of(agent)
    assert mandate.actions == (Action.SUBMIT, Action.CORRECT, Action.COLLECT)


def test_the_same_record_twice_is_one_case_and_the_same_receipt(village):
    """VIL-02: the network answers late, the device sends again."""
    record = village.record(Mode.WHOLE, ALLOWANCE)
    first = services.begin(record, village.member, at=AT)
    again = services.begin(record, village.member, at=AT + timedelta(hours=3))
    assert again == first
    assert (Case.objects.count(), Errand.objects.count()) == (1, 1)
    assert Issued.objects.filter(kind=Paper.MANDATE).count() == 1


def test_two_devices_that_change_one_errand_are_shown_both_versions(village):
    """The filed one stands; the other is kept until somebody chooses, and cannot replace it."""
    record = village.record(Mode.WHOLE, ALLOWANCE)
    services.begin(record, village.member, at=AT)
    other = replace(record, way="post", principal=replace(OLD, phone="13900000002"))
    receipt = services.begin(other, village.member, at=AT)
    assert receipt.state == "conflict"
    assert (receipt.mine.way, receipt.theirs.way) == ("hand", "post")
    with pytest.raises(Refusal, match="不能换成另一份"):
        services.resolve(record.id, "mine", village.member, at=AT)
    assert services.resolve(record.id, "theirs", village.member, at=AT).state == "filed"
    assert Case.objects.count() == 1


def test_a_kept_errand_takes_the_version_that_somebody_chose(village):
    """Nothing was filed: what the second device sent may hold after all."""
    record = village.record(Mode.WHOLE, ALLOWANCE, ready=False)
    services.begin(record, village.member, at=AT)
    other = replace(record, ready=True)
    assert services.begin(other, village.member, at=AT).state == "conflict"
    assert services.resolve(record.id, "mine", village.member, at=AT).state == "filed"


def test_what_the_device_had_seen_is_simply_the_next_version(village):
    """One device, edited again: no conflict."""
    record = village.record(Mode.WHOLE, ALLOWANCE, ready=False)
    kept = services.begin(record, village.member, at=AT)
    next_one = replace(record, ready=True, based_on=kept.revision)
    assert services.begin(next_one, village.member, at=AT).state == "filed"


@pytest.mark.parametrize(
    ("mode", "name", "changes", "clause"),
    [
        (Mode.INSTANT, ALLOWANCE, {}, "H7.2"),
        (Mode.WHOLE, PROOF, {}, "H7.3"),
        (Mode.WHOLE, MARRIAGE, {}, "H7.3"),
        (Mode.WHOLE, ALLOWANCE, {"mandate": None}, "H7.3"),
        (Mode.COMPANION, MARRIAGE, {"hour": None}, "H7.4"),
        (Mode.HOME, ALLOWANCE, {"hour": None}, "H7.5"),
        (Mode.INSTANT, PROOF, {"principal": replace(OLD, number="529901194001010012")}, "L5"),
    ],
)
def test_a_refusal_keeps_the_record_and_files_nothing(village, mode, name, changes, clause):
    """What was typed in a village is never lost; the law's words go back to the device."""
    record = village.record(mode, name, **changes)
    receipt = services.begin(record, village.member, at=AT)
    assert (receipt.state, receipt.clause) == ("refused", clause)
    assert receipt.message
    assert receipt.remedy
    assert Errand.objects.get().sealed
    assert not Case.objects.exists()
    assert not people.mandates_of(village.member.person)


def test_a_mandate_with_a_word_that_is_no_action_is_no_record(village):
    """L4.16: the device is told that the record is wrong; nothing fails behind the door."""
    text = village.record(Mode.WHOLE, ALLOWANCE).text
    with pytest.raises(msgspec.ValidationError):
        records.read(text.replace('"submit"', '"sell_the_house"'))


def test_the_number_of_a_person_lies_sealed(village):
    """T57: the kept record holds the number, the table shows none of it."""
    services.begin(village.record(Mode.WHOLE, ALLOWANCE, ready=False), village.member, at=AT)
    row = Errand.objects.get()
    shown = " ".join(str(value) for value in vars(row).values())
    assert OLD.number not in shown
    assert OLD.number.encode() not in bytes(row.sealed)


def test_the_same_person_and_item_within_a_month_is_asked_about(village):
    """VIL-10: warned once, filed when confirmed."""
    services.begin(village.record(Mode.WHOLE, ALLOWANCE), village.member, at=AT)
    second = village.record(Mode.WHOLE, ALLOWANCE)
    warned = services.begin(second, village.member, at=AT)
    assert warned.state == "warned"
    assert "3月2日" in warned.warning
    assert Case.objects.count() == 1
    confirmed = replace(second, confirmed=True)
    assert services.begin(confirmed, village.member, at=AT).state == "filed"


def test_another_station_sees_neither_record_nor_id(village):
    """T1: somebody else's id answers like a missing one, and changes nothing."""
    record = village.record(Mode.WHOLE, ALLOWANCE, ready=False)
    services.begin(record, village.member, at=AT)
    with pytest.raises(NotFound):
        services.begin(replace(record, ready=True), village.stranger, at=AT)
    with pytest.raises(NotFound):
        services.resolve(record.id, "mine", village.stranger, at=AT)
    assert not Case.objects.exists()


def test_a_guardian_signs_for_a_child(village):
    """L3.11: the mandate of a child of thirteen is the guardian's; a stranger's is refused."""
    child = replace(OLD, name="罗小示例", number=number(21, "20130101"))
    record = village.record(Mode.WHOLE, ALLOWANCE, principal=child, guardian=OLD)
    assert services.begin(record, village.member, at=AT).clause == "L3.11"
    ward, guardian = (
        accounts.enrol(
            Details(name=one.name, number=one.number, demo=True), village.member.user_id, at=AT
        )
        for one in (child, OLD)
    )
    guarded(guardian, ward, at=AT)
    again = replace(record, confirmed=True)
    assert services.begin(again, village.member, at=AT).state == "filed"


def test_a_revoked_mandate_carries_nothing_any_more(village):
    """L3.11: from the moment of the revocation the agent can do nothing for the person."""
    receipt = services.begin(village.record(Mode.WHOLE, ALLOWANCE), village.member, at=AT)
    agent, person = village.member.person, Errand.objects.get().person
    base = cases.view(cases.stored_case(receipt.ref), AT).content.base_code
    assert people.may_act_for(agent, person, base, Action.CORRECT, on=AT.date())
    services.revoke(receipt.id, village.member, at=AT)
    with pytest.raises(Refusal):
        people.may_act_for(agent, person, base, Action.CORRECT, on=AT.date())


def test_a_companion_is_booked_and_a_visit_is_asked_for_without_a_case(village):
    """H7.4, H7.5: the hour stands, the case comes when the person is there."""
    booked = services.begin(village.record(Mode.COMPANION, MARRIAGE), village.member, at=AT)
    home = village.record(Mode.HOME, ALLOWANCE, ready=False)
    asked = services.begin(home, village.member, at=AT)
    assert (booked.state, asked.state) == ("booked", "asked")
    assert not Case.objects.exists()


def test_both_are_reminded_of_the_hour_and_of_a_new_one_instead(village):
    """VIL-06: a day before; the older hour is forgotten, nobody is told twice."""
    record = village.record(Mode.COMPANION, MARRIAGE)
    soon = replace(record, hour=Hour(place="县政务大厅", at=AT + timedelta(days=5)))
    first = services.begin(soon, village.member, at=AT)
    later = replace(soon, hour=Hour(place="县政务大厅", at=AT + timedelta(days=6)))
    services.begin(replace(later, based_on=first.revision), village.member, at=AT)
    told = Message.objects.filter(topic="reminder")
    assert {one.recipient for one in told} == {Errand.objects.get().person, village.member.person}
    assert all("3月8日 10:00，县政务大厅" in one.payload["words"] for one in told)
    assert {one.available_at for one in told} == {AT + timedelta(days=5)}
    assert told.count() == 2


def test_a_moment_without_its_zone_is_no_record(village):
    """VIL-02: nobody can tell which of two records is the newer one."""
    text = village.record(Mode.INSTANT, PROOF).text
    with pytest.raises(msgspec.ValidationError):
        records.read(text.replace("+08:00", ""))
