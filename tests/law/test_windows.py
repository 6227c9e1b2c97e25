"""Rosters of shared windows (H2.6): what a day lacks, and whose turn comes next."""

from datetime import date

import pytest

from yizhan.law.windows import Gap, Turn, gaps, rotation, stands
from yizhan.law.words import Post

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (2, 3, 4))


@pytest.mark.parametrize(
    ("posts", "lacking"),
    [
        ((), (Gap.NOBODY, Gap.NO_CHIEF)),
        ((Post.FRONT,), (Gap.NO_CHIEF,)),
        ((Post.CHIEF,), (Gap.NOBODY,)),
        ((Post.CHIEF, Post.FRONT), ()),
    ],
)
def test_a_day_needs_somebody_at_the_front_and_a_chief_representative(posts, lacking):
    """H2.6: each hole by its own name."""
    turns = [Turn(day=MONDAY, user_id=n, post=post) for n, post in enumerate(posts)]
    assert gaps([MONDAY], turns).get(MONDAY, ()) == lacking


def test_a_posting_at_a_shared_window_holds_only_by_the_roster():
    """H2.6: everywhere else the posting alone decides."""
    assert stands(shared=False, on_roster=False) and stands(shared=True, on_roster=True)
    assert not stands(shared=True, on_roster=False)


def test_departments_take_turns_and_within_one_its_staff_do_too():
    """H2.6: 轮流值守; the chief of the department whose day it is comes along."""
    teams = [{Post.CHIEF: [1], Post.FRONT: [2, 3]}, {Post.CHIEF: [4], Post.FRONT: [5]}]
    days = [MONDAY, TUESDAY, WEDNESDAY]
    assert rotation(days, teams) == [
        (MONDAY, 1), (MONDAY, 2), (TUESDAY, 4), (TUESDAY, 5), (WEDNESDAY, 1), (WEDNESDAY, 3),
    ]  # fmt: skip
    assert rotation(days, []) == []
