"""Every clause that the law keeps has a place in the code and a test, and no id is invented."""

import pytest

from tools import clauses as table
from yizhan.law.clauses import clauses


def test_every_clause_that_the_law_keeps_has_code_and_a_test():
    """`just clause H4.6` and docs/clauses.md show them."""
    assert table.unkept() == []


def test_no_code_names_a_clause_that_no_text_has():
    """A mistyped id would reach a person's paper."""
    assert table.strangers() == set()


def test_a_clause_left_out_of_code_or_tests_would_be_noticed(monkeypatch):
    """Planted defect: a text nobody keeps."""
    monkeypatch.setattr(table, "in_tests", lambda clause: () if clause == "H4.6" else ("x",))
    assert table.unkept() == ["H4.6"]


def test_an_id_in_code_that_no_text_has_would_be_noticed(tmp_path, monkeypatch):
    """Planted defect: a clause from nowhere."""
    (tmp_path / "rule.py").write_text('"""Rules."""\n\n\ndef f():\n    """Keep H4.99."""\n')
    assert table.places(tmp_path / "rule.py") == {"H4.99": ["f"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by H4.6.", {"H4.6"}),
        ("W3.1a, W3.0", {"W3.1a", "W3.0"}),
        ("L2.10 not L2.1", {"L2.10", "L2.1"}),
        ("UTF8 H264 xH4.6 W3C", set()),
        ("chapter L3", {"L3"}),
    ],
)
def test_an_id_is_read_whole_and_nothing_else_is_taken_for_one(text, found):
    """Neither half an id nor a word that looks like one."""
    assert table.ids(text) == found


@pytest.mark.parametrize("clause", clauses().values(), ids=lambda clause: clause.id)
def test_every_clause_has_a_title_a_text_and_somebody_who_keeps_it(clause):
    """The public page of a clause shows them."""
    assert clause.title and clause.text and clause.kept_by in table.KEPT_BY
