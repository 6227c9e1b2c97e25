"""Who may act for whom (L3.11): the matrix of ties, actions and days."""

from datetime import date

import pytest

from yizhan.law.mandates import (
    Acting,
    Action,
    Capacity,
    Ground,
    Period,
    Power,
    Role,
    Ties,
    acting,
)
from yizhan.law.refusals import Unlawful

TODAY = date(2026, 11, 23)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PAST = Period(date(2025, 1, 1), date(2025, 12, 31))
ADULT = Capacity(born=date(1990, 1, 1))
ITEM = "000123004000"


def act(action=Action.SUBMIT, *, item=ITEM, on=TODAY, **tied):
    """Return in which capacity somebody with these ties acts."""
    return acting(Ties(**{"actor": ADULT, **tied}), item, action, on)


def power(*actions, items=(), period=YEAR):
    """Return a mandate for some actions."""
    return Power(
        items=frozenset(items), actions=frozenset(word.value for word in actions), period=period
    )


@pytest.mark.parametrize("action", Action)
def test_everybody_of_capacity_does_everything_in_their_own_matters(action):
    """L3.11: no power is needed for oneself."""
    assert act(action, same=True) is Acting.SELF


def test_a_stranger_may_do_nothing_for_anybody():
    """L3.11: no tie, no power."""
    with pytest.raises(Unlawful) as refused:
        act()
    assert refused.value.clause == "L3.11"


@pytest.mark.parametrize(("on", "may"), [(date(2026, 11, 22), False), (date(2026, 11, 23), True)])
def test_a_child_acts_alone_from_the_fourteenth_birthday_on(on, may):
    """L3.11: the day before, a guardian must act."""
    child = Capacity(born=date(2012, 11, 23))
    assert child.acts_alone(on) is may


def test_a_child_of_thirteen_cannot_apply_alone():
    """L3.11: under 14 a guardian acts."""
    with pytest.raises(Unlawful, match="监护人"):
        act(actor=Capacity(born=date(2013, 1, 1)), same=True)


def test_a_child_of_thirteen_is_nobodys_agent():
    """L3.11: who cannot act alone cannot act for others."""
    with pytest.raises(Unlawful, match="监护人"):
        act(actor=Capacity(born=date(2013, 1, 1)), powers=(power(Action.SUBMIT),))


def test_a_person_without_capacity_needs_the_guardian_for_the_period_only():
    """L3.11: a finding of incapacity has a beginning and an end."""
    person = Capacity(born=date(1960, 1, 1), incapable=(YEAR,))
    assert not person.acts_alone(TODAY)
    assert person.acts_alone(date(2027, 1, 1))


@pytest.mark.parametrize("action", Action)
def test_a_guardian_does_everything_for_a_child(action):
    """L3.11: guardians need no mandate, not even to withdraw."""
    child = Capacity(born=date(2013, 1, 1))
    tie = ((Ground.MINOR, Period(date(2013, 1, 1))),)
    assert act(action, applicant=child, guardian=tie) is Acting.GUARDIAN


def test_guardianship_of_a_child_ends_at_eighteen_by_itself():
    """L3.11: nobody has to strike the row."""
    grown = Capacity(born=date(2008, 11, 23))
    with pytest.raises(Unlawful):
        act(applicant=grown, guardian=((Ground.MINOR, Period(date(2008, 11, 23))),))


def test_guardianship_for_incapacity_does_not_end_with_age():
    """L3.11: it ends with the finding."""
    tie = ((Ground.INCAPACITY, YEAR),)
    assert act(applicant=Capacity(born=date(1960, 1, 1)), guardian=tie) is Acting.GUARDIAN


@pytest.mark.parametrize("wanted", Action)
@pytest.mark.parametrize("given", Action)
def test_a_mandate_carries_exactly_the_actions_it_lists(given, wanted):
    """L3.11: withdrawing and promising need explicit power, and so does all else."""
    if given is wanted:
        assert act(wanted, powers=(power(given),)) is Acting.AGENT
    else:
        with pytest.raises(Unlawful):
            act(wanted, powers=(power(given),))


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.PROMISE])
def test_the_refusal_names_the_explicit_power_that_is_missing(action):
    """L3.11: an agent learns what the mandate must still say."""
    with pytest.raises(Unlawful, match="明确授权"):
        act(action, powers=(power(Action.SUBMIT),))


def test_a_mandate_for_one_item_is_none_for_another():
    """L3.11: items are part of the mandate."""
    with pytest.raises(Unlawful):
        act(powers=(power(Action.SUBMIT, items=("000125009000",)),))


@pytest.mark.parametrize(
    ("on", "may"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_mandate_holds_on_its_first_and_last_day_and_no_other(on, may):
    """L3.11: from-to, both days counted."""
    assert power(Action.SUBMIT).covers(ITEM, Action.SUBMIT, on) is may


@pytest.mark.parametrize("action", Action)
def test_the_legal_representative_does_everything_for_the_organisation(action):
    """W2.1: the representative is the organisation's own hand."""
    roles = ((Role.REPRESENTATIVE, Period(date(2020, 1, 1))),)
    assert act(action, roles=roles) is Acting.REPRESENTATIVE


@pytest.mark.parametrize("action", Action)
def test_an_authorised_person_cannot_withdraw_or_promise(action):
    """L3.11: these two need explicit power, also inside an organisation."""
    roles = ((Role.AUTHORISED, YEAR),)
    if action.explicit:
        with pytest.raises(Unlawful, match="明确授权"):
            act(action, roles=roles)
    else:
        assert act(action, roles=roles) is Acting.REPRESENTATIVE


def test_a_role_that_has_ended_carries_nothing():
    """W2.1: roles have days."""
    with pytest.raises(Unlawful):
        act(roles=((Role.REPRESENTATIVE, PAST),))
