"""The journal: added to, linked, never rewritten; a change shows (L3)."""

import pytest
from django.db import ProgrammingError, connection, transaction

from yizhan.cases import audit, journal, queries
from yizhan.cases.models import Entry
from yizhan.law.clauses import clauses
from yizhan.law.words import Post


def _run(statement):
    """Run a statement by itself, so that its failure leaves the connection usable."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_each_line_names_clause_actor_post_and_time_and_follows_the_one_before(hall):
    """Three steps, three lines, linked from the first."""
    lines = queries.journal(hall.reviewed())
    assert [line["step"] for line in lines] == ["submit", "accept", "review"]
    assert {line["clause"] for line in lines} <= set(clauses())
    assert journal.broken(lines) is None


def test_the_head_that_the_case_holds_is_the_last_line(hall):
    """So a line cut off at the end shows as well."""
    ref = hall.reviewed()
    assert queries.stored_case(ref).head == queries.journal(ref)[-1]["digest"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor_name", "别人"), ("said", {"finding": "改过"}), ("clause", "H4.1"), ("refused", True)],
)
def test_a_changed_word_in_a_line_breaks_the_journal_at_that_line(hall, column, value):
    """Whatever is changed, the digest does not fit any more."""
    lines = queries.journal(hall.reviewed())
    lines[1][column] = value
    assert journal.broken(lines) == 2


@pytest.mark.parametrize("cut", [0, 1])
def test_a_line_taken_out_breaks_the_journal_where_it_was(hall, cut):
    """The next line does not follow."""
    lines = queries.journal(hall.reviewed())
    del lines[cut]
    assert journal.broken(lines) == cut + 1


def test_a_line_that_was_forged_with_its_own_digest_breaks_the_one_after(hall):
    """Whoever forges one line must forge all that follow, and the head."""
    lines = queries.journal(hall.reviewed())
    forged = {**lines[1], "actor_name": "别人"}
    lines[1] = {**forged, "digest": journal.digest(forged, lines[0]["digest"])}
    assert journal.broken(lines) == 3


def test_lines_that_were_never_linked_are_noticed(hall, monkeypatch):
    """Planted defect: a writer that links nothing."""
    unlinked = lambda lines, head, seq: (  # noqa: E731 - the defect in one line
        [{**x, "seq": n, "prev": head, "digest": head} for n, x in enumerate(lines, seq + 1)],
        head,
    )
    monkeypatch.setattr(journal, "link", unlinked)
    assert journal.broken(queries.journal(hall.submit().ref)) == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE cases_entry SET step = 'x'", "DELETE FROM cases_entry", "TRUNCATE cases_entry"],
)
def test_the_role_of_the_application_cannot_rewrite_the_journal(hall, statement):
    """By grants, not by good will."""
    hall.submit()
    with pytest.raises(ProgrammingError, match="permission denied"):
        _run(statement)


def test_the_audit_passes_whole_journals_and_says_how_many(hall, capsys, monkeypatch):
    """One line a broken case, none here."""
    monkeypatch.setattr(audit.django, "setup", lambda: None)
    hall.reviewed()
    hall.submit()
    assert (audit.main([]), capsys.readouterr().out) == (0, "2 passed, 0 failed\n")


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE cases_entry SET actor_name = '别人' WHERE seq = 2", 2),
        ("DELETE FROM cases_entry WHERE seq = 3", 3),
        ("DELETE FROM cases_entry", 1),
        ("UPDATE cases_case SET head = repeat('f', 64)", 4),
    ],
)
def test_the_audit_finds_what_an_owner_of_the_tables_has_changed(hall, as_owner, statement, line):
    """Grants do not bind the owner; the links do."""
    ref = hall.reviewed()
    _run(statement)
    assert list(audit.broken_lines()) == [(ref, line)]


def test_time_signs_its_own_acts_and_not_the_name_of_who_came_next(hall):
    """The clerk who confirms did not accept; silence did (H4.6)."""
    ref = hall.submit().ref
    hall.take(ref, "accept", "front", at="2026-03-20 09:00")
    deemed = next(line for line in queries.journal(ref) if line["step"] == "deem_accepted")
    assert (deemed["post"], deemed["actor"]) == (Post.CLOCK.value, "clock")
    assert Entry.objects.filter(step="accept", post="front").count() == 1
