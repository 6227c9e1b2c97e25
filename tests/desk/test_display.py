"""How the desk may be seen: elder mode and high contrast from every page (G-10)."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("setting", ["mode=elder", "contrast=high"])
def test_a_page_of_the_desk_is_switched_to_another_way_to_see_it_and_back(desk, setting):
    """One press turns it on and comes back to the same page; the next turns it off."""
    name, _, word = setting.partition("=")
    inbox = reverse("desk:inbox") + "?tab=review"
    shown = f'data-{name}="{word}"'
    assert shown not in desk.back.get(inbox).content.decode()
    answer = desk.back.get(reverse("portal:display"), {name: word, "next": inbox})
    assert answer["Location"] == inbox
    page = desk.back.get(inbox).content.decode()
    assert shown in page
    assert f"?{name}=&amp;next=" in page
