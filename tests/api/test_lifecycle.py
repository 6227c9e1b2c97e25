"""A case through the interface, and every way of being refused."""

from django.utils import timezone

from tests.api.conftest import ANSWERS, DAY, Hall
from yizhan.law.clocks import local
from yizhan.places import services as posts


def test_a_case_goes_from_application_to_a_sealed_certificate(hall: Hall):
    """Six requests, six answers, and the certificate as a PDF at the end."""
    ref = hall.submit().json()["ref"]
    assert hall.step(ref, "accept", "front").json()["stage"] == "accepted"
    assert hall.step(ref, "review", "back", finding="符合条件").json()["stage"] == "review"
    decided = hall.step(ref, "decide", "chief", grant=True, certificate="later")
    assert decided.json()["stage"] == "granted"
    assert hall.step(ref, "certify", "chief").status_code == 200
    assert hall.step(ref, "deliver", "front", way="hand").json()["stage"] == "delivered"
    issued = hall.send("get", f"/cases/{ref}/papers", "applicant").json()
    assert [paper["kind"] for paper in issued].count("L4.11") == 1


def test_a_refusal_is_a_problem_that_names_its_clause(hall: Hall):
    """The front desk may not decide: 403, with clause, what to do, and nothing changed."""
    ref = hall.submit().json()["ref"]
    answer = hall.step(ref, "decide", "front", grant=True)
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["clause"] == "L3.2" or answer.json()["clause"].startswith("H")
    assert hall.send("get", f"/cases/{ref}", "front").json()["stage"] == "received"


def test_a_foreign_case_looks_like_one_that_is_missing(hall: Hall):
    """Status and length are the same, so nobody learns that a case exists (T9)."""
    ref = hall.submit().json()["ref"]
    foreign = hall.send("get", f"/cases/{ref}", "stranger")
    missing = hall.send("get", f"/cases/{ref[:-4]}0000", "stranger")
    assert foreign.status_code == missing.status_code == 404
    assert len(foreign.content) == len(missing.content)


def test_the_same_key_gives_the_same_answer_and_one_case(hall: Hall):
    """Sent twice it is one case; another body under the key is a conflict."""
    first, again = hall.submit(key="k"), hall.submit(key="k")
    assert first.json() == again.json()
    said = {"version": hall.version, "answers": ANSWERS}
    other = hall.send("post", "/cases", "applicant", said, "k")
    assert other.status_code == 409
    assert other.json()["clause"] == "L3.10"


def test_a_write_beside_the_journal_takes_effect_once(hall: Hall):
    """A question sent twice is one question."""
    said = {"division": "520123", "subject": "示例", "body": "怎么办"}
    first = hall.send("post", "/questions", "", said, "q")
    assert first.status_code == 201
    assert hall.send("post", "/questions", "", said, "q").json() == first.json()
    other = hall.send("post", "/questions", "", {**said, "body": "别的"}, "q")
    assert other.status_code == 409


def test_a_token_is_dead_once_its_posting_has_ended(hall: Hall):
    """Rights are read at each request, so the next one finds none (T6)."""
    assert hall.send("get", "/me", "front").status_code == 200
    posts.end_posting(hall.posting["front"], on=local(timezone.now()).date() - DAY)
    assert hall.send("get", "/me", "front").status_code == 401


def test_an_unknown_token_and_a_missing_scope_are_told_apart(hall: Hall):
    """401 asks for a token, 403 for a scope."""
    assert hall.send("get", "/me", "nonsense").status_code == 401
    assert hall.send("get", "/inbox", "applicant").status_code == 403


def test_somebody_elses_file_cannot_be_handed_in(hall: Hall):
    """Who knows a digest has no right to the file."""
    said = {
        "version": hall.version,
        "files": [{"material": hall.materials[0], "digest": "a" * 64, "name": "x.pdf"}],
    }
    assert hall.send("post", "/cases", "applicant", said).status_code == 404
