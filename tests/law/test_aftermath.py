"""What an authority may do with a certificate: state by state, ground by ground (L4.14)."""

import pytest

from yizhan.law.aftermath import FATES, grounds_for, open_to
from yizhan.law.certificates import Life
from yizhan.law.refusals import Refusal
from yizhan.law.words import CertificateState

from .playing import decided, life

NOON = "2026-03-03 12:00"
SAID = {"reason": "现场核实属实", "basis": "《公共场所卫生管理条例》第十四条"}
ALIVE = {"valid", "changed", "renewed", "deemed_renewed"}
WHERE = {
    "recall": ALIVE | {"suspended"},
    "revoke": ALIVE | {"suspended", "expired"},
    "cancel": ALIVE | {"suspended", "expired", "withdrawn", "revoked"},
    "suspend": ALIVE,
    "restore": {"suspended"},
}
CELLS = [(name, state) for name in FATES for state in CertificateState]


def said(name: str, found: Life) -> dict[str, object]:
    """Return what an act must say, on the first ground that stands."""
    grounds = grounds_for(name, found)
    return {**SAID, "life": found, "ground": grounds[0].code if grounds else ""}


@pytest.mark.parametrize(("name", "state"), CELLS)
def test_each_act_is_open_exactly_where_the_law_lets_it_be_taken(name, state):
    """ALL 8, 69, 70: exhausted over all states; its paper is L4.14 and its event is kept."""
    found = life(state=state)
    if state in WHERE[name]:
        story = decided().do(name, NOON, **said(name, found))
        assert (story.papers, story.last.event.kind) == (["L4.14"], FATES[name].event)
    else:
        with pytest.raises(Refusal) as refused:
            decided().do(name, NOON, **said(name, found))
        assert refused.value.clause == "L3"


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("valid", {"person", "organisation", "force", "other"}),
        ("expired", {"expired", "person", "organisation", "force", "other"}),
        ("revoked", {"taken", "person", "organisation", "force", "other"}),
    ],
)
def test_a_ground_of_cancellation_stands_only_in_its_states(state, codes):
    """ALL 70: what is in force has not expired; what was not taken away was not taken away."""
    assert {g.code for g in grounds_for("cancel", life(state=CertificateState(state)))} == codes


def test_an_expiry_that_silence_renewed_is_no_ground_of_cancellation():
    """L2.15 keeps it alive."""
    found = life(state=CertificateState.DEEMED_RENEWED)
    with pytest.raises(Refusal, match="不属于"):
        decided().do("cancel", NOON, **{**said("cancel", found), "ground": "expired"})


@pytest.mark.parametrize("name", FATES)
def test_a_decision_without_reasons_is_refused(name):
    """L4.14, L3.3: with the clause, and nothing is done."""
    found = life(state=CertificateState.SUSPENDED if name == "restore" else CertificateState.VALID)
    with pytest.raises(Refusal) as refused:
        decided().do(name, NOON, **{**said(name, found), "reason": ""})
    assert refused.value.clause == "L4.14" and not refused.value.logged


def test_an_older_version_is_left_alone():
    """The decision is about the certificate that is held now."""
    assert open_to(life(state=CertificateState.VALID, current=False)) == ()


def test_the_basis_of_a_ground_is_written_by_the_law_and_not_by_the_clerk():
    """A revocation for fraud names ALL 69 (2)."""
    found = life(state=CertificateState.VALID)
    story = decided().do("revoke", NOON, **{**said("revoke", found), "ground": "fraud"})
    assert "第六十九条第二款" in story.last.papers[0].says["basis"]
