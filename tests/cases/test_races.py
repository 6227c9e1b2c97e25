"""Two at once: exactly one wins, the other is told (L3.10)."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from yizhan.cases import ledger, queries, reading, services
from yizhan.cases.models import Case, Entry
from yizhan.cases.services import Request
from yizhan.law.refusals import Conflict, Refusal
from yizhan.law.words import Post
from yizhan.papers.models import Paper

from .world import World, rows, snapshot, world

RACES = 200


@pytest.fixture
def open_hall(transactional_db: None) -> World:
    """Return a world whose rows every thread can see."""
    return world()


def _together(acts: list[Callable[[], object]]) -> list[str]:
    """Return what came of acts that begin at the same moment, each on its own connection."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        """Run one act; return how it ended."""
        barrier.wait()
        try:
            act()
        except Refusal as refusal:
            return refusal.kind
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _decide(hall: World, ref: str, *, grant: bool) -> Callable[[], object]:
    """Return the act of deciding a case."""
    said = {"grant": grant, "facts": "事实", "reasons": "理由", "basis": "依据"}
    said |= {"reconsideration": "示例县人民政府", "court": "示例县人民法院"}
    return lambda: hall.take(ref, "decide", "chief", **said)


def test_of_two_who_decide_at_once_exactly_one_wins_each_time(open_hall):
    """Two hundred times: one decision, one line, one paper of decision."""
    refs = [open_hall.reviewed() for _ in range(RACES)]
    ends = Counter()
    for ref in refs:
        acts = [_decide(open_hall, ref, grant=True), _decide(open_hall, ref, grant=False)]
        ends["+".join(sorted(_together(acts)))] += 1
    assert set(ends) <= {"conflict+won", "won+wrong_stage"} and ends.total() == RACES
    decisions = Paper.objects.filter(kind__in=["L4.9", "L4.10"]).count()
    assert (Entry.objects.filter(step="decide").count(), decisions) == (RACES, RACES)


def test_the_same_submission_from_three_threads_is_one_case(open_hall):
    """All three get the same answer."""
    answers = []
    acts = [lambda: answers.append(open_hall.submit(key="same"))] * 3
    assert _together(acts) == ["won"] * 3
    assert len({answer.ref for answer in answers}) == 1 and Case.objects.count() == 1


def test_of_two_who_take_the_last_place_exactly_one_gets_it(transactional_db):
    """L3.7: the quota is one; both were accepted in the same minute."""
    hall = world(quota="1")
    refs = [hall.reviewed() for _ in range(2)]
    acts = [_decide(hall, ref, grant=True) for ref in refs]
    assert _together(acts).count("won") == 1
    assert Case.objects.filter(stage="granted").count() == 1


def _second_on_one_page(hall: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a case that was decided while another request still held its old row."""
    ref = hall.reviewed()
    held = reading.load(ref, "", "")
    _decide(hall, ref, grant=True)()
    monkeypatch.setattr(reading, "load", lambda *_: held)
    return ref


def test_who_read_before_and_writes_after_another_is_told_and_changes_nothing(hall, monkeypatch):
    """The race without luck: the row was read before the other one wrote."""
    ref = _second_on_one_page(hall, monkeypatch)
    before = rows()
    with pytest.raises(Conflict, match=r"首席代表已于.*“作出决定”") as refused:
        hall.ask(Request(ref=ref, step="decide", said={"grant": True}), hall.actor(Post.CHIEF))
    assert (refused.value.clause, rows()) == ("L3.10", before)


def test_a_naive_update_would_still_stumble_over_the_journal(hall, monkeypatch):
    """Planted defect: no comparison of versions; the journal's own key is the second net."""
    naive = ledger.UPDATE.replace("AND version = %s", "AND version >= %s - 9")
    monkeypatch.setattr(ledger, "UPDATE", naive)
    ref = _second_on_one_page(hall, monkeypatch)
    with pytest.raises(IntegrityError):
        hall.ask(Request(ref=ref, step="decide", said={"grant": True}), hall.actor(Post.CHIEF))


def test_a_settling_that_comes_second_writes_nothing(hall):
    """The worker and a clerk at the same midnight."""
    ref = hall.submit().ref
    held = queries.stored_case(ref)
    hall.take(ref, "accept", "front", at="2026-03-20 09:00")
    before = snapshot(ref)
    assert services.settle_case(held, held.received_at.replace(month=5)) == ()
    assert snapshot(ref) == before
