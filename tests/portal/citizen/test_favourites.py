"""Favourites (收藏, P-06): kept from the guide, found in one's space, let go again."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from yizhan.accounts.models import User
from yizhan.items import favourites
from yizhan.items.models import Favourite, Item, Version
from yizhan.law.refusals import Unlawful

TODAY = date(2026, 6, 1)


def _keep(client: Client, food: str) -> None:
    """Press the button of the guide."""
    answer = client.post(f"/my/favourites/{food}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/guide/{food}/")


def test_stranger_is_led_to_log_in_and_back_to_the_guide(client: Client, food: str) -> None:
    """W2.3: a list is kept for registered users; after logging in the guide is open again."""
    words = client.get(f"/guide/{food}/").content.decode()
    assert "登录后收藏" in words and f"next=/guide/{food}/" in words
    assert client.post(f"/my/favourites/{food}/")["Location"].startswith("/account/login/")
    assert not Favourite.objects.exists()


def test_person_keeps_a_service_and_finds_it_in_their_space(citizen: Client, food: str) -> None:
    """P-06: one button on the guide; the list leads to the guide and to the application."""
    assert "取消收藏" not in citizen.get(f"/guide/{food}/").content.decode()
    _keep(citizen, food)
    assert "取消收藏" in citizen.get(f"/guide/{food}/").content.decode()
    words = citizen.get("/my/favourites/").content.decode()
    assert f"/guide/{food}/" in words and f"/apply/{food}/" in words


def test_service_that_is_kept_twice_is_on_the_list_once(citizen: Client, food: str) -> None:
    """Who presses twice, or comes back from logging in, has one row."""
    _keep(citizen, food)
    _keep(citizen, food)
    assert citizen.get(f"/my/favourites/{food}/")["Location"] == f"/guide/{food}/"
    assert Favourite.objects.count() == 1


def test_person_lets_a_service_go_from_the_list(citizen: Client, food: str) -> None:
    """It is gone from the list, and the guide offers to keep it again."""
    _keep(citizen, food)
    answer = citizen.post(f"/my/favourites/{food}/away/")
    assert answer["Location"] == "/my/favourites/"
    assert "您还没有收藏" in citizen.get("/my/favourites/").content.decode()


@pytest.mark.parametrize("path", ["/my/favourites/nothing/", "/my/favourites/nothing/away/"])
@pytest.mark.usefixtures("food")
def test_service_that_is_not_there_cannot_be_kept(citizen: Client, path: str) -> None:
    """An invented code is a page not found, and changes nothing."""
    assert citizen.post(path).status_code == 404
    assert not Favourite.objects.exists()


def test_service_that_was_ended_is_still_named_without_a_way_in(citizen: Client, food: str) -> None:
    """What is no longer in force keeps its name; the page says so and offers to search."""
    _keep(citizen, food)
    Version.objects.update(effective_until=date(2026, 1, 2))
    words = citizen.get("/my/favourites/").content.decode()
    assert "食品经营许可" in words and "现在不办理" in words
    assert f"/apply/{food}/" not in words


def test_pages_of_the_list_join_to_the_whole(zhang: User, food: str) -> None:
    """A mark cuts between rows of one moment; nothing is lost, nothing comes twice."""
    item = Item.objects.get(code=food)
    assert zhang.person_id
    at = timezone.now()
    for number in range(5):
        code = f"{food[:-1]}{number + 2}"
        other = Item.objects.create(
            code=code,
            authority_id=item.authority_id,
            division=item.division,
            level=item.level,
            base_code=code[-12:],
        )
        favourites.keep(zhang.person_id, other.code, at=at)
    found, after = [], ""
    while True:
        page = favourites.favourites(zhang.person_id, TODAY, after=after, limit=2)
        found += [row.code for row in page.rows]
        after = page.after
        if not after:
            break
    assert len(found) == len(set(found)) == 5


def test_list_has_an_end(zhang: User, food: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """T26: nobody fills the tables; the refusal says what to do."""
    assert zhang.person_id
    monkeypatch.setattr(favourites, "MOST", 0)
    with pytest.raises(Unlawful, match="最多收藏"):
        favourites.keep(zhang.person_id, food, at=timezone.now())
    assert not Favourite.objects.exists()
