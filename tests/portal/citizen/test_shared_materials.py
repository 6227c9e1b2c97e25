"""Materials of an organisation: in the space of whoever acts for it, and of nobody else (L3.11)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yizhan.accounts import powers
from yizhan.accounts.models import User
from yizhan.accounts.powers import Terms
from yizhan.law.mandates import Action
from yizhan.law.words import Trust
from yizhan.materials import queries
from yizhan.materials.queries import HoldingView

AT = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
MATERIALS = "/my/materials/"


@pytest.fixture
def company(organisation: Callable[[], UUID]) -> UUID:
    """Return an organisation that Zhang represents."""
    return organisation()


@pytest.fixture
def held(
    citizen: Client, company: UUID, food: str, picture: Callable[[], SimpleUploadedFile]
) -> HoldingView:
    """Return what Zhang handed in for the organisation."""
    page = citizen.post(f"/apply/{food}/", {"s_trade": "bulk", "s_net": "no", "for": str(company)})[
        "Location"
    ]
    said = {
        "shop": "示例餐饮",
        "premises": "修文县龙场街道示例街2号",
        "area": "40",
        "products": "散装糕点",
        "manager": "张示例",
        "contact_phone": "13800000000",
        "org_phone": "13800000001",
        "org_address": "修文县示例路1号",
    }
    for one in (said, {"file.layout": picture()}, {"way": "electronic"}, {}):
        answer = citizen.post(page, one)
        assert answer.status_code == 302, answer.content.decode()
        page = answer["Location"]
    (one,) = queries.holdings(company)
    return one


def test_upload_for_an_organisation_appears_in_the_space_of_whoever_acts_for_it(
    citizen: Client, held: HoldingView
) -> None:
    """L5: handed in once, found again under the organisation's name, not under one's own."""
    assert held.trust is Trust.UPLOADED
    own = citizen.get(MATERIALS).content.decode()
    assert "示例餐饮有限公司" in own and str(held.id) not in own
    words = citizen.get(f"{MATERIALS}?for={held.person_id}").content.decode()
    assert str(held.id) in words
    assert citizen.get(f"{MATERIALS}{held.id}/").status_code == 200


def test_authorised_colleague_sees_it_only_while_the_role_holds(
    zhang: User, colleague: User, theirs: Client, held: HoldingView
) -> None:
    """W2.1: let in by the representative, out again from the day of the dismissal."""
    assert zhang.person_id and colleague.person_id
    today = date(2026, 1, 1)
    pair = (zhang.person_id, held.person_id, colleague.person_id)
    powers.authorise(*pair, on=today)
    assert str(held.id) in theirs.get(f"{MATERIALS}?for={held.person_id}").content.decode()
    powers.dismiss(*pair, on=today)
    assert theirs.get(f"{MATERIALS}?for={held.person_id}").status_code == 403
    assert theirs.get(f"{MATERIALS}{held.id}/").status_code == 404


@pytest.fixture
def mandate(zhang: User, held: HoldingView, colleague: User) -> Callable[..., None]:
    """Return a way to let the colleague apply for the organisation, in some items or in all."""

    def give(*items: str) -> None:
        """Give the mandate as the representative."""
        assert zhang.person_id and colleague.person_id
        terms = Terms(
            principal=held.person_id,
            agent=colleague.person_id,
            actions=(Action.SUBMIT,),
            since=AT.date(),
            until=date(2099, 1, 1),
            items=items,
            evidence_text="示例委托书",
        )
        powers.give_mandate(zhang.person_id, terms, at=AT)

    return give


@pytest.mark.parametrize(("items", "status"), [((), 200), (("000102001001",), 403)])
def test_agent_sees_the_shelf_only_by_a_mandate_for_every_item(
    mandate: Callable[..., None],
    theirs: Client,
    held: HoldingView,
    items: tuple[str, ...],
    status: int,
) -> None:
    """L3.11: what is held serves any item; a mandate for one item opens no more than that one."""
    mandate(*items)
    assert theirs.get(f"{MATERIALS}?for={held.person_id}").status_code == status


def test_agent_throws_nothing_of_the_principal_away(
    mandate: Callable[..., None], theirs: Client, held: HoldingView
) -> None:
    """L3.11: a mandate to apply is none to remove; the refusal says who may."""
    mandate()
    answer = theirs.post(f"{MATERIALS}{held.id}/away/")
    assert answer.status_code == 403 and "代理人不能移除" in answer.content.decode()
    assert queries.holdings(held.person_id) == [held]


def test_representative_removes_it_and_is_back_on_the_same_shelf(
    citizen: Client, held: HoldingView
) -> None:
    """The case keeps its file; the shelf is empty."""
    answer = citizen.post(f"{MATERIALS}{held.id}/away/")
    assert answer["Location"] == f"{MATERIALS}?for={held.person_id}"
    assert queries.holdings(held.person_id) == []


@pytest.mark.parametrize("wanted", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_shelf_of_nobody_tells_nothing(citizen: Client, wanted: str) -> None:
    """T1: a word that is no id, and an id that is nobody's."""
    assert citizen.get(f"{MATERIALS}?for={wanted}").status_code in {403, 404}
