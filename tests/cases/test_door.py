"""The one door: keys, scope, stale pages, and that a no changes nothing (L3.10, T1, T2)."""

from uuid import uuid4

import pytest

from yizhan.accounts.registry import Details, check_form
from yizhan.cases import queries, reading
from yizhan.cases.services import Request
from yizhan.law.clauses import clauses
from yizhan.law.refusals import Conflict, NotFound, Refusal
from yizhan.law.words import Post

from .world import DEFECTS, REFUSAL, moment, rows, snapshot

CHINESE = r"[\u4e00-\u9fff]"


def test_the_same_key_twice_has_one_effect_and_one_answer(hall):
    """A click that was sent again is answered as the first one was."""
    first, again = (hall.submit(key="same") for _ in range(2))
    assert first == again and rows()["Case"] == 1


def test_a_key_used_for_something_else_is_a_conflict(hall):
    """Otherwise the second request would be swallowed."""
    hall.submit(key="same")
    with pytest.raises(Conflict, match="同一请求编号"):
        hall.submit("form", key="same")
    assert rows()["Case"] == 1


def test_a_step_repeated_under_its_key_is_answered_and_not_taken_again(hall):
    """Accepting twice would be refused; repeating the request is not."""
    request = Request(ref=hall.submit().ref, step="accept")
    front = hall.actor(Post.FRONT)
    first, again = (hall.ask(request, front, key="k") for _ in range(2))
    assert first == again and rows()["Paper"] == 1


def test_a_step_under_a_key_of_another_step_is_a_conflict(hall):
    """One key, one request."""
    ref, front = hall.submit().ref, hall.actor(Post.FRONT)
    hall.ask(Request(ref=ref, step="receipt"), front, key="k")
    with pytest.raises(Conflict):
        hall.ask(Request(ref=ref, step="accept"), front, key="k")


def test_the_key_of_one_person_says_nothing_to_another(hall):
    """Two people may choose the same key."""
    ref = hall.submit().ref
    hall.ask(Request(ref=ref, step="receipt"), hall.actor(Post.FRONT), key="k")
    other = hall.actor(Post.FRONT, id="front-2")
    assert hall.ask(Request(ref=ref, step="accept"), other, key="k").stage == "accepted"


def test_a_stale_page_is_told_who_did_what_when_and_changes_nothing(hall):
    """L3.10: the page showed version 1; meanwhile the front desk accepted."""
    ref = hall.submit().ref
    hall.take(ref, "accept", "front", at="2026-03-02 09:30")
    before = snapshot(ref)
    with pytest.raises(Conflict, match="前台已于2026年3月2日 09:30对本件办理“受理”"):
        hall.ask(Request(ref=ref, step="review", seen=1), hall.actor(Post.BACK))
    assert snapshot(ref) == before


def test_a_refused_attempt_is_not_told_as_something_done(hall):
    """L3.10: what the front desk tried and could not is no news to the chief."""
    ref = hall.reviewed()
    with pytest.raises(Refusal):
        hall.take(ref, "decide", "front", grant=True)
    with pytest.raises(Conflict, match=r"后台已于.*“出具审查意见”"):
        hall.ask(Request(ref=ref, step="decide", seen=1), hall.actor(Post.CHIEF))


FOREIGN = {
    "another authority": (Post.FRONT, {"authority_id": 987654}),
    "another person": (Post.APPLICANT, {"person_id": uuid4()}),
    "a supervisor of another county": (Post.SUPERVISOR, {"division": "520221000000"}),
}


@pytest.mark.parametrize("who", FOREIGN)
def test_a_foreign_case_and_a_missing_one_look_the_same(hall, who):
    """T1, T2: nobody learns which cases exist, by reading or by acting."""
    post, changes = FOREIGN[who]
    actor = hall.actor(post, **changes)
    answers = []
    for ref in (hall.submit().ref, f"520123-{uuid4().hex}", "nonsense"):
        for ask in (
            lambda ref=ref: queries.case_for(actor, ref, moment("2026-03-02 10:00")),
            lambda ref=ref: hall.ask(Request(ref=ref, step="visit"), actor),
        ):
            with pytest.raises(NotFound) as refused:
                ask()
            answers.append((refused.value.message, refused.value.clause, refused.value.remedy))
    assert len(set(answers)) == 1


def test_the_guard_of_scope_is_what_keeps_foreign_cases_hidden(hall, monkeypatch):
    """Planted defect: without the guard the test above would see the case."""
    monkeypatch.setattr(reading, "check_scope", lambda *_: None)
    stranger = hall.actor(Post.FRONT, authority_id=987654)
    assert queries.case_for(stranger, hall.submit().ref, moment("2026-03-02 10:00"))


BAD = {
    "one-time notice without rows": ("notify", "front", {"defects": []}, "L3.3"),
    "a refusal without remedies": ("decide", "chief", {**REFUSAL, "court": ""}, "L3.3"),
    "a step that does not exist": ("bless", "chief", {}, "L3"),
    "a delivery before the decision": ("deliver", "front", {"way": "hand"}, "H6.1"),
    "a review by the front desk": ("review", "front", {"finding": "好"}, "H2.4"),
    "a special procedure of no kind": ("special", "back", {"kind": "休假", "days": 3}, "H5.1"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gets_a_chinese_message_with_its_clause_and_changes_nothing(hall, what):
    """Every row of every table, the version and the head stay as they are."""
    step, post, said, clause = BAD[what]
    ref = hall.submit().ref if step == "notify" else hall.reviewed()
    before = snapshot(ref)
    with pytest.raises(Refusal, match=CHINESE) as refused:
        hall.take(ref, step, post, **said)
    assert (refused.value.clause, snapshot(ref)) == (clause, before)


ATTEMPTS = {
    "decision by the front desk": ("decide", "front", {"grant": True}, "R14"),
    "decision by the back office": ("decide", "back", {"grant": True}, "R14"),
    "stopping the clock": ("pause", "back", {"reason": "休假"}, "R11"),
    "extension by the chief": ("extend", "chief", {"reason": "忙"}, "R13"),
    "asking for what nobody told": ("ask", "back", {"materials": ("deed",)}, "R10"),
    "asking for what was handed in": ("ask", "back", {"materials": ("form",)}, "R16"),
    "one officer on site": ("review", "back", {"finding": "好", "on_site": True}, "R14"),
}


@pytest.mark.parametrize("what", ATTEMPTS)
def test_an_attempt_that_the_law_wants_kept_stands_in_the_journal_as_refused(hall, what):
    """L2, L3.1: course, papers and messages stay; one refused line with its rule."""
    step, post, said, rule = ATTEMPTS[what]
    ref = hall.reviewed()
    before = snapshot(ref)
    with pytest.raises(Refusal):
        hall.take(ref, step, post, **said)
    after, line = snapshot(ref), queries.journal(ref)[-1]
    assert (line["step"], line["refused"], line["exceptions"]) == (step, True, [rule])
    kept = ("course", "Paper", "Message", "Certificate", "Key")
    assert [after[name] for name in kept] == [before[name] for name in kept]


def test_a_second_one_time_notice_is_refused_and_kept(hall):
    """L3.1, R10."""
    ref = hall.submit("form").ref
    hall.take(ref, "notify", "front", defects=DEFECTS)
    with pytest.raises(Refusal) as refused:
        hall.take(ref, "notify", "front", defects=[{**DEFECTS[0], "material": "form"}])
    assert refused.value.clause == "L3.1"
    assert (rows()["Paper"], queries.journal(ref)[-1]["exceptions"]) == (1, ["R10"])


@pytest.mark.parametrize("at", ["2101-05-05 09:00", "1999-05-05 09:00"])
def test_a_year_without_any_calendar_is_refused_and_leaves_no_case(hall, at):
    """L1.8: no limit is made up."""
    before = rows()
    with pytest.raises(Refusal, match=r"没有.*年的放假安排") as refused:
        hall.submit(at=at)
    assert (refused.value.clause, rows()) == ("L1.8", before)


def test_a_number_with_a_wrong_check_digit_is_refused_before_anything_is_kept(hall):
    """L5: the person is told what is wrong with it."""
    before = rows()
    details = Details(name="张示例", number="529901198005010012", demo=True)
    with pytest.raises(Refusal, match=CHINESE) as refused:
        check_form(details, moment("2026-03-02 09:00").date())
    assert refused.value.clause in clauses() and rows() == before
