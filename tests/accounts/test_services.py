"""Registering, window checks, staff logins (W2)."""

from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag

from tests.accounts.conftest import AT, PASSWORD, code, number, rows_of
from yizhan.accounts import queries, services
from yizhan.accounts.models import Look, User
from yizhan.accounts.registry import Details
from yizhan.law.identities import IdType
from yizhan.law.masking import find_numbers
from yizhan.law.refusals import Conflict, Incomplete, Invalid, NotFound, Unlawful, WrongPost
from yizhan.law.words import Assurance

NEWCOMER = Details(name="示例丙", number=number(3), phone="13800000003")


def test_a_user_whose_name_matches_becomes_a_registered_user(citizen):
    """W2.2: identity collected online and verified."""
    view = queries.person(citizen.person_id)
    assert view.assurance is Assurance.MATCHED
    assert view.registered


@pytest.mark.django_db
def test_a_user_without_identity_is_an_ordinary_user():
    """W2.4: ordinary users have no person behind them."""
    user = services.register("visitor", PASSWORD, at=AT)
    assert queries.person_of(user.pk) is None


@pytest.mark.django_db
def test_an_ordinary_user_becomes_registered_later():
    """W2.2: the same login, verified afterwards."""
    user = services.register("visitor", PASSWORD, at=AT)
    person = services.verify(user, NEWCOMER, at=AT)
    assert queries.person_of(user.pk) == person


@pytest.mark.django_db
def test_a_failed_check_leaves_no_login_behind(settings):
    """W2.2: nothing is half registered."""
    settings.DEMO = False
    with pytest.raises(Unlawful, match="实名核验未通过"):
        services.register("visitor", PASSWORD, NEWCOMER, at=AT)
    assert not User.objects.filter(login="visitor").exists()


def test_a_number_that_is_registered_fails_like_one_that_does_not_match(citizen):
    """T55: nobody learns from the answer who is registered."""
    texts = set()
    for details in (
        Details(name="示例甲", number=number(1), phone="13800000001"),
        Details(name="别人", number=number(1), phone="13800000001"),
        Details(name="示例甲", number=number(4, region="529900"), phone="13800000001"),
    ):
        with pytest.raises(Unlawful) as refused:
            services.register("thief", PASSWORD, details, at=AT)
        texts.add((refused.value.message, refused.value.remedy))
    assert len(texts) == 1


def test_a_person_known_at_a_window_is_claimed_with_the_known_phone_only(staff):
    """T55: name and number alone are no secret."""
    known = services.enrol(NEWCOMER, staff[0].pk, at=AT)
    with pytest.raises(Unlawful):
        services.register("thief", PASSWORD, replace(NEWCOMER, phone="13900000009"), at=AT)
    user = services.register("owner", PASSWORD, NEWCOMER, at=AT)
    assert user.person_id == known


@pytest.mark.django_db
def test_a_birthday_after_today_is_refused():
    """L5: nobody is born tomorrow."""
    with pytest.raises(Invalid, match="晚于今天"):
        services.register(
            "visitor", PASSWORD, replace(NEWCOMER, number=number(3, "20261124")), at=AT
        )


def test_a_login_name_is_taken_whatever_its_capitals(citizen):
    """W2.1: logins differ by more than capitals."""
    with pytest.raises(Conflict):
        services.register(" Citizen ", PASSWORD, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "1234567890"])
def test_a_weak_password_is_refused_in_chinese(password):
    """T55: length and common passwords."""
    with pytest.raises(Invalid, match="密码"):
        services.register("visitor", password, at=AT)


def test_passwords_are_kept_as_argon2_only(citizen):
    """T55: the hash says how it was made."""
    assert citizen.password.startswith("argon2")


def test_no_number_and_no_phone_stands_in_clear_in_the_database(citizen, other):
    """T5: raw rows tell nothing."""
    text = rows_of("accounts_person", "accounts_user")
    assert find_numbers(text) == []
    assert "13800000001" not in text
    assert number(1).encode().hex() not in text


def test_a_sealed_number_does_not_open_in_another_row(citizen, other):
    """T5: the ciphertext is bound to its person."""
    other.person.id_sealed = citizen.person.id_sealed
    other.person.save()
    with pytest.raises(InvalidTag):
        queries.prefill(other.person_id)


def test_a_window_check_raises_the_assurance_and_leaves_a_look(citizen, staff):
    """W2.2: the document was seen by staff, and the person can see that."""
    services.window_check(citizen.person_id, staff[0].pk, number=number(1), at=AT)
    assert queries.person(citizen.person_id).assurance is Assurance.WINDOW
    assert [look.who for look in queries.looks_at(citizen.person_id).rows] == ["示例前台"]


@pytest.mark.parametrize("size", [1, 2, 50])
def test_every_look_is_shown_however_many_there_are(citizen, staff, size):
    """P-16: looks of one moment are told apart; the pages join to the whole."""
    for serial in range(5):
        reason = f"事由{serial}"
        queries.unmask(staff[0].pk, citizen.person_id, reason=reason, at=AT)
    found, page = [], queries.looks_at(citizen.person_id, limit=size)
    while True:
        found += [look.reason for look in page.rows]
        if not page.after:
            break
        page = queries.looks_at(citizen.person_id, after=page.after, limit=size)
    assert found == [f"事由{serial}" for serial in reversed(range(5))]


def test_a_window_check_with_another_number_changes_nothing(citizen, staff):
    """W2.2: the card on the counter must be this person's."""
    with pytest.raises(Unlawful):
        services.window_check(citizen.person_id, staff[0].pk, number=number(2), at=AT)
    assert queries.person(citizen.person_id).assurance is Assurance.MATCHED


def test_only_staff_can_check_a_document_at_a_window(citizen, other):
    """W2.2: a citizen is no window."""
    with pytest.raises(WrongPost):
        services.window_check(citizen.person_id, other.pk, number=number(1), at=AT)


def test_the_window_binds_the_login_of_whoever_fails_online(staff):
    """W2.2: enrolment at the counter."""
    user = services.register("visitor", PASSWORD, at=AT)
    person = services.enrol(NEWCOMER, staff[0].pk, at=AT, login="visitor")
    assert queries.person_of(user.pk) == person


def test_the_window_cannot_bind_the_login_of_staff(staff):
    """W2.2: only ordinary users are bound."""
    with pytest.raises(NotFound):
        services.enrol(NEWCOMER, staff[0].pk, at=AT, login="clerk")


def test_the_representative_registers_the_organisation(citizen):
    """W2.1: legal persons register too."""
    details = Details(
        name="示例餐饮有限公司", number=code(1), kind=IdType.CREDIT, representative="示例甲"
    )
    organisation = services.register_organisation(citizen, details, at=AT)
    assert queries.prefill(citizen.person_id, organisation)["org.uscc"] == code(1)


def test_nobody_else_registers_an_organisation(other):
    """W2.1: the named representative must be the user."""
    details = Details(
        name="示例餐饮有限公司", number=code(1), kind=IdType.CREDIT, representative="示例甲"
    )
    with pytest.raises(Unlawful, match="法定代表人"):
        services.register_organisation(other, details, at=AT)


def test_an_assurance_never_falls(staff):
    """W2.2: an online check after a window check does not lower it."""
    person = services.enrol(NEWCOMER, staff[0].pk, at=AT)
    services.register("owner", PASSWORD, NEWCOMER, at=AT)
    assert queries.person(person).assurance is Assurance.WINDOW


def test_a_changed_password_ends_must_change_and_old_one(staff):
    """T55: staff change the first password."""
    user = staff[0]
    services.change_password(user, old=PASSWORD, new="另一把-Long-enough-key")
    user.refresh_from_db()
    assert not user.must_change
    assert not user.check_password(PASSWORD)


def test_a_look_is_kept_only_with_the_number_it_showed(citizen, staff):
    """T5: unmasking is an act with a purpose."""
    shown = queries.unmask(staff[0].pk, citizen.person_id, reason="核对证件", at=AT)
    assert shown == number(1)
    assert Look.objects.get().reason == "核对证件"


def test_a_number_is_not_shown_without_a_reason(citizen, staff):
    """T5: no purpose, no number, no line."""
    with pytest.raises(Incomplete):
        queries.unmask(staff[0].pk, citizen.person_id, reason="  ", at=AT)
    assert not Look.objects.exists()
