"""The people of the demo: everybody whom a case needs, and nobody real."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from pytest_django.fixtures import Settings

from yizhan.accounts import queries as persons
from yizhan.law.identities import IdType
from yizhan.law.mandates import Acting, Action
from yizhan.law.words import Post
from yizhan.places import demo, queries, services
from yizhan.places.management.commands.load_authorities import read

from .samples import AT, TODAY

Load = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def cast(db: None, repository: Path) -> demo.Cast:
    """Return the shipped people with the authorities that the shipped catalogue needs."""
    services.save_authorities(read(repository / "data/authorities.csv"))
    return demo.read(repository / "data")


@pytest.fixture
def load(cast: demo.Cast, tmp_path: Path, settings: Settings) -> Load:
    """Return a function that loads two authorities' people and reads the book."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    small = replace(cast, needed=cast.needed[:2])

    def run() -> list[dict[str, Any]]:
        """Load and return the entries of the book."""
        path = tmp_path / "demo.json"
        demo.load(small, demo.Book(path), at=AT, say=lambda _line: None)
        entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return entries

    return run


def _id(login: str) -> int:
    """Return the id of a login."""
    return int(get_user_model().objects.get(login=login).pk)


def test_every_authority_of_the_catalogue_has_all_posts_of_a_case(cast: demo.Cast) -> None:
    """H2.1, ALL 42: front, back, chief representative and head."""
    held = {(post, one.id) for person in cast.staff() for post, one in cast.posts(person)}
    wanted = (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD)
    assert [
        (one.name, post) for one in cast.needed for post in wanted if (post, one.id) not in held
    ] == []


def test_no_two_people_of_the_demo_share_a_login(cast: demo.Cast) -> None:
    """Nor a citizen with staff."""
    logins = [person["login"] for person in (*cast.staff(), *cast.people["citizens"])]
    assert len(set(logins)) == len(logins)


def test_every_name_of_the_staff_is_marked_as_an_example(cast: demo.Cast) -> None:
    """No real person's data."""
    assert all("示例" in person["name"] for person in cast.staff())


def test_people_of_the_book_can_log_in(load: Load) -> None:
    """The start screen shows what works."""
    for entry in load():
        user = get_user_model().objects.get(login=entry["login"])
        assert user.check_password(entry["password"])


def test_the_book_is_read_by_its_owner_only(load: Load, tmp_path: Path) -> None:
    """It holds passwords."""
    load()
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600


def test_loading_the_demo_again_changes_no_password_and_no_post(load: Load) -> None:
    """The start of the product may run it again and again."""
    first = load()
    posts = queries.postings_of(_id("fuzeren"), TODAY)
    assert load() == first
    assert queries.postings_of(_id("fuzeren"), TODAY) == posts


def test_a_lost_book_gives_everybody_a_new_password(load: Load, tmp_path: Path) -> None:
    """Nobody is locked out of the demo."""
    before = load()[-1]
    (tmp_path / "demo.json").unlink()
    after = load()[-1]
    user = get_user_model().objects.get(login=after["login"])
    assert user.check_password(after["password"]) and not user.check_password(before["password"])


def test_only_staff_have_a_second_factor_to_enter(load: Load) -> None:
    """T55: staff log in with a second factor."""
    entries = load()
    assert all(bool(entry["totp_secret"]) == (entry["url"] == demo.DESK) for entry in entries)


def test_the_guardian_acts_for_the_child_of_the_demo(load: Load) -> None:
    """L3.11: under 14 a guardian acts."""
    load()
    guardian, child = (
        persons.find_person(number) for number in ("529901199009230029", "529901201906010034")
    )
    assert guardian and child
    assert (
        persons.may_act_for(guardian, child, "000102001001", Action.SUBMIT, on=TODAY)
        is Acting.GUARDIAN
    )


def test_the_representative_acts_for_the_firm_of_the_demo(load: Load) -> None:
    """W2.1: a legal person acts through its representative."""
    load()
    person = persons.find_person("529901198805120010")
    firm = persons.find_person("91529901MAXX00015U", IdType.CREDIT)
    assert person and firm
    assert (
        persons.may_act_for(person, firm, "000102001001", Action.SUBMIT, on=TODAY)
        is Acting.REPRESENTATIVE
    )


def test_the_ordinary_user_of_the_demo_has_no_verified_name(load: Load) -> None:
    """W2.2: ordinary users only search and ask."""
    load()
    assert persons.person_of(_id("putong")) is None
