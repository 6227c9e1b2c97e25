"""``yizhan token``: the first key, so that the guide of the interface can be followed."""

from datetime import date

import pytest
from django.utils import timezone

from yizhan.accounts import queries, services
from yizhan.accounts.registry import Details
from yizhan.config import first_token
from yizhan.law.mandates import Period
from yizhan.law.words import Level, Post
from yizhan.places import queries as places
from yizhan.places import services as posts
from yizhan.places.queries import AuthorityView

pytestmark = pytest.mark.django_db
PASSWORD = "一把-Long-enough-key"
SCOPES = ["--scopes", "cases:read", "cases:write"]


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    """Keep the sealing key of the tests away from any other."""
    settings.KEYS_DIR = tmp_path
    settings.DEMO = True


def bearer(capsys):
    """Return who holds the token that was printed."""
    return queries.bearer(capsys.readouterr().out.strip(), timezone.now())


def test_a_person_gets_a_token_that_opens_what_was_asked_for(capsys):
    """W2.1: the person's own, and no scope besides."""
    details = Details(name="示例甲", number="529901198001010027", demo=True)
    user = services.register("citizen", PASSWORD, details, at=timezone.now())
    assert first_token.main(["Citizen", *SCOPES]) == 0
    held = bearer(capsys)
    assert (held.person_id, held.posting_id) == (user.person_id, None)
    assert held.scopes == {"cases:read", "cases:write"}


def test_an_unknown_login_and_staff_without_the_post_get_none(capsys):
    """H2.4: nobody acts in a post not held today; the reason is said in Chinese."""
    services.create_staff("clerk", "示例前台", PASSWORD, at=timezone.now())
    assert first_token.main(["nobody", *SCOPES]) == 1
    assert first_token.main(["clerk", *SCOPES, "--post", "chief"]) == 1
    said = capsys.readouterr()
    assert "没有这个登录名" in said.err
    assert "没有这个岗位" in said.err
    assert said.out == ""


def test_staff_get_a_token_for_the_post_that_is_named(capsys):
    """H2.4: one post a token."""
    posts.save_authorities([_authority()])
    office = places.authority_by_code("shili")
    user, _ = services.create_staff("clerk", "示例前台", PASSWORD, at=timezone.now())
    since = Period(date(2026, 1, 1))
    ids = {
        post: posts.appoint(user.pk, office.id, post, since).id for post in (Post.FRONT, Post.BACK)
    }
    assert first_token.main(["clerk", *SCOPES, "--post", "back"]) == 0
    assert bearer(capsys).posting_id == ids[Post.BACK]


def _authority():
    """Return an authority to enter."""
    return AuthorityView(
        id=0,
        code="shili",
        division="520123000000",
        level=Level.COUNTY,
        name="示例县市场监督管理局",
        short_name="市场监督管理局",
        paper_word="示市监",
        uscc="11520123XX00000272",
        window="002",
        address="示例路1号",
        phone="0851-00004002",
        complaint_phone="12345",
        reconsideration="示例县人民政府",
        court="示例人民法院",
        is_centre=False,
    )
