"""Certificates as they stand: renewed by silence, renewed, changed, taken back (L2.15, L4.14)."""

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from yizhan.cases import certificates, queries, services, tasks
from yizhan.cases.models import Entry
from yizhan.cases.services import Request
from yizhan.items.versions import SHELF
from yizhan.law.refusals import NotFound, Refusal, WrongPost
from yizhan.law.words import Post
from yizhan.papers.models import Certificate, CertificateEvent, Paper
from yizhan.papers.verify import Verdict

from .world import moment, snapshot

YEAR = 12
ISSUED = "2026-03-02 09:00"
IN_TIME, LATE = "2027-01-29 09:00", "2027-02-01 09:00"
OVER = "2027-03-02 00:00"
WHY = {"reason": "现场核实属实", "basis": ""}


@pytest.fixture
def issued(hall):
    """Return a world with a certificate of a year, valid to 2027-03-01, and the case's address."""
    result = replace_months(hall.cast.version, YEAR)
    SHELF.put(result)
    hall.cast = replace(hall.cast, version=result)
    ref = hall.reviewed()
    hall.take(ref, "decide", "chief", grant=True)
    return hall, ref


def replace_months(version, months):
    """Return a version whose certificates hold for some months."""
    result = changed(version.content.result, months=months)
    return replace(version, content=changed(version.content, result=result))


def ask(hall, at, aim="renewal"):
    """Return the address of an accepted and reviewed case about the newest certificate."""
    row = Certificate.objects.order_by("-version").first()
    application = replace(hall.application(), aim=aim, certificate=row.id)
    who = hall.actor(Post.APPLICANT)
    ref = services.submit(application, who, key=f"{aim}-{at}", at=moment(at)).ref
    hall.take(ref, "accept", "front", at=at)
    return hall.take(ref, "review", "back", at=at, finding="符合条件").ref


def held(hall, at):
    """Return the one certificate that the applicant holds, as it stands."""
    (one,) = certificates.certificates_of(hall.cast.applicant, moment(at))
    return one


def verdict(at, row=None):
    """Return what anybody learns from the QR code of the (first) certificate."""
    one = row or Certificate.objects.order_by("version").first()
    token = Paper.objects.get(id=one.paper_id).token
    return certificates.check_token(token, moment(at))


def test_silence_has_renewed_on_every_page_though_no_worker_ran(issued):
    """Verification, lists and the law's own view say so at 0:00 after the last day."""
    hall, _ = issued
    ref = ask(hall, IN_TIME)
    before = snapshot(ref)
    assert held(hall, "2027-03-01 23:59").state == "valid"
    assert (held(hall, OVER).state, held(hall, OVER).usable) == ("deemed_renewed", True)
    assert (verdict(OVER).verdict, verdict(OVER).state) == (Verdict.GENUINE, "视为准予延续")
    assert queries.case_for(hall.actor(Post.CHIEF), ref, moment(OVER)).stage == "granted"
    assert snapshot(ref) == before


def test_the_worker_writes_the_silent_renewal_once_with_its_line(issued):
    """The history names the journal's line; a second run finds nothing."""
    hall, _ = issued
    ref = ask(hall, IN_TIME)
    runs = [tasks.settle_due(moment(OVER)), tasks.settle_due(moment(OVER))]
    (event,) = CertificateEvent.objects.filter(kind="deemed_renewed")
    line = Entry.objects.get(case_id=event.case_id, seq=event.seq)
    assert (line.step, queries.stored_case(ref).id) == ("deem_renewed", event.case_id)
    assert runs[1] == 0 and held(hall, OVER).state == "deemed_renewed"


def test_asked_too_late_the_certificate_expires(issued):
    """28 days before is no 30; the case goes on, the certificate does not."""
    hall, _ = issued
    ask(hall, LATE)
    assert (held(hall, OVER).state, verdict(OVER).verdict) == ("expired", Verdict.REVOKED)


def test_a_renewal_makes_the_next_version_and_the_old_paper_says_so(issued):
    """Number lineage, version part and check of the electronic id, L4.14 beside it (L4.11)."""
    hall, _ = issued
    answer = hall.take(ask(hall, IN_TIME), "decide", "chief", at=IN_TIME, grant=True)
    old, new = Certificate.objects.order_by("version")
    assert [paper["kind"] for paper in answer.papers] == ["L4.14", "L4.11"]
    assert new.number == old.number.replace("号", "-2号") and new.lineage == old.lineage
    assert [one.oid.split(".")[-2] for one in (old, new)] == ["001", "002"]
    assert held(hall, OVER).row.id == new.id and held(hall, OVER).state == "renewed"
    assert (verdict(IN_TIME, new).verdict, verdict(IN_TIME, old).verdict) == (
        Verdict.GENUINE,
        Verdict.REVOKED,
    )
    assert "已被替换" in verdict(IN_TIME, old).state


def test_a_silent_renewal_is_certified_afterwards_from_the_old_last_day(issued):
    """The new certificate begins where the old one ended."""
    hall, _ = issued
    ref = ask(hall, IN_TIME)
    hall.take(ref, "certify", "chief", at="2027-03-10 09:00")
    new = Certificate.objects.get(version=2)
    assert str(new.valid_from) == "2027-03-02" and held(hall, "2027-03-10 10:00").state == "renewed"


def test_a_change_keeps_the_last_day(issued):
    """L4.14 变更: next version, same end."""
    hall, _ = issued
    hall.take(ask(hall, IN_TIME, "change"), "decide", "chief", at=IN_TIME, grant=True)
    old, new = Certificate.objects.order_by("version")
    assert old.valid_until == new.valid_until and held(hall, IN_TIME).state == "changed"


@pytest.mark.parametrize(
    ("step", "ground", "title"),
    [
        ("recall", "facts", "撤回许可决定书"),
        ("revoke", "fraud", "撤销许可决定书"),
        ("cancel", "force", "注销许可决定书"),
        ("suspend", "", "暂扣证照决定书"),
    ],
)
def test_a_certificate_taken_back_is_of_no_use_from_then_on(issued, step, ground, title):
    """Paper, history, journal and the public answer, in one act by the chief representative."""
    hall, ref = issued
    said = {**WHY, "ground": ground, "basis": "有关规定第一条"}
    answer = hall.take(ref, step, "chief", at="2026-05-06 09:00", **said)
    event = CertificateEvent.objects.get()
    assert answer.papers[0]["title"] == title
    assert str(event.paper_id) == answer.papers[0]["id"]
    assert verdict("2026-05-06 10:00").verdict is Verdict.REVOKED
    assert not held(hall, "2026-05-06 10:00").usable


def test_nobody_but_the_chief_representative_takes_a_certificate_back(issued):
    """L3.2: the attempt is kept, the certificate stays."""
    hall, ref = issued
    with pytest.raises(WrongPost):
        hall.take(ref, "revoke", "front", at="2026-05-06 09:00", ground="fraud", **WHY)
    assert verdict("2026-05-06 10:00").verdict is Verdict.GENUINE


def test_what_the_request_says_of_the_certificate_counts_for_nothing(issued):
    """A clerk cannot talk an ended certificate alive: the door looks it up."""
    hall, ref = issued
    hall.take(ref, "revoke", "chief", at="2026-05-06 09:00", ground="fraud", **WHY)
    with pytest.raises(Refusal, match="已撤销"):
        hall.take(ref, "suspend", "chief", at="2026-05-07 09:00", life={"state": "valid"}, **WHY)


def test_somebody_elses_certificate_is_missing(issued):
    """Neither seen nor asked about (T1)."""
    hall, _ = issued
    stranger = hall.actor(Post.APPLICANT, person_id=queries.stored_case(issued[1]).id)
    with pytest.raises(NotFound):
        certificates.certificate_for(stranger, held(hall, ISSUED).ref, moment(ISSUED))


def test_one_application_about_a_certificate_at_a_time(issued):
    """The second is told where the first one is."""
    hall, _ = issued
    ask(hall, IN_TIME)
    with pytest.raises(Refusal, match="正在办理"):
        ask(hall, "2027-01-29 10:00")


def test_the_worker_publishes_some_days_after_the_decision(issued):
    """L2.11: three working days, in time, and once."""
    _, ref = issued
    early = tasks.publish_due(moment("2026-03-04 23:59"))
    done = [tasks.publish_due(moment("2026-03-05 00:00")) for _ in range(2)]
    lines = [line for line in queries.journal(ref) if line["step"] == "publish"]
    assert (early, done) == (0, [1, 0])
    assert [(line["post"], line["exceptions"]) for line in lines] == [("clock", [])]


def test_a_worker_that_comes_too_late_publishes_late(issued):
    """Publication is an act: R06 first, then the publication."""
    _, ref = issued
    tasks.publish_due(moment("2026-03-12 00:00"))
    steps = [(line["step"], line["exceptions"]) for line in queries.journal(ref)][-2:]
    assert steps == [("overdue", ["R06"]), ("publish", [])]


def test_without_the_settled_case_nobody_would_know_of_the_silence(issued, monkeypatch):
    """Planted defect: reading only what is written shows the certificate as expired."""
    hall, _ = issued
    ask(hall, IN_TIME)
    monkeypatch.setattr(certificates, "_about", lambda *_: [])
    assert held(hall, OVER).state == "expired"


def test_the_second_sending_of_a_decision_is_one_event(issued):
    """L3.10: the key makes it one."""
    hall, ref = issued
    request = Request(ref=ref, step="revoke", said={**WHY, "ground": "fraud"})
    for _ in range(2):
        hall.ask(request, hall.actor(Post.CHIEF), key="once", at="2026-05-06 09:00")
    assert CertificateEvent.objects.count() == 1


def test_a_foreign_certificate_is_refused_in_the_very_words_of_a_missing_one(issued):
    """T1: another authority, another person, an id that is nowhere, an address that is none."""
    hall, ref = issued
    mine = certificates.of_case(ref, moment(ISSUED)).ref
    nowhere = f"{mine.partition('-')[0]}-{'0' * 32}"
    chief = hall.actor(Post.CHIEF)
    strangers = (hall.actor(Post.CHIEF, authority_id=0), hall.actor(Post.APPLICANT, person_id=None))
    asked = [*((one, mine) for one in strangers), (chief, nowhere), (chief, "x")]
    words = set()
    for actor, which in asked:
        with pytest.raises(NotFound) as refusal:
            certificates.certificate_for(actor, which, moment(ISSUED))
        words.add((refusal.value.message, refusal.value.remedy, refusal.value.clause))
    assert len(words) == 1
