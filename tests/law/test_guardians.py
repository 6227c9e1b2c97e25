"""Who may be recorded as whose guardian, on which document, and how that ends (L3.11)."""

from dataclasses import replace
from datetime import date

import pytest

from yizhan.law.guardians import Ended, Ending, Evidence, Guarding, Kin, check, check_end
from yizhan.law.mandates import Capacity, Ground, Period
from yizhan.law.refusals import Incomplete, Invalid, Refusal, Unlawful

TODAY = date(2026, 11, 23)
CHILD, ADULT = Capacity(born=date(2019, 1, 1)), Capacity(born=date(1990, 1, 1))
UNKNOWN = Capacity()
PARENT = Guarding(
    ground=Ground.MINOR,
    kin=Kin.PARENT,
    document=Evidence.HOUSEHOLD,
    words="示例户号1号",
    period=Period(date(2019, 1, 1)),
)
COURT = replace(PARENT, ground=Ground.INCAPACITY, document=Evidence.JUDGMENT)


def fault(said, ward=CHILD, guardian=ADULT):
    """Return the refusal of a guardianship; None for a good one."""
    try:
        check(said, ward=ward, guardian=guardian, on=TODAY)
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize(("said", "ward"), [(PARENT, CHILD), (COURT, ADULT), (COURT, UNKNOWN)])
def test_a_guardianship_on_its_document_holds(said, ward):
    """A child by the household book, an adult by the court's ruling."""
    assert fault(said, ward) is None


@pytest.mark.parametrize(
    ("said", "ward", "field"),
    [
        (replace(PARENT, words=" "), CHILD, "words"),
        (replace(PARENT, period=Period(date(2026, 11, 24))), CHILD, "since"),
        (replace(PARENT, period=Period(date(2018, 12, 31))), CHILD, "since"),
        (replace(PARENT, period=Period(TODAY, date(2026, 11, 22))), CHILD, "until"),
        (PARENT, UNKNOWN, "until"),
        (PARENT, ADULT, "ground"),
        (COURT, CHILD, "ground"),
        (replace(PARENT, kin=Kin.SPOUSE), CHILD, "kin"),
        (replace(COURT, kin=Kin.SIBLING), ADULT, "kin"),
        (replace(COURT, document=Evidence.HOUSEHOLD), ADULT, "document"),
        (replace(PARENT, kin=Kin.APPOINTED), CHILD, "document"),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(said, ward, field):
    """民法典 24, 27, 28, 31."""
    refusal = fault(said, ward)
    assert isinstance(refusal, Incomplete | Invalid)
    assert refusal.field == field


@pytest.mark.parametrize(
    "guardian",
    [Capacity(born=date(2010, 1, 1)), Capacity(born=ADULT.born, incapable=(Period(TODAY),))],
)
def test_a_guardian_is_of_age_and_has_capacity(guardian):
    """Who cannot act alone acts for nobody."""
    assert isinstance(fault(PARENT, guardian=guardian), Unlawful)


@pytest.mark.parametrize("why", list(Ending))
def test_an_incapable_ward_keeps_a_guardian_unless_freed(why):
    """民法典 39: whatever the reason, another one is there or none is needed."""
    check_end(Ground.INCAPACITY, Ended(why, "示例"), others=True)
    if why.frees:
        check_end(Ground.INCAPACITY, Ended(why, "示例"), others=False)
    else:
        with pytest.raises(Unlawful, match="没有监护人"):
            check_end(Ground.INCAPACITY, Ended(why, "示例"), others=False)


def test_the_guardianship_of_a_child_ends_on_its_document():
    """A child needs a guardian by age, whoever is recorded."""
    check_end(Ground.MINOR, Ended(Ending.REPLACED, "示例"), others=False)
    with pytest.raises(Incomplete, match="依据"):
        check_end(Ground.MINOR, Ended(Ending.REPLACED, " "), others=False)
