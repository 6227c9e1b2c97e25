"""What a person holds: kept once, trusted by its ground, reused (L5)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.materials import making
from tests.materials.conftest import AT, MINE, OTHER, PERSON
from yizhan.law.refusals import NotFound, Unlawful
from yizhan.law.words import Trust
from yizhan.materials import limits, queries, services, shelf
from yizhan.materials.shelf import Keeping

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
KIND = "居民身份证"


@pytest.fixture
def keeping():
    """Return what is to be kept: an identity card as its holder photographed it."""
    file = services.store_whole(MINE, "身份证.jpg", making.picture(), at=AT)
    return Keeping(digest=file.digest, name=file.name, kind=KIND)


def _reusable(kinds=(KIND,), on=TODAY):
    """Return the trust of what may be reused."""
    return [held.trust for held in queries.reusable(PERSON, kinds, on=on)]


def test_only_what_an_agency_issued_or_checked_is_reused(keeping):
    """A photo of one's own waits until a window saw the original."""
    held = shelf.keep(PERSON, keeping, at=AT)
    assert (held.trust, _reusable()) == (Trust.UPLOADED, [])
    assert shelf.check_original(held.id, posting=7).trust is Trust.CHECKED
    assert _reusable() == [Trust.CHECKED]
    assert _reusable(kinds=("户口簿",)) == []


def test_what_ran_out_is_not_reused(keeping):
    """The last day counts, the day after does not."""
    issued = replace(keeping, trust=Trust.ISSUED, source="示例办件", valid_until=TODAY)
    shelf.keep(PERSON, issued, at=AT)
    assert _reusable() == [Trust.ISSUED]
    assert _reusable(on=date(2026, 11, 24)) == []


def test_trust_rises_but_never_falls(keeping):
    """Keeping the same file again finds the same row."""
    first = shelf.keep(PERSON, keeping, at=AT)
    checked = shelf.keep(PERSON, replace(keeping, trust=Trust.CHECKED, checked_by=7), at=AT)
    again = shelf.keep(PERSON, replace(keeping, trust=Trust.DECLARED), at=AT)
    assert first.id == checked.id == again.id
    assert again.trust is Trust.CHECKED
    assert len(queries.holdings(PERSON)) == 1


@pytest.mark.parametrize("trust", [Trust.ISSUED, Trust.CHECKED])
def test_high_trust_without_its_ground_is_refused(keeping, trust):
    """A names the source, B names who compared."""
    with pytest.raises(Unlawful) as refused:
        shelf.keep(PERSON, replace(keeping, trust=trust), at=AT)
    assert refused.value.clause == "L5"
    assert queries.holdings(PERSON) == []


def test_a_case_leaves_its_materials_with_the_person(keeping):
    """The next application finds them, with the case they come from."""
    shelf.kept_from_case(
        PERSON, [replace(keeping, trust=Trust.CHECKED, checked_by=7)], case="示例1", at=AT
    )
    (held,) = queries.reusable(PERSON, [KIND], on=TODAY)
    assert held.source == "示例1"


def test_an_unknown_file_and_a_full_shelf_are_refused(keeping, monkeypatch):
    """Nothing is kept that is not on the disk, or without end."""
    with pytest.raises(NotFound):
        shelf.keep(PERSON, replace(keeping, digest="0" * 64), at=AT)
    monkeypatch.setattr(limits, "HOLDINGS", 0)
    with pytest.raises(Unlawful, match="已满"):
        shelf.keep(PERSON, keeping, at=AT)


def test_the_shelf_of_another_is_closed(keeping):
    """Neither seen nor emptied; one's own can be put away."""
    held = shelf.keep(PERSON, keeping, at=AT)
    with pytest.raises(NotFound):
        queries.holding(held.id, OTHER)
    with pytest.raises(NotFound):
        shelf.put_away(held.id, OTHER)
    shelf.put_away(held.id, PERSON)
    assert queries.holdings(PERSON) == []
