"""Reads of persons: masked views, pre-filled forms, who may act for whom (W2, L3.11, G-18)."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.accounts.conftest import AT, code, number
from tests.guarding import guarded
from yizhan.accounts import powers, queries, services
from yizhan.accounts.powers import Terms
from yizhan.accounts.registry import Details
from yizhan.law.identities import IdType
from yizhan.law.mandates import Acting, Action, Ground
from yizhan.law.masking import find_numbers
from yizhan.law.refusals import Invalid, NotFound, Unlawful

TODAY = AT.date()
ITEM = "000123004000"


@pytest.fixture
def child(staff):
    """Return a demo person of thirteen."""
    details = Details(name="示例小童", number=number(9, "20130101"))
    return services.enrol(details, staff[0].pk, at=AT)


@pytest.fixture
def organisation(citizen):
    """Return an organisation whose representative is the citizen."""
    details = Details(
        name="示例餐饮有限公司",
        number=code(1),
        kind=IdType.CREDIT,
        representative="示例甲",
        address="示例路9号",
        phone="0851-86831234",
    )
    return services.register_organisation(citizen, details, at=AT)


def mandate(citizen, other, *actions, **said):
    """Return a mandate from one user to another, given today for a month."""
    terms = Terms(
        principal=citizen.person_id,
        agent=other.person_id,
        actions=actions,
        since=TODAY,
        until=TODAY + timedelta(days=30),
        evidence_text="示例委托书",
        **said,
    )
    return powers.give_mandate(citizen.person_id, terms, at=AT)


def test_the_view_of_a_person_holds_no_name_number_or_phone_in_clear(citizen):
    """G-18: masked is the default everywhere."""
    text = str(asdict(queries.person(citizen.person_id)))
    assert find_numbers(text) == []
    assert "示例甲" not in text
    assert "13800000001" not in text


def test_the_masked_fields_have_the_forms_of_the_standard(citizen):
    """G-18: 张*, 5201**********1234, 138****5678."""
    view = queries.person(citizen.person_id)
    assert view.name_masked == "示*"
    assert view.id_masked == f"5299**********{number(1)[-4:]}"
    assert view.phone_masked == "138****0001"


def test_a_form_is_filled_with_what_is_known_of_the_person(citizen):
    """P-12: the seven fields of a natural person."""
    assert queries.prefill(citizen.person_id) == {
        "person.name": "示例甲",
        "person.id_type": "resident",
        "person.id_number": number(1),
        "person.sex": "1",
        "person.born": "1990-01-01",
        "person.phone": "13800000001",
        "person.address": "示例路1号",
    }


def test_a_form_is_filled_with_what_is_known_of_the_organisation(citizen, organisation):
    """P-12: the fields of a legal person beside those of whoever acts."""
    known = queries.prefill(citizen.person_id, organisation)
    assert known["org.legal_representative"] == "示例甲"
    assert known["org.phone"] == "0851-86831234"


def test_a_person_is_found_by_number_and_only_by_the_right_one(citizen):
    """L5: the window asks by number."""
    assert queries.find_person(number(1)) == citizen.person_id
    assert queries.find_person(number(5)) is None
    with pytest.raises(Invalid):
        queries.find_person("123")


def test_a_legal_name_comes_back_byte_for_byte(db, staff):
    """L5: extension B, private use and compatibility characters survive the database."""
    name = "𠀀\ue5e5\uf900·示例"
    person = services.enrol(Details(name=name, number=number(6)), staff[0].pk, at=AT)
    assert queries.legal_name(person).encode() == name.encode()


def test_a_row_of_looks_can_be_added_but_not_changed_or_deleted(citizen, staff):
    """T5: who looked stays on record."""
    queries.unmask(staff[0].pk, citizen.person_id, reason="核对", at=AT)
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("delete from accounts_look")


def test_one_acts_for_oneself_and_for_no_stranger(citizen, other):
    """L3.11: the base case and its refusal."""
    me, them = citizen.person_id, other.person_id
    assert queries.may_act_for(me, me, ITEM, Action.SUBMIT, on=TODAY) is Acting.SELF
    with pytest.raises(Unlawful):
        queries.may_act_for(me, them, ITEM, Action.SUBMIT, on=TODAY)


def test_nobody_known_is_refused_like_a_stranger(citizen):
    """T1: hidden and missing look the same."""
    unknown = type(citizen.person_id)(int=1)
    with pytest.raises(Unlawful, match="没有代这位申请人办理"):
        queries.may_act_for(citizen.person_id, unknown, ITEM, Action.SUBMIT, on=TODAY)


def test_a_mandate_lets_the_agent_submit_and_nothing_it_does_not_list(citizen, other):
    """L3.11: withdrawing needs explicit power."""
    mandate(citizen, other, Action.SUBMIT)
    pair = (other.person_id, citizen.person_id, ITEM)
    assert queries.may_act_for(*pair, "submit", on=TODAY) is Acting.AGENT
    with pytest.raises(Unlawful, match="明确授权"):
        queries.may_act_for(*pair, Action.WITHDRAW, on=TODAY)


@pytest.mark.parametrize("by", ["principal", "agent"])
def test_either_side_ends_a_mandate_at_once(citizen, other, by):
    """L3.11: revocable."""
    given = mandate(citizen, other, Action.SUBMIT)
    ender = {"principal": citizen, "agent": other}[by]
    powers.revoke_mandate(given, ender.person_id, at=AT)
    with pytest.raises(Unlawful):
        queries.may_act_for(other.person_id, citizen.person_id, ITEM, Action.SUBMIT, on=TODAY)


def test_a_stranger_cannot_end_a_mandate(citizen, other, child):
    """T1: somebody else's mandate looks like none."""
    given = mandate(citizen, other, Action.SUBMIT)
    with pytest.raises(NotFound):
        powers.revoke_mandate(given, child, at=AT)


def test_an_agent_cannot_hand_the_mandate_on(citizen, other, child):
    """L3.11: the principal gives it, nobody else."""
    mandate(citizen, other, Action.SUBMIT, Action.PROMISE)
    terms = Terms(
        principal=citizen.person_id,
        agent=child,
        actions=(Action.SUBMIT,),
        since=TODAY,
        until=TODAY,
        evidence_text="示例",
    )
    with pytest.raises(Unlawful, match="转委托"):
        powers.give_mandate(other.person_id, terms, at=AT)


def test_a_child_of_thirteen_acts_through_the_guardian(citizen, child):
    """L3.11: the child is refused, the guardian is not."""
    guarded(citizen.person_id, child, since=date(2013, 1, 1), at=AT)
    assert (
        queries.may_act_for(citizen.person_id, child, ITEM, "promise", on=TODAY) is Acting.GUARDIAN
    )
    with pytest.raises(Unlawful, match="监护人"):
        queries.may_act_for(child, child, ITEM, Action.SUBMIT, on=TODAY)


def test_a_person_found_incapable_acts_through_the_guardian(citizen, other):
    """L3.11: not only children."""
    guarded(citizen.person_id, other.person_id, Ground.INCAPACITY, at=AT)
    with pytest.raises(Unlawful, match="监护人"):
        queries.may_act_for(other.person_id, other.person_id, ITEM, Action.SUBMIT, on=TODAY)


def test_an_authorised_person_handles_matters_until_dismissed(citizen, other, organisation):
    """W2.1: the representative lets in and out."""
    me, them = citizen.person_id, other.person_id
    powers.authorise(me, organisation, them, on=TODAY)
    acting = queries.may_act_for(them, organisation, ITEM, Action.SUBMIT, on=TODAY)
    assert acting is Acting.REPRESENTATIVE
    powers.dismiss(me, organisation, them, on=TODAY)
    with pytest.raises(Unlawful):
        queries.may_act_for(them, organisation, ITEM, Action.SUBMIT, on=TODAY)


def test_only_the_representative_lets_others_in(other, organisation):
    """W2.1: nobody authorises themselves."""
    with pytest.raises(Unlawful, match="法定代表人"):
        powers.authorise(other.person_id, organisation, other.person_id, on=TODAY)


def test_everybody_for_whom_one_may_act_is_listed(citizen, other, organisation, child):
    """P-11: the choice of applicant at the start of an application."""
    guarded(citizen.person_id, child, at=AT)
    mandate(other, citizen, Action.SUBMIT)
    listed = {view.id for view in queries.applicants_for(citizen.person_id, TODAY)}
    assert listed == {organisation, child, other.person_id}


def test_both_sides_see_the_mandate_masked(citizen, other):
    """G-18: even the other side's name is masked."""
    mandate(citizen, other, Action.SUBMIT)
    seen = queries.mandates_of(other.person_id)
    assert [(view.principal.name_masked, view.actions) for view in seen] == [
        ("示*", (Action.SUBMIT,))
    ]


def test_who_may_act_is_read_in_few_statements(citizen, other, django_assert_max_num_queries):
    """T6: rights are read per request, never kept."""
    mandate(citizen, other, Action.SUBMIT)
    with django_assert_max_num_queries(4):
        queries.may_act_for(other.person_id, citizen.person_id, ITEM, Action.SUBMIT, on=TODAY)
