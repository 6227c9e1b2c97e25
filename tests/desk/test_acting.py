"""Who may open a screen of the desk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from yizhan.desk import urls
from yizhan.desk.acting import POSTS
from yizhan.law.words import Post
from yizhan.places import services


@pytest.mark.parametrize("route", urls.urlpatterns, ids=lambda route: route.name)
def test_every_screen_says_which_posts_may_open_it(route):
    """A route without a guard would let any login in."""
    assert getattr(route.callback, POSTS, ())


def test_the_desk_is_part_of_the_site():
    """The routes that the guard test reads are the ones that are served."""
    assert "desk" in get_resolver().app_dict


def test_a_stranger_is_sent_to_the_login_of_staff_and_back(db):
    """W2.1: nothing is shown before the login."""
    answer = Client().get(reverse("desk:home"))
    assert answer["Location"].startswith(reverse("accounts:staff_login"))


def test_a_login_without_its_code_is_no_staff(sit):
    """T55: the password alone opens nothing."""
    client = Client()
    client.force_login(sit(Post.FRONT).staff, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("desk:home")).status_code == 302


def test_another_post_is_told_whose_work_it_is(sit, item):
    """H2.4: 403 with the clause."""
    page = sit(Post.BACK).get(reverse("desk:intake"))
    assert page.status_code == 403
    assert "H2.4" in page.content.decode()


def test_staff_whose_post_has_ended_see_nothing_from_the_next_request_on(sit, item):
    """T6: rights are read with each request."""
    client = sit(Post.FRONT)
    desk = client.get(reverse("desk:home")).context["desk"]
    services.end_posting(desk.held.id, on=desk.today - timedelta(days=1))
    assert client.get(reverse("desk:home")).status_code == 403


def test_one_person_switches_between_two_posts(sit, item, work, authority):
    """The header says in which post one acts."""
    client = sit(Post.FRONT)
    work.appoint(client.staff.pk, Post.BACK, authority.id)
    others = client.get(reverse("desk:home")).context["desk"].others
    wanted = next(held for held in others if held.post is Post.BACK)
    client.post(reverse("desk:switch"), {"posting": wanted.id})
    assert client.get(reverse("desk:home")).context["desk"].post is Post.BACK


def test_a_posting_of_somebody_else_cannot_be_chosen(sit, item):
    """T6: the switch knows only one's own posts."""
    front, back = sit(Post.FRONT), sit(Post.BACK)
    foreign = back.get(reverse("desk:home")).context["desk"].held.id
    front.post(reverse("desk:switch"), {"posting": foreign})
    assert front.get(reverse("desk:home")).context["desk"].post is Post.FRONT
