"""Posts: dated, delegable, never doubled (H2.1, L3.2)."""

from datetime import date

import pytest

from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Invalid, NotFound, Refusal
from yizhan.law.words import Post
from yizhan.places import queries, services
from yizhan.places.queries import AuthorityView, Held

FIRST = date(2026, 9, 1)
LAST = date(2026, 9, 30)
AFTER = date(2026, 10, 1)


@pytest.fixture
def chief(bureau: AuthorityView, people: list[int]) -> Held:
    """Return the post of 王示例, chief representative in September."""
    return services.appoint(people[0], bureau.id, Post.CHIEF, Period(FIRST, LAST))


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


@pytest.mark.parametrize("on", [date(2026, 8, 1), AFTER])
def test_a_post_ends_only_while_it_is_held(chief: Held, on: date) -> None:
    """Not before it began, not after it ended."""
    with pytest.raises(Refusal):
        services.end_posting(chief.id, on=on)


def test_holding_is_asked_for_one_post_and_one_authority(chief: Held) -> None:
    """The chief is not the front desk."""
    held = [
        queries.may_hold(chief.user_id, post, authority_id=chief.authority_id, on=FIRST)
        for post in (Post.CHIEF, Post.FRONT)
    ]
    assert held == [True, False]
