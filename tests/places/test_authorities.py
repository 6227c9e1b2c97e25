"""Authorities: found by id, code and name, kept in the process, written by one service."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from yizhan.law.refusals import Invalid, NotFound
from yizhan.law.words import Level
from yizhan.places import queries, services
from yizhan.places.queries import AuthorityView

from .samples import BUREAU


def _another(**changes: object) -> AuthorityView:
    """Return another authority of the same county."""
    fields = {
        "code": "xiuwen-minzheng",
        "short_name": "民政局",
        "paper_word": "修民",
        "window": "005",
    }
    return replace(BUREAU, **{**fields, **changes})  # type: ignore[arg-type]


def test_an_authority_is_read_back_as_it_was_written(bureau: AuthorityView) -> None:
    """Every field of the view survives the table."""
    assert queries.authority(bureau.id) == replace(BUREAU, id=bureau.id)


def test_a_changed_authority_is_seen_at_once(bureau: AuthorityView) -> None:
    """What the process kept is dropped by the service that changes it."""
    services.save_authorities([replace(BUREAU, address="示例路2号")])
    assert queries.authority(bureau.id).address == "示例路2号"


def test_writing_the_same_authority_again_keeps_its_id(bureau: AuthorityView) -> None:
    """Rows are found by code, so that items and cases keep pointing at them."""
    services.save_authorities([BUREAU])
    assert queries.authority_by_code(BUREAU.code).id == bureau.id


@pytest.mark.parametrize("within", ["520123", "520123001001"])
def test_a_village_finds_the_bureau_of_its_county(bureau: AuthorityView, within: str) -> None:
    """From below the line upwards leads to the competent authority."""
    assert queries.authority_by_name(Level.COUNTY, "市场监督管理局", within) == bureau


def test_a_name_of_another_county_is_not_found(bureau: AuthorityView) -> None:
    """A neighbour's bureau is not ours."""
    with pytest.raises(NotFound):
        queries.authority_by_name(Level.COUNTY, "市场监督管理局", "520122")


def test_authorities_of_a_division_come_by_window(bureau: AuthorityView) -> None:
    """As the windows stand in the hall; six digits are enough."""
    services.save_authorities([_another(window="001", name="修文县民政局")])
    assert [one.window for one in queries.authorities("520123")] == ["001", "002"]


def test_two_authorities_of_a_county_never_share_a_window(bureau: AuthorityView) -> None:
    """The case number would be the same; a township counts with its county."""
    township = _another(division="520123001000", level=Level.TOWNSHIP, window=BUREAU.window)
    with pytest.raises(IntegrityError, match="authority_window"):
        services.save_authorities([township])


@pytest.mark.parametrize("change", [{"level": Level.CITY}, {"uscc": "11520123XX00000273"}])
def test_an_authority_whose_parts_do_not_fit_is_refused(
    db: None, change: dict[str, object]
) -> None:
    """L5: level and division agree, the credit code holds."""
    with pytest.raises(Invalid):
        services.save_authorities([_another(**change)])


def test_a_missing_authority_is_not_found(db: None) -> None:
    """Missing looks like everywhere else."""
    with pytest.raises(NotFound):
        queries.authority(404)
