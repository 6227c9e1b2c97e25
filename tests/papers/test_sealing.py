"""The seal takes the id of an issued paper, once, and writes down each use (T15)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from tests.papers import samples
from yizhan.law.refusals import Conflict, Invalid, NotFound, Refusal, Unlawful, WrongPost
from yizhan.law.words import Paper
from yizhan.papers import files, queries, render, sign, tasks, waiting
from yizhan.papers.models import Paper as Row
from yizhan.papers.models import PaperStatus, SealUse

pytestmark = pytest.mark.django_db

NOW = samples.AT + timedelta(minutes=5)


def test_the_worker_seals_what_waits_and_then_has_nothing_to_do() -> None:
    """File first, row after, one line in the ledger each; the second run changes nothing."""
    rows = [samples.issued(kind) for kind in (Paper.RECEIPT, Paper.ACCEPTANCE)]
    assert tasks.render_due(10, at=NOW) == 2
    assert tasks.render_due(10, at=NOW) == 0
    for row in queries.papers_of(samples.DIVISION, samples.CASE):
        assert row.rendered_at == NOW
        assert files.load(str(row.file_digest)).startswith(b"%PDF-")
    assert SealUse.objects.filter(outcome="sealed").count() == len(rows)


def test_a_worker_killed_after_the_file_leaves_no_row_without_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The row still waits, and the next run seals it."""
    row = samples.issued(Paper.RECEIPT)

    def killed(*_: object, **__: object) -> None:
        """Stand for the power cut between file and row."""
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sign, "_ledger", killed)
        with pytest.raises(KeyboardInterrupt):
            tasks.render_due(1, at=NOW)
    assert queries.paper(row.division, row.id).file_digest is None
    assert tasks.render_due(1, at=NOW) == 1


def test_a_paper_that_failed_is_tried_again_ever_more_rarely_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A minute after the first failure, two after the second; how many failed can be seen."""
    bad, good = samples.issued(Paper.GRANT), samples.issued(Paper.RECEIPT)
    drawn = render.pdf

    def broken(content: dict[str, object], words: str) -> bytes:
        """Stand for a drawing that fails for one paper."""
        if content["number"] == bad.number:
            raise OSError("no room")
        return drawn(content, words)

    minutes = (0, 0.9, 1, 2.9, 3)
    with monkeypatch.context() as patch:
        patch.setattr(render, "pdf", broken)
        sealed = [tasks.render_due(5, at=NOW + timedelta(minutes=n)) for n in minutes]
    assert sealed == [1, 0, 0, 0, 0]
    assert SealUse.objects.filter(paper_id=bad.id, outcome="delayed").count() == 3
    assert queries.paper(good.division, good.id).file_digest
    assert waiting.waiting() == waiting.Waiting(all=1, failed=1, refused=0)
    assert tasks.render_due(5, at=NOW + timedelta(minutes=7)) == 1


def test_whoever_asks_while_the_worker_seals_gets_the_worker_s_file() -> None:
    """The seal says "already" to the second; the second reads what the first has stored."""
    row = samples.issued(Paper.GRANT)
    assert tasks.render_due(1, at=NOW) == 1
    assert queries._sealed_now(row, NOW).file_digest == queries.paper(*row.pk).file_digest


def test_whoever_asks_before_the_worker_gets_the_same_file_as_afterwards() -> None:
    """Reading seals on demand, once."""
    row = samples.issued(Paper.GRANT)
    first = queries.pdf(row, at=NOW)
    assert queries.pdf(queries.by_token(row.token), at=NOW + timedelta(days=1)) == first
    assert tasks.render_due(1, at=NOW) == 0


@dataclass(frozen=True)
class Abuse:
    """One unlawful request: what was done to the row, who asks, when, what it meets."""

    name: str
    refusal: type[Refusal]
    change: dict[str, object]
    used_by: int | None = None
    at: datetime = NOW


ABUSES = [
    Abuse("revoked", Unlawful, {"status": PaperStatus.REVOKED.value}),
    Abuse("replaced", Unlawful, {"status": PaperStatus.REPLACED.value}),
    Abuse("another post", WrongPost, {}, used_by=8),
    Abuse("before its issue", Unlawful, {}, at=samples.AT - timedelta(seconds=1)),
    Abuse("certificate over", Unlawful, {}, at=datetime(2060, 1, 1, tzinfo=UTC)),
    Abuse("sealed already", Conflict, {"rendered_at": NOW, "file_digest": "0" * 64}),
]


@pytest.mark.parametrize("abuse", ABUSES, ids=lambda abuse: abuse.name)
def test_an_unlawful_request_gets_no_seal_and_a_line_in_the_ledger(abuse: Abuse) -> None:
    """Each kind of abuse is refused, and the attempt is kept."""
    row = samples.issued(Paper.GRANT)
    Row.objects.filter(division=row.division, id=row.id).update(**abuse.change)
    with pytest.raises(abuse.refusal):
        sign.seal(row.division, row.id, at=abuse.at, used_by=abuse.used_by)
    assert [use.outcome for use in SealUse.objects.all()] == ["refused"]


def test_a_paper_that_was_never_issued_gets_no_seal() -> None:
    """The seal takes ids of issued papers only."""
    with pytest.raises(NotFound):
        sign.seal(samples.DIVISION, uuid4(), at=NOW)
    assert SealUse.objects.get().outcome == "refused"


@pytest.mark.usefixtures("as_owner")
def test_a_content_changed_in_the_database_gets_no_seal_and_does_not_stop_the_worker() -> None:
    """The digest no longer fits; the worker passes on to the next paper."""
    bad, good = samples.issued(Paper.GRANT), samples.issued(Paper.RECEIPT)
    content = {**bad.content, "applicant": "李示例"}
    Row.objects.filter(division=bad.division, id=bad.id).update(content=content)
    with pytest.raises(Invalid):
        sign.seal(bad.division, bad.id, at=NOW)
    assert tasks.render_due(5, at=NOW) == 1
    assert queries.paper(good.division, good.id).file_digest


def test_sealing_in_bulk_is_slowed_down_and_goes_on_later(settings: Settings) -> None:
    """More than the minute allows waits for the next minute; nothing is lost."""
    settings.SEALS_PER_MINUTE = 1
    for nth in (1, 2):
        samples.issued(Paper.SPECIAL, nth=nth)
    assert tasks.render_due(5, at=NOW) == 1
    assert tasks.render_due(5, at=NOW + timedelta(seconds=61)) == 1


def test_a_stored_file_that_was_damaged_is_not_handed_out() -> None:
    """What is read is checked against its own name."""
    digest = files.store(b"%PDF-demo")
    files._path(digest).write_bytes(b"%PDF-other")
    with pytest.raises(NotFound):
        files.load(digest)
