"""Posts: dated, delegable, never doubled (H2.1, L3.2)."""

from datetime import date

import pytest
from django.db import IntegrityError

from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Incomplete, Invalid, NotFound, Refusal, Unlawful
from yizhan.law.words import Post
from yizhan.places import queries, services
from yizhan.places.models import Posting
from yizhan.places.queries import AuthorityView, Held

FIRST = date(2026, 9, 1)
LAST = date(2026, 9, 30)
AFTER = date(2026, 10, 1)


@pytest.fixture
def chief(bureau: AuthorityView, people: list[int]) -> Held:
    """Return the post of 王示例, chief representative in September."""
    return services.appoint(people[0], bureau.id, Post.CHIEF, Period(FIRST, LAST))


@pytest.fixture
def delegated(chief: Held, people: list[int]) -> Held:
    """Return what 王示例 delegated to 李示例 for the middle of the month."""
    return services.delegate(
        chief.id, people[1], Period(date(2026, 9, 10), date(2026, 9, 20)), reason="出差"
    )


@pytest.mark.parametrize(
    ("on", "held"), [(date(2026, 8, 31), False), (FIRST, True), (LAST, True), (AFTER, False)]
)
def test_a_post_is_held_from_its_first_to_its_last_day(
    chief: Held, on: date, *, held: bool
) -> None:
    """Both days count."""
    assert bool(queries.postings_of(chief.user_id, on)) is held


def test_a_held_post_says_who_where_and_as_what(chief: Held, bureau: AuthorityView) -> None:
    """The desk builds each act from it."""
    assert (chief.post, chief.authority_id, chief.division, chief.delegated_by) == (
        Post.CHIEF,
        bureau.id,
        bureau.division,
        None,
    )


def test_the_same_post_twice_on_one_day_is_refused(chief: Held) -> None:
    """One posting a person, authority and post."""
    with pytest.raises(Conflict):
        services.appoint(chief.user_id, chief.authority_id, Post.CHIEF, Period(LAST))


def test_a_post_may_follow_the_day_after_the_last(chief: Held) -> None:
    """A renewed term touches no day of the old one."""
    again = services.appoint(chief.user_id, chief.authority_id, Post.CHIEF, Period(AFTER))
    assert [held.id for held in queries.postings_of(chief.user_id, AFTER)] == [again.id]


@pytest.mark.parametrize("post", [Post.APPLICANT, Post.AGENT, Post.CLOCK])
def test_nobody_is_appointed_applicant_or_clock(
    bureau: AuthorityView, people: list[int], post: Post
) -> None:
    """H2.1: only the posts of an authority."""
    with pytest.raises(Invalid):
        services.appoint(people[0], bureau.id, post, Period(FIRST))


def test_a_post_at_no_authority_is_not_found(people: list[int]) -> None:
    """Refused in words, not by the database."""
    with pytest.raises(NotFound):
        services.appoint(people[0], 404, Post.FRONT, Period(FIRST))


def test_the_delegate_acts_in_the_name_of_the_chief(delegated: Held, people: list[int]) -> None:
    """CHF-05: the paper says by whom it was delegated."""
    held = queries.postings_of(people[1], date(2026, 9, 15))
    assert [(one.post, one.delegated_by) for one in held] == [(Post.CHIEF, "王示例")]


def test_a_delegation_ends_with_the_post_it_came_from(
    delegated: Held, chief: Held, people: list[int]
) -> None:
    """L3.2: nobody signs for a chief who is none any more."""
    services.end_posting(chief.id, on=date(2026, 9, 12), reason="调离")
    assert queries.postings_of(people[1], date(2026, 9, 12))
    assert not queries.postings_of(people[1], date(2026, 9, 13))


def test_a_delegate_cannot_delegate_further(delegated: Held, people: list[int]) -> None:
    """Delegated powers are not passed on."""
    with pytest.raises(Unlawful, match="再委托"):
        services.delegate(delegated.id, people[0], Period(FIRST, LAST), reason="出差")


def test_a_delegation_stays_within_the_chiefs_own_term(chief: Held, people: list[int]) -> None:
    """Nobody gives longer than they have."""
    with pytest.raises(Unlawful, match="任期"):
        services.delegate(chief.id, people[1], Period(FIRST, AFTER), reason="出差")


def test_only_a_chief_representative_can_delegate(bureau: AuthorityView, people: list[int]) -> None:
    """L3.2: the front desk has nothing to decide, so nothing to pass on."""
    front = services.appoint(people[0], bureau.id, Post.FRONT, Period(FIRST))
    with pytest.raises(Unlawful) as refusal:
        services.delegate(front.id, people[1], Period(FIRST, LAST), reason="出差")
    assert refusal.value.clause == "L3.2"


def test_a_delegation_without_reason_is_refused(chief: Held, people: list[int]) -> None:
    """The reason stands on record."""
    with pytest.raises(Incomplete):
        services.delegate(chief.id, people[1], Period(FIRST, LAST), reason=" ")


@pytest.mark.parametrize("on", [date(2026, 8, 1), AFTER])
def test_a_post_ends_only_while_it_is_held(chief: Held, on: date) -> None:
    """Not before it began, not after it ended."""
    with pytest.raises(Refusal):
        services.end_posting(chief.id, on=on)


def test_holders_of_a_post_are_those_of_that_day(delegated: Held, chief: Held) -> None:
    """Who can sign today, the delegate among them."""
    held = queries.holders(chief.authority_id, Post.CHIEF, date(2026, 9, 15))
    assert {one.id for one in held} == {chief.id, delegated.id}


def test_holding_is_asked_for_one_post_and_one_authority(chief: Held) -> None:
    """The chief is not the front desk."""
    held = [
        queries.may_hold(chief.user_id, post, authority_id=chief.authority_id, on=FIRST)
        for post in (Post.CHIEF, Post.FRONT)
    ]
    assert held == [True, False]


def test_the_database_refuses_a_delegation_without_end(chief: Held, people: list[int]) -> None:
    """The law also stands in the table."""
    with pytest.raises(IntegrityError, match="posting_delegation"):
        Posting.objects.create(
            user_id=people[1],
            authority_id=chief.authority_id,
            post="chief",
            since=FIRST,
            delegated_by_id=chief.id,
            reason="出差",
        )
