"""The items of a mandate are picked by name (L4.16)."""

import re

from django.test import Client
from django.utils import timezone

from yizhan.accounts import powers
from yizhan.accounts.models import User
from yizhan.accounts.powers import Terms
from yizhan.law.mandates import Action


def test_an_item_is_found_by_name_and_stands_in_the_mandate(citizen: Client, food: str) -> None:
    """No code needs to be known; what was ticked stays over another search."""
    page = citizen.get("/mandate/items/", {"q": "食品经营许可"}).content.decode()
    (code,) = set(re.findall(r'name="items" value="(\d{12})"', page))
    assert code in food
    again = citizen.get("/mandate/items/", {"q": "烟花", "items": code}).content.decode()
    assert f'value="{code}" checked' in again
    assert citizen.get("/account/mandates/new/", {"items": "0\0"}).status_code == 200
    form = citizen.get("/account/mandates/new/", {"q": "食品", "items": code})
    assert form.context["form"]["items"].value() == code
    assert "已选事项：食品经营许可" in form.content.decode()


def test_a_mandate_shows_its_items_by_name(
    zhang: User, colleague: User, citizen: Client, food: str
) -> None:
    """G-07: the code stands small beside it; a code that no item bears stands alone."""
    assert zhang.person_id and colleague.person_id
    on = timezone.localdate()
    terms = Terms(
        principal=zhang.person_id,
        agent=colleague.person_id,
        actions=(Action.SUBMIT,),
        since=on,
        until=on,
        items=(food[-12:], "999999999999"),
        evidence_text="示例委托书",
    )
    powers.give_mandate(zhang.person_id, terms, at=timezone.now())
    words = citizen.get("/account/mandates/").content.decode()
    assert "事项：食品经营许可" in words
    assert ">999999999999<" in words
