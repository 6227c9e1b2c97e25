"""The one door (唯一入口): every step of every case, whoever asks, goes through here.

``submit`` begins a case, ``take`` moves one, ``settle_due`` writes down what time has done. Each
checks law, post and scope, compares and sets, and leaves journal, papers and outbox in one
transaction; the same key twice has one effect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from uuid_utils.compat import uuid7

from yizhan.accounts import queries as accounts
from yizhan.cases import codes, ledger, quotas, reading, stored
from yizhan.cases.actors import CLOCK, PERSONS, Actor
from yizhan.cases.answers import Answer, answer_of, kept_answer, request_digest
from yizhan.cases.journal import FIRST
from yizhan.cases.stored import Stored
from yizhan.cases.trace import trace
from yizhan.items import queries as items
from yizhan.items.rules import rules
from yizhan.items.versions import VersionView
from yizhan.law import conduct
from yizhan.law.act import Act, Outcome
from yizhan.law.clocks import local
from yizhan.law.lapse import settle
from yizhan.law.mandates import Acting, Action
from yizhan.law.refusals import Refusal
from yizhan.law.words import Post, Trust, Way
from yizhan.places import queries as places

ACTIONS = {
    "mend": Action.CORRECT,
    "correct": Action.CORRECT,
    "withdraw": Action.WITHDRAW,
    "rate": Action.RATE,
}


@dataclass(frozen=True, kw_only=True)
class File:
    """One file handed in for a material (材料附件), by the digest of its content."""

    material: str
    digest: str
    name: str
    trust: str = Trust.UPLOADED.value


@dataclass(frozen=True, kw_only=True)
class Application:
    """What is handed in (申请): for which version of an item, for whom, with what."""

    version_id: UUID
    applicant: UUID
    channel: str
    materials: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    situation: Mapping[str, str] = field(default_factory=dict)
    way: str = Way.HAND.value

    @property
    def given(self) -> tuple[str, ...]:
        """Return the ids of all materials handed in, each once."""
        return tuple(dict.fromkeys((*self.materials, *(file.material for file in self.files))))


def submit(application: Application, actor: Actor, *, key: str, at: datetime) -> Answer:
    """Return the number of the new case: the application is received at this moment (L1.5).

    Raises Refusal when the person may not apply (L3.11) or the key was used for something else.
    """
    version = items.version(application.version_id)
    person = accounts.party(application.applicant)
    post = _person_post(actor, application.applicant, version, "submit", at)
    said = {
        "channel": application.channel,
        "materials": application.given,
        "born": person.born,
    }
    act = Act(step="submit", post=post, at=at, actor=actor.id, said=said)
    outcome = conduct.begin(act, rules(version.content))
    opening = _Opening(application, replace(actor, post=post), version, person, outcome)
    return opening.write(key)


class _Opening:
    """The writing of a new case: its serial, its number, its first line."""

    def __init__(
        self,
        application: Application,
        actor: Actor,
        version: VersionView,
        person: accounts.Party,
        outcome: Outcome,
    ) -> None:
        """Keep what has been checked."""
        self.application, self.actor, self.version = application, actor, version
        self.person, self.outcome = person, outcome
        self.authority = places.authority(version.authority_id)
        self.division = int(self.authority.region)
        self.digest = request_digest(
            "submit",
            str(application.version_id),
            str(application.applicant),
            application.given,
            application.answers,
            application.situation,
            application.way,
        )

    def write(self, key: str) -> Answer:
        """Return the answer: the new case, or the one that this key has already made."""
        try:
            with transaction.atomic():
                return self._write(key)
        except IntegrityError:
            kept = reading.kept(self.division, self.actor.id, key)
            if kept is None:
                raise
            return kept_answer(kept, self.digest)

    def _write(self, key: str) -> Answer:
        """Return the answer under the key, else write the case under its next serial."""
        year = local(self.outcome.at).year
        window = f"{self.authority.window}-{year}"
        serial, kept = ledger.take_serial(self.division, window, self.actor.id, key)
        if serial is None:
            return kept_answer(kept, self.digest)
        case = self._case(serial)
        traced, head = trace(case, [self.outcome], self.actor, self.version, self.authority)
        answer = answer_of(case, self.outcome, traced.papers, version=1)
        traced = replace(
            traced,
            attachments=attachments(self.application.files, seq=1),
            keys=[answer.under(self.actor.id, key, self.digest, self.outcome.at)],
        )
        row = self._row(case) | {"seq": len(traced.lines), "head": head}
        ledger.create(row, traced)
        return answer

    def _case(self, serial: int) -> Stored:
        """Return the case before its first line is linked."""
        on = local(self.outcome.at).date()
        return Stored(
            division=self.division,
            id=uuid7(),
            number=codes.case_number(self.authority.region, self.authority.window, on, serial),
            query_code=codes.query_code(),
            serial=serial,
            authority_id=self.authority.id,
            place=self.version.division,
            item_id=self.version.item_id,
            version_id=self.version.id,
            item_name=self.version.name,
            applicant=self.application.applicant,
            applicant_kind=self.person.kind.value,
            applicant_name=self.person.name,
            applicant_id_masked=self.person.id_masked,
            submitter=self.actor.person_id or self.application.applicant,
            channel=self.application.channel,
            way=self.application.way,
            stage=self.outcome.course.stage.value,
            course_text=stored.dump(self.outcome.course),
            received_at=self.outcome.at,
            version=1,
            seq=0,
            head=FIRST,
        )

    def _row(self, case: Stored) -> dict[str, Any]:
        """Return each column of the new case."""
        calendar = places.calendar_for(self.authority.region)
        hints = stored.hints(self.outcome.course, rules(self.version.content), calendar)
        return {
            **{name: getattr(case, name) for name in stored.NAMES},
            "course": case.course_text,
            "answers": reading.as_json(self.application.answers),
            "situation": reading.as_json(self.application.situation),
            **hints,
        }


def attachments(files: Sequence[File], *, seq: int) -> list[dict[str, Any]]:
    """Return the rows of the files handed in with one line of the journal."""
    return [
        {
            "id": uuid7(),
            "seq": seq,
            "material": file.material,
            "digest": file.digest,
            "name": file.name,
            "trust": file.trust,
        }
        for file in files
    ]


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

    @property
    def digest(self) -> str:
        """Return what makes two requests under one key the same."""
        return request_digest(
            self.step, self.ref, self.said, [(f.material, f.digest) for f in self.files]
        )


def take(request: Request, actor: Actor, *, key: str, at: datetime) -> Answer:
    """Return what a lawful step did; its whole trace is written, or nothing at all.

    Raises Refusal: NotFound for a missing or foreign case alike, WrongPost, WrongStage, Unlawful,
    Incomplete; Conflict when somebody else was first or the page is stale (L3.10).
    """
    case, kept = reading.load(request.ref, actor.id, key)
    version = items.version(case.version_id)
    actor = _admitted(case, actor, version, request.step, at)
    if kept:
        return kept_answer(kept, request.digest)
    if request.seen and request.seen != case.version:
        raise reading.stale(case)
    act = Act(
        step=request.step,
        post=actor.post,
        at=at,
        actor=actor.id,
        said=_said(request, version),
    )
    quotas.check(case, act, version)
    return _move(case, act, actor, version, request, key)


def _said(request: Request, version: VersionView) -> dict[str, Any]:
    """Return what is said, with the materials of the files and the authority's own remedies."""
    said = dict(request.said)
    if request.files:
        given = (*said.get("materials", ()), *(file.material for file in request.files))
        said["materials"] = tuple(dict.fromkeys(given))
    return said


def _move(
    case: Stored, act: Act, actor: Actor, version: VersionView, request: Request, key: str
) -> Answer:
    """Return the answer to a step that the law allows; the refused attempt is kept where it says so."""
    calendar = places.calendar_for(str(case.division))
    item = rules(version.content)
    try:
        course, outcomes = conduct.conduct(case.course, act, item, calendar)
    except Refusal as refusal:
        if refusal.logged:
            _keep_attempt(case, act, actor, version, refusal)
        raise
    authority = places.authority(case.authority_id)
    traced, head = trace(case, outcomes, actor, version, authority)
    answer = answer_of(case, outcomes[-1], traced.papers, version=case.version + 1)
    traced = replace(
        traced,
        attachments=attachments(request.files, seq=case.seq + len(outcomes)),
        keys=[answer.under(actor.id, key, request.digest, act.at)],
    )
    if not ledger.change(_changed(case, course, head, len(outcomes), version), traced):
        raise reading.stale(case)
    return answer


def _changed(
    case: Stored, course: stored.Course, head: str, lines: int, version: VersionView
) -> dict[str, Any]:
    """Return the columns of a case that a step changes, and the version it must still be at."""
    calendar = places.calendar_for(str(case.division))
    return {
        "course": stored.dump(course),
        "seq": case.seq + lines,
        "head": head,
        "division": case.division,
        "id": case.id,
        "version": case.version,
        **stored.hints(course, rules(version.content), calendar),
    }


def _keep_attempt(
    case: Stored, act: Act, actor: Actor, version: VersionView, refusal: Refusal
) -> None:
    """Write the attempt that the law refused into the journal; the course stays as it is (L2, L3.1)."""
    calendar = places.calendar_for(str(case.division))
    course, acts = settle(case.course, rules(version.content), calendar, act.at)
    outcomes = (*acts, conduct.refused(act, course, refusal))
    authority = places.authority(case.authority_id)
    traced, head = trace(case, outcomes, actor, version, authority)
    ledger.change(_changed(case, course, head, len(outcomes), version), traced)


def settle_case(case: Stored, at: datetime) -> tuple[Outcome, ...]:
    """Return what time has done to a case up to now, written into its journal.

    Nothing is written, and nothing returned, when time has done nothing or somebody was faster.
    """
    version = items.version(case.version_id)
    calendar = places.calendar_for(str(case.division))
    course, acts = settle(case.course, rules(version.content), calendar, at)
    if not acts:
        return ()
    authority = places.authority(case.authority_id)
    traced, head = trace(case, acts, CLOCK, version, authority)
    written = ledger.change(_changed(case, course, head, len(acts), version), traced)
    return acts if written else ()


def _admitted(case: Stored, actor: Actor, version: VersionView, step: str, at: datetime) -> Actor:
    """Return the actor with the post they hold towards this case.

    Raises NotFound when the case is not theirs to see (T1, T2).
    """
    reading.check_scope(case, actor)
    post = _person_post(actor, case.applicant, version, step, at)
    return replace(actor, post=post)


def _person_post(
    actor: Actor, applicant: UUID, version: VersionView, step: str, at: datetime
) -> Post:
    """Return whether a person acts for themselves, or as agent or guardian of somebody else.

    Raises Refusal without a mandate for this item and action (L3.11).
    """
    if actor.post not in PERSONS or actor.person_id is None:
        return actor.post
    action = ACTIONS.get(step, Action.SUBMIT)
    on = local(at).date()
    acting = accounts.may_act_for(actor.person_id, applicant, version.content.base_code, action, on)
    own = acting in {Acting.SELF, Acting.REPRESENTATIVE}
    return Post.APPLICANT if own else Post.AGENT
