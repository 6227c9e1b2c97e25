"""The pages of registering (W2.1, W2.2, W2.4): what is typed, what is said back."""

import pytest

from tests.accounts.conftest import AT, PASSWORD, number
from yizhan.accounts import services
from yizhan.accounts.models import User

REGISTER = "/account/register/"

NEWCOMER = {
    "login": "newcomer",
    "password": PASSWORD,
    "again": PASSWORD,
    "name": "示例丁",
    "id_type": "resident",
    "id_number": number(7),
    "phone": "13800000007",
}


def test_a_newcomer_registers_by_real_name_and_is_logged_in(db, client):
    """W2.1, W2.2: one page."""
    assert client.post(REGISTER, NEWCOMER).status_code == 302
    assert User.objects.get(login="newcomer").person.name == "示例丁"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("id_number", "529901199001010079", "校验位"),
        ("name", "示例\u202e丁", "看不见"),
        ("again", "another-Password", "不一致"),
        ("password", "short", "密码"),
        ("phone", "", "请填写手机号"),
        ("login", number(7), "不能是身份证号码"),
    ],
)
def test_a_wrong_field_is_named_in_chinese_and_registers_nobody(db, client, field, typed, words):
    """L5: every fault stands beside its field."""
    answer = client.post(REGISTER, {**NEWCOMER, field: typed})
    assert words in answer.content.decode()
    assert not User.objects.filter(login="newcomer").exists()


def test_no_page_shows_a_typed_password_again(db, client):
    """T57: passwords are never sent back."""
    answer = client.post(REGISTER, {**NEWCOMER, "again": "another-Password"})
    assert PASSWORD not in answer.content.decode()


def test_an_ordinary_user_becomes_registered_on_the_page(db, client):
    """W2.2: the same login."""
    user = services.register("visitor", PASSWORD, at=AT)
    client.post("/account/login/", {"login": "visitor", "password": PASSWORD})
    identity = {key: NEWCOMER[key] for key in ("name", "id_type", "id_number", "phone")}
    client.post("/account/verify/", identity)
    user.refresh_from_db()
    assert user.person is not None
