"""Tokens for machines (T55, T6): what they open, and when they are dead."""

from datetime import timedelta

import pytest

from tests.accounts.conftest import AT, rows_of
from yizhan.accounts import queries, services, tokens
from yizhan.accounts.tokens import Grant
from yizhan.law.refusals import Incomplete


def test_a_token_opens_its_scopes_for_its_owner(citizen):
    """T55: who holds it, and what it opens."""
    grant = Grant(scopes=("cases.read",), expires=AT + timedelta(days=1), posting_id=7)
    held = queries.bearer(tokens.issue(citizen.pk, grant, at=AT), AT)
    assert held == queries.Bearer(
        citizen.pk, citizen.person_id, 7, frozenset({"cases.read"}), citizen.name
    )


@pytest.fixture
def token(citizen):
    """Return a token that ends in a day."""
    grant = Grant(scopes=("cases.read",), expires=AT + timedelta(days=1))
    return tokens.issue(citizen.pk, grant, at=AT)


def test_a_token_is_read_in_one_statement(token, django_assert_num_queries):
    """T6: rights are read per request, so reading them is cheap."""
    with django_assert_num_queries(1):
        queries.bearer(token, AT)


def test_a_token_is_dead_at_its_end(token):
    """T55: the end is exclusive."""
    assert queries.bearer(token, AT + timedelta(days=1)) is None


def test_a_revoked_token_is_dead_at_once(token):
    """T6: the next request is refused."""
    tokens.revoke(token, at=AT)
    assert queries.bearer(token, AT) is None


def test_a_closed_login_takes_its_tokens_with_it(citizen, token):
    """T6: a token is worth what its owner is."""
    services.close_login(citizen.pk)
    assert queries.bearer(token, AT) is None


def test_the_text_of_a_token_is_not_in_the_database(token):
    """T55: only the digest and the last four characters."""
    assert token not in rows_of("accounts_token")


def test_a_token_without_scopes_is_not_issued(citizen):
    """T55: nothing opens everything."""
    with pytest.raises(Incomplete):
        tokens.issue(citizen.pk, Grant(scopes=(), expires=AT + timedelta(days=1)), at=AT)
