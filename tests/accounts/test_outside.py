"""Logging in through an outside identity provider (W2.1, T56): only its word, to us, now, once."""

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests.accounts import provider
from tests.accounts.conftest import number
from yizhan.accounts.models import User
from yizhan.accounts.outside import login_of
from yizhan.law.masking import find_numbers
from yizhan.law.words import Assurance
from yizhan.links import identity_provider

LOGIN, START, BACK = "/account/login/", "/account/outside/", "/account/outside/back/"
KEY = rsa.generate_private_key(65537, 2048)
ENDS = {
    f"YIZHAN_OIDC_{name}": "https://sso.example/x"
    for name in ("ISSUER", "CLIENT_ID", "SECRET", "AUTHORIZE", "TOKEN", "USERINFO", "KEYS")
}


@pytest.fixture
def fake(db, settings):
    """Return a provider that this hall trusts and that knows one demo person."""
    person = {"name": "示例戊", "id_number": number(5), "phone_number": "13800000005"}
    fake = provider.Fake(key=KEY, person=person)
    server = provider.serve(fake)
    settings.OIDC = fake.configured()
    yield fake
    server.shutdown()
    server.server_close()


def come_back(client, fake, **said):
    """Return the answer to a browser that went to the provider and came back."""
    state = fake.allow(client.get(START, {"next": "/guide/"})["Location"])
    return client.get(BACK, {"state": state, "code": "once", **said})


def me(client):
    """Return the id of whoever is logged in."""
    return client.session.get("_auth_user_id")


def test_whom_the_provider_vouches_for_is_a_registered_user_at_once(fake, client):
    """W2.1, W2.2: the first login registers, by the same real-name check."""
    assert come_back(client, fake)["Location"] == "/guide/"
    user = User.objects.get(login="oidc:subject-1")
    assert me(client) == str(user.pk)
    assert user.person.assurance == Assurance.MATCHED.value
    assert not user.has_usable_password()


def test_the_second_login_finds_the_same_user(fake, client):
    """W2.1: one subject, one login."""
    come_back(client, fake)
    come_back(Client(), fake)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "somebody-else"},
        {"aud": [provider.CLIENT, "somebody-else"]},
        {"azp": "somebody-else"},
        {"iss": "https://elsewhere.example"},
        {"exp": -120},
        {"exp": None},
        {"iat": 3600},
        {"iat": -3600},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": "another"},
    ],
    ids=str,
)
def test_a_word_that_is_not_for_this_login_logs_nobody_in(fake, client, changes):
    """T56: issuer, audience, end, beginning, nonce, subject."""
    fake.changes = changes
    assert come_back(client, fake)["Location"] == LOGIN
    assert me(client) is None
    assert not User.objects.exists()


def test_a_word_signed_with_another_key_logs_nobody_in(fake, client):
    """T56: whatever it says."""
    fake.signed_with = rsa.generate_private_key(65537, 2048)
    come_back(client, fake)
    assert me(client) is None


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_word_signed_by_a_weaker_way_logs_nobody_in(fake, client, algorithm):
    """T56: the token does not choose how it is checked."""
    public = KEY.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    fake.algorithm, fake.signed_with = algorithm, public if algorithm == "HS256" else ""
    come_back(client, fake)
    assert me(client) is None


def test_an_answer_is_good_once_and_only_in_the_browser_that_asked(fake, client):
    """T56: replay, and a login planted in another browser."""
    state = fake.allow(client.get(START)["Location"])
    answer = {"state": state, "code": "once"}
    stranger = Client()
    stranger.get(BACK, answer)
    assert me(stranger) is None
    client.get(BACK, answer)
    client.post("/account/logout/")
    client.get(BACK, answer)
    assert me(client) is None


def test_the_nonce_of_one_login_does_not_serve_the_next(fake, client):
    """T56: an old token in a new answer."""
    fake.allow(client.get(START)["Location"])
    old = fake.nonce
    fake.changes = {"nonce": old}
    come_back(client, fake)
    assert me(client) is None


def test_a_planted_session_key_is_worth_nothing_after_the_login(fake, client):
    """T56: the key changes with the login."""
    client.get(START)
    planted = client.session.session_key
    come_back(client, fake)
    assert client.session.session_key != planted


def test_nobody_is_sent_to_another_site_after_the_login(fake, client):
    """T56: only addresses of this site."""
    state = fake.allow(client.get(START, {"next": "https://elsewhere.example/"})["Location"])
    assert "elsewhere" not in client.get(BACK, {"state": state, "code": "once"})["Location"]


@pytest.mark.parametrize("person", [{}, {"name": "示例戊", "id_number": "123"}])
def test_whom_the_check_does_not_know_is_let_in_as_an_ordinary_user(fake, client, person):
    """W2.4: logged in, but not registered."""
    fake.person = person
    come_back(client, fake)
    assert User.objects.get(pk=me(client)).person is None


def test_a_person_who_has_a_login_already_gets_no_second_one(fake, client, citizen):
    """W2.2: the outside login stays ordinary, and learns nothing."""
    fake.person = {"name": "示例甲", "id_number": number(1), "phone_number": "13800000001"}
    come_back(client, fake)
    assert User.objects.get(pk=me(client)).person is None


def test_a_closed_login_stays_closed_whatever_the_provider_says(fake, client):
    """T6: the hall decides who may log in."""
    come_back(client, fake)
    User.objects.update(is_active=False)
    stranger = Client()
    come_back(stranger, fake)
    assert me(stranger) is None


def test_a_refusal_of_the_provider_is_told_in_chinese(fake, client):
    """G-09: what happened and what to do instead."""
    state = fake.allow(client.get(START)["Location"])
    answer = client.get(BACK, {"state": state, "error": "access_denied"}, follow=True)
    assert "统一身份认证没有成功" in answer.content.decode()


def test_a_subject_that_is_an_identity_number_is_not_a_login_name():
    """T5: some providers name people by their number."""
    assert find_numbers(login_of(number(5))) == []
    assert len(login_of("s" * 255)) <= 150
    assert login_of("a:B-1") == "oidc:a:B-1"


def test_the_button_stands_on_the_page_only_where_a_provider_is_configured(fake, client, settings):
    """W2.1: off by default."""
    assert "统一身份认证平台" in client.get(LOGIN).content.decode()
    settings.OIDC = None
    assert "统一身份认证平台" not in client.get(LOGIN).content.decode()
    assert [client.get(path).status_code for path in (START, BACK)] == [404, 404]


def test_nothing_is_configured_without_an_issuer_and_nothing_by_halves():
    """A hall that forgets a line hears of it at the start."""
    assert identity_provider.configured({}) is None
    assert identity_provider.configured(ENDS).issuer == "https://sso.example/x"
    with pytest.raises(ImproperlyConfigured, match="YIZHAN_OIDC_KEYS"):
        identity_provider.configured({k: v for k, v in ENDS.items() if "KEYS" not in k})
    with pytest.raises(ImproperlyConfigured, match="ALGORITHM"):
        identity_provider.configured({**ENDS, "YIZHAN_OIDC_ALGORITHM": "HS256"})


def test_a_provider_that_is_away_logs_nobody_in(fake, client, settings):
    """The page says so; nothing breaks."""
    state = fake.allow(client.get(START)["Location"])
    fake.token = lambda *_: (_ for _ in ()).throw(jwt.PyJWTError)
    assert client.get(BACK, {"state": state, "code": "once"})["Location"] == LOGIN
