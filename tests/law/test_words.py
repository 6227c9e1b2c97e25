"""The vocabulary: each term once, with its official word (L5, H3.1)."""

import pytest

from yizhan.law import words
from yizhan.law.words import OPEN, ItemType, Level, OnlineClass, Stage, Word

ALL = [one for one in vars(words).values() if isinstance(one, type) and issubclass(one, Word)]
CODES = {"行政许可", "行政征收", "行政给付", "行政确认", "其他行政权力", "公共服务"}


@pytest.mark.parametrize(
    "word", [one for one in ALL if one is not Word], ids=lambda one: one.__name__
)
def test_every_term_has_an_official_word_of_its_own(word):
    """Two terms with one label could not be told apart on a screen."""
    labels = [one.label for one in word]
    assert all(labels) and len(set(labels)) == len(labels)


def test_every_kind_of_power_that_the_hall_handles_has_its_national_code():
    """H3.1: licences, confirmations, payments, levies, other powers and public services."""
    assert {one.label for one in ItemType} >= CODES


def test_the_one_platform_knows_the_five_levels_and_the_nation():
    """W1.1: one platform for all levels, from province to village."""
    assert [one.value for one in Level] == ["1", "2", "3", "4", "5", "6"]


def test_each_online_class_allows_the_visits_that_its_clause_says():
    """W3.0, W3.1a, W3.1b, W3.2."""
    assert [one.visits for one in OnlineClass] == [0, 1, 1, 2]


def test_only_the_eight_open_stages_have_something_left_to_decide():
    """L3: all others are ends, with a decision or without one."""
    assert len(OPEN) == 8 and {one for one in Stage if one.ended} == set(Stage) - OPEN
