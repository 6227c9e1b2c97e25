"""Staff who lost their authenticator get a new one by two others, from a page (T55)."""

import pytest
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from yizhan.law.words import Post

ASK = "/desk/authenticator/"


@pytest.fixture
def people(sit):
    """Return a clerk who lost the authenticator, and two who may give a new one."""
    return sit(Post.FRONT), sit(Post.HEAD), sit(Post.SUPERVISOR)


@pytest.fixture
def proof(people, work):
    """Return the address that the first of the two was given."""
    _, head, _ = people
    page = head.post(ASK, {"login": "staff-front", "pin": work.password})
    return page.context["address"].removeprefix("http://testserver")


def keys(client):
    """Return the secrets of somebody's authenticators."""
    return list(TOTPDevice.objects.filter(user=client.staff).values_list("key", flat=True))


def test_one_asks_another_agrees_and_the_old_authenticator_is_dead(people, proof, work):
    """The new secret is shown once, to the second; the clerk's session ends."""
    clerk, _, eye = people
    before = keys(clerk)
    page = eye.post(proof, {"pin": work.password})
    assert page.context["secret"] in page.content.decode()
    assert keys(clerk) != before
    assert len(keys(clerk)) == 1
    assert clerk.get(reverse("desk:home")).status_code == 302
    assert eye.post(proof, {"pin": work.password}).status_code == 404


def test_nobody_resets_an_authenticator_alone(people, proof, work):
    """Neither who asked, nor for oneself."""
    clerk, head, _ = people
    before = keys(clerk)
    assert head.post(proof, {"pin": work.password}).status_code == 422
    assert head.post(ASK, {"login": "staff-head", "pin": work.password}).status_code == 422
    assert keys(clerk) == before


def test_a_wrong_password_resets_nothing(people, proof):
    """Who agrees shows once more who that is."""
    clerk, _, eye = people
    before = keys(clerk)
    assert eye.post(proof, {"pin": "wrong"}).status_code == 422
    assert keys(clerk) == before


def test_staff_of_another_office_are_not_to_be_found(people, sit, work):
    """T1: a head looks after the own office only."""
    far = work.bureau(
        "far", window="003", uscc="11370800MB28559184", short_name="民政局", paper_word="修民"
    )
    sit(Post.FRONT, "stranger", far.id)
    answer = people[1].post(ASK, {"login": "stranger", "pin": work.password})
    assert answer.status_code == 422
    assert "没有这个工作人员" in answer.content.decode()
