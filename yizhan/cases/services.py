"""The one door (唯一入口): every step of every case, whoever asks, goes through here.

``submit`` begins a case, ``take`` moves one, ``settle_case`` writes down what time has done. Each
checks law, post and scope, compares and sets, and leaves journal, papers and outbox in one
transaction; the same key twice has one effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yizhan.accounts import queries as accounts
from yizhan.cases import admission, certificates, halls, ledger, quotas, reading
from yizhan.cases.actors import CLOCK, PERSONS, Actor
from yizhan.cases.answers import Answer, answer_of, kept_answer, request_digest
from yizhan.cases.certificates import CertificateView
from yizhan.cases.docket import Docket, docket
from yizhan.cases.opening import Application, File, Opening, attachments
from yizhan.cases.stored import Stored
from yizhan.cases.trace import trace
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law import conduct
from yizhan.law.act import Act, Outcome
from yizhan.law.clocks import local
from yizhan.law.mandates import Acting, Action
from yizhan.law.refusals import Conflict, Refusal
from yizhan.law.words import Need, Post
from yizhan.places import queries as places

TOGETHER = frozenset({"opinion"})  # several may do it at once; order does not matter
OURS = {"shared", "handover", "pickup"}  # what no face can say
TRIES = 8
ACTIONS = {
    "mend": Action.CORRECT,
    "correct": Action.CORRECT,
    "withdraw": Action.WITHDRAW,
    "rate": Action.RATE,
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asks for: a step of a case (``ref``), what is said, the files with it.

    ``seen`` is the version of the case that the page showed; 0 when there was none.
    """

    ref: str
    step: str
    said: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    seen: int = 0
    shared: str = ""  # the registry that supplied the files; a face cannot say it (H7.1)

    @property
    def digest(self) -> str:
        """Return what makes two requests under one key the same."""
        files = [(file.material, file.digest) for file in self.files]
        return request_digest(self.step, self.ref, self.said, files)

    @property
    def given(self) -> dict[str, Any]:
        """Return what is said, the materials of the files among it."""
        materials = (*self.said.get("materials", ()), *(file.material for file in self.files))
        said = {name: value for name, value in self.said.items() if name not in OURS}
        shared = {"shared": self.shared} if self.shared else {}
        return {**said, **shared, "materials": tuple(dict.fromkeys(materials))}


def submit(application: Application, actor: Actor, *, key: str, at: datetime) -> Answer:
    """Return the number of the new case: the application is received at this moment (L1.5).

    Raises Refusal when the person may not apply (L3.11) or the key was used for something else.
    """
    version = items.version(application.version_id)
    party = accounts.party(application.applicant)
    actor = _as_person(actor, application.applicant, version, "submit", at=at)
    admission.check(application, actor, version, party, on=local(at).date())
    asked = _asked(application, version, at)
    said = {
        "channel": application.channel,
        "materials": application.given,
        "counts": application.counts,
        "born": party.born,
        "needed": _needed(application, version),
        "aim": application.aim,
        "life": asked.life if asked else None,
        **halls.chosen(application, version, on=local(at).date()),
    }
    act = Act(step="submit", post=actor.post, at=at, actor=actor.id, said=said)
    outcome = conduct.begin(act)
    opening = Opening(
        application=application,
        actor=actor,
        version=version,
        party=party,
        outcome=outcome,
        about=asked.row.lineage if asked else None,
    )
    return opening.write(key)


def _asked(application: Application, version: VersionView, at: datetime) -> CertificateView | None:
    """Return the certificate that a change or a renewal is about; None for a new one.

    Raises NotFound for a foreign one, or one of another item.
    """
    if application.certificate is None:
        return None
    division = int(places.authority(version.authority_id).region)
    row = certificates.known(division, application.certificate)
    if row.holder != application.applicant or row.item_code != version.code:
        raise certificates.missing()
    return certificates.latest(row, at)


def _needed(application: Application, version: VersionView) -> tuple[str, ...] | None:
    """Return the materials that the person's situation calls for; None where none was asked."""
    if not application.situation:
        return None
    listed = forms.materials(version.content, application.situation)
    return tuple(material.id for material in listed if material.need is Need.REQUIRED)


def take(request: Request, actor: Actor, *, key: str, at: datetime) -> Answer:
    """Return what a lawful step did; its whole trace is written, or nothing at all.

    Raises Refusal: NotFound for a missing or foreign case alike, WrongPost, WrongStage, Unlawful,
    Incomplete; Conflict when somebody else was first or the page is stale (L3.10). Departments
    that answer at the same moment do not stand in each other's way: such a step is tried again.
    """
    for _ in range(TRIES if request.step in TOGETHER else 0):
        try:
            return _take(replace(request, seen=0), actor, key=key, at=at)
        except Conflict:
            continue
    return _take(request, actor, key=key, at=at)


def _take(request: Request, actor: Actor, *, key: str, at: datetime) -> Answer:
    """Return what a step did, tried once."""
    case, kept = reading.load(request.ref, actor.id, key)
    reading.check_scope(case, actor)
    found = docket(case)
    actor = _as_person(actor, case.applicant, found.version, request.step, at=at)
    if kept:
        return kept_answer(kept, request.digest)
    if request.seen and request.seen != case.version:
        raise reading.stale(case)
    if found.version.content.quota is None:
        return _move(found, request, actor, key=key, at=at)
    with transaction.atomic():
        quotas.check(found, request.step, request.said, at)
        return _move(found, request, actor, key=key, at=at)


def _move(found: Docket, request: Request, actor: Actor, *, key: str, at: datetime) -> Answer:
    """Return the answer to a step that the law allows.

    A refused attempt that the law wants kept is written into the journal first (L2, L3.1).
    """
    life = certificates.life(found.case, request.step, at)
    hall = halls.said(found, request.step, request.said, actor)
    act = Act(
        step=request.step,
        post=actor.post,
        at=at,
        actor=actor.id,
        name=actor.name if actor.staff else "",
        principal=actor.principal,
        unit=found.unit_of(actor.authority_id),
        said={**request.given, "life": life, **hall},
    )
    try:
        course, outcomes = conduct.conduct(found.case.course, act, found.rules, found.calendar)
    except Refusal as refusal:
        if refusal.logged:
            _keep_attempt(found, act, actor, refusal)
        raise
    traced, head = trace(found, outcomes, actor)
    answer = answer_of(found.case, outcomes[-1], traced.papers, version=found.case.version + 1)
    traced = replace(
        traced,
        attachments=attachments(request.files, seq=found.case.seq + len(outcomes)),
        keys=[answer.under(actor.id, key, request.digest, at)],
    )
    if not ledger.change(found.changed(course, head, len(outcomes)), traced):
        raise reading.stale(found.case)
    return answer


def _keep_attempt(found: Docket, act: Act, actor: Actor, refusal: Refusal) -> None:
    """Write the refused attempt into the journal; the course stays as it is (L2, L3.1)."""
    course, acts = found.settled(act.at)
    outcomes = (*acts, conduct.refused(act, course, refusal))
    traced, head = trace(found, outcomes, actor)
    ledger.change(found.changed(course, head, len(outcomes)), traced)


def settle_case(case: Stored, at: datetime) -> tuple[Outcome, ...]:
    """Return what time has done to a case up to now, written into its journal.

    Nothing is written, and nothing returned, when time has done nothing or somebody was faster.
    """
    found = docket(case)
    course, acts = found.settled(at)
    if not acts:
        return ()
    traced, head = trace(found, acts, CLOCK)
    return acts if ledger.change(found.changed(course, head, len(acts)), traced) else ()


def _as_person(
    actor: Actor, applicant: UUID, version: VersionView, step: str, *, at: datetime
) -> Actor:
    """Return a person as applicant for themselves, as agent or guardian of somebody else.

    Staff stay what they are. Raises Refusal without a mandate for this item and action (L3.11).
    """
    if actor.post not in PERSONS or actor.person_id is None:
        return actor
    action = ACTIONS.get(step, Action.SUBMIT)
    on = local(at).date()
    base_code = version.content.base_code
    acting = accounts.may_act_for(actor.person_id, applicant, base_code, action, on=on)
    own = acting in {Acting.SELF, Acting.REPRESENTATIVE}
    return replace(actor, post=Post.APPLICANT if own else Post.AGENT)
