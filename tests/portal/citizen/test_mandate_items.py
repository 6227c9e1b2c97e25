"""The items of a mandate are picked by name (L4.16)."""

import re

from django.test import Client


def test_an_item_is_found_by_name_and_stands_in_the_mandate(citizen: Client, food: str) -> None:
    """No code needs to be known; what was ticked stays over another search."""
    page = citizen.get("/mandate/items/", {"q": "食品经营许可"}).content.decode()
    (code,) = set(re.findall(r'name="items" value="(\d{12})"', page))
    assert code in food
    again = citizen.get("/mandate/items/", {"q": "烟花", "items": code}).content.decode()
    assert f'value="{code}" checked' in again
    form = citizen.get("/account/mandates/new/", {"q": "食品", "items": code})
    assert form.context["form"]["items"].value() == code
