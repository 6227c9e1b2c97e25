"""What a step leaves behind (办件痕迹): journal lines, numbered papers, certificates, messages."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from uuid_utils.compat import uuid7

from yizhan.cases import journal, wording
from yizhan.cases.actors import CLOCK, Actor
from yizhan.cases.docket import Docket
from yizhan.cases.ledger import Trace
from yizhan.cases.stored import Stored
from yizhan.items.queries import VersionView
from yizhan.law import papers as law
from yizhan.law.act import Issue, Outcome
from yizhan.law.certificates import Life
from yizhan.law.clocks import local
from yizhan.law.words import Paper, Post
from yizhan.papers import facts
from yizhan.papers.compose import compose
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView

UNTOLD = frozenset({"overdue", "review", "ask", "rate", "publish"})
PRIVATE = frozenset({"files", "born", "life"})


def trace(found: Docket, outcomes: Sequence[Outcome], actor: Actor) -> tuple[Trace, str]:
    """Return everything that the outcomes leave behind, and the new head of the journal."""
    writer = _Writer(found, actor)
    for outcome in outcomes:
        writer.add(outcome)
    lines, head = journal.link(writer.lines, found.case.head, found.case.seq)
    return (
        Trace(
            lines=lines,
            papers=writer.papers,
            certificates=writer.certificates,
            messages=writer.messages,
            events=writer.events,
        ),
        head,
    )


class _Writer:
    """Collects the rows of one step; a step may bring time's own acts with it."""

    def __init__(self, found: Docket, actor: Actor) -> None:
        """Begin with nothing written."""
        self.docket = found
        self.case, self.version, self.authority = found.case, found.version, found.authority
        self.actor = actor
        self.lines: list[dict[str, Any]] = []
        self.papers: list[dict[str, Any]] = []
        self.certificates: list[dict[str, Any]] = []
        self.messages: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []

    def add(self, outcome: Outcome) -> None:
        """Write the line of one outcome, its papers, and the word to the applicant."""
        actor = CLOCK if outcome.post is Post.CLOCK else self.actor
        numbers = self._numbers(outcome)
        scene = wording.Scene(
            case=self.case,
            content=self.version.content,
            authority=self.authority,
            outcome=outcome,
            actor=actor,
            numbers=numbers,
        )
        issued = [self._issue(issue, scene) for issue in outcome.papers]
        self.lines.append(_line(outcome, actor, issued))
        if outcome.event:
            self.events.append(_event(self.docket, outcome, actor, issued, len(self.lines)))
        if outcome.step not in UNTOLD and "refused" not in outcome.said:
            self.messages.append(_message(self.case, outcome, issued))

    def _numbers(self, outcome: Outcome) -> Mapping[Paper, str]:
        """Return the newest number of each kind of paper that the case has issued."""
        case, kinds = self.case, Counter(outcome.course.issued)
        year = case.year
        word = _word(self.docket)
        numbers = {
            Paper(kind): law.number(word, Paper(kind), year, case.serial, nth)
            for kind, nth in kinds.items()
        }
        life = outcome.said.get("life")
        result = self.version.content.result.kind
        if isinstance(life, Life) and outcome.course.about:
            numbers[Paper.CERTIFICATE] = law.next_number(life.number, life.version + 1)
        elif result and (nth := kinds[Paper.CERTIFICATE.value]):
            numbers[Paper.CERTIFICATE] = law.certificate_number(
                word, result, year, case.serial, nth
            )
        return numbers

    def _issue(self, issue: Issue, scene: wording.Scene) -> dict[str, Any]:
        """Return one paper's row: legally issued with number, content and digest."""
        outcome = scene.outcome
        paper_id, number = uuid7(), scene.numbers[issue.paper]
        says = dict(wording.words(issue, scene))
        if issue.paper is Paper.CERTIFICATE:
            life = outcome.said.get("life")
            made = {**says, "number": number, "issued_on": local(outcome.at).date()}
            certificate = _certificate(self.docket, made, paper_id, life)
            self.certificates.append(certificate)
            says |= {"number": number, "oid": certificate["oid"]}
        token = secrets.token_urlsafe(16)
        composed = compose(issue.paper, self._facts(outcome, issue.paper, number, token), says)
        row = {
            "id": paper_id,
            "kind": issue.paper.value,
            "number": number,
            "title": composed.title,
            "content": composed.content,
            "digest": composed.digest,
            "token": token,
            "issued_at": outcome.at,
            "issued_by": scene.actor.posting_id,
        }
        self.papers.append(row)
        return row

    def _facts(self, outcome: Outcome, kind: Paper, number: str, token: str) -> facts.Facts:
        """Return the standing facts of the case's papers for this one."""
        at = local(outcome.at)
        frame = _frame(self.case, self.version, _issuer(self.docket, kind))
        mandate = "" if outcome.post is Post.CLOCK else _mandate(self.actor)
        return replace(frame, on=at.date(), at=at, number=number, token=token, mandate=mandate)


def _mandate(actor: Actor) -> str:
    """Return who signs for whom, by which delegation; empty in a post of one's own (CHF-05)."""
    return f"{actor.signed}，{actor.mandate}" if actor.mandate else ""


def _issuer(found: Docket, kind: Paper) -> AuthorityView:
    """Return who issues a paper: the receipt the hall that took the case in (H7.1, L4.1)."""
    hall = found.case.received_by
    return places.authority(hall) if hall and kind is Paper.RECEIPT else found.authority


def _word(found: Docket) -> str:
    """Return the word of the papers' numbers; above, a case from below keeps its series."""
    word = found.authority.paper_word
    if found.case.authority_id == found.version.authority_id:
        return word
    return f"{word}（{places.authority(found.version.authority_id).paper_word}）"


def _event(  # noqa: PLR0917 - one line has this many sources
    found: Docket, outcome: Outcome, actor: Actor, issued: list[dict[str, Any]], nth: int
) -> dict[str, Any]:
    """Return the line of a certificate's history that a step has made, beside the journal's."""
    event, life = outcome.event, outcome.said.get("life")
    lineage = found.case.about or (life.lineage if isinstance(life, Life) else None)
    if event is None or lineage is None:
        raise LookupError(found.case.number)
    return {
        "id": uuid7(),
        "certificate_id": lineage,
        "kind": event.kind.value,
        "on": event.on,
        "until": event.until,
        "reason": event.reason,
        "paper_id": issued[0]["id"] if issued else None,
        "made_by": actor.posting_id,
        "seq": found.case.seq + nth,
    }


def _certificate(
    found: Docket, says: Mapping[str, Any], paper_id: UUID, life: object
) -> dict[str, Any]:
    """Return the row of a certificate, with its number and its electronic id (L4.11).

    ``life`` is the certificate that it follows, if it is the next version of one.
    """
    content, case = found.version.content, found.case
    kind = content.result.type_code or content.base_code
    own = uuid7()
    version = life.version + 1 if isinstance(life, Life) else 1
    oid = law.certificate_id(kind, found.authority.uscc, f"{case.serial:09d}")
    return {
        "id": own,
        "lineage": life.lineage if isinstance(life, Life) else own,
        "version": version,
        "paper_id": paper_id,
        "holder": case.applicant,
        "kind": says["kind"],
        "name": says["name"],
        "number": says["number"],
        "oid": law.next_id(life.oid, version) if isinstance(life, Life) else oid,
        "item_code": found.version.code,
        "issued_on": says["issued_on"],
        "valid_from": says["valid_from"],
        "valid_until": says["valid_until"],
    }


def _message(case: Stored, outcome: Outcome, issued: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the word to the one who applied; it names no sensitive matter."""
    payload = {
        "ref": case.ref,
        "number": case.number,
        "step": outcome.step,
        "stage": outcome.course.stage.value,
        "papers": [row["title"] for row in issued],
    }
    return {
        "id": uuid7(),
        "topic": "case.step",
        "recipient": case.submitter,
        "payload": payload,
        "available_at": outcome.at,
    }


def _line(outcome: Outcome, actor: Actor, issued: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one journal line, not yet linked."""
    said = {name: value for name, value in outcome.said.items() if name not in PRIVATE}
    return {
        "step": outcome.step,
        "clause": outcome.clause,
        "stage": outcome.course.stage.value,
        "post": outcome.post.value,
        "posting_id": actor.posting_id,
        "actor": actor.id,
        "actor_name": actor.signed,
        "at": outcome.at,
        "said": msgspec.to_builtins(said),
        "papers": [
            {
                "id": str(row["id"]),
                "kind": row["kind"],
                "number": row["number"],
                "digest": row["digest"],
            }
            for row in issued
        ],
        "exceptions": list(outcome.exceptions),
        "refused": "refused" in outcome.said,
    }


@lru_cache(maxsize=512)
def _body(authority: AuthorityView) -> facts.Authority:
    """Return an authority as papers name it."""
    names = (
        "name",
        "paper_word",
        "address",
        "phone",
        "complaint_phone",
        "reconsideration",
        "court",
    )
    return facts.Authority(**{name: getattr(authority, name) for name in names})


def _frame(case: Stored, version: VersionView, authority: AuthorityView) -> facts.Facts:
    """Return the facts that all papers of a case share."""
    content = version.content
    return facts.Facts(
        authority=_body(authority),
        item=facts.Item(
            name=content.name,
            code=version.code,
            statutory=str(content.statutory.n) + content.statutory.unit.label,
            promised=str(content.promised.n) + content.promised.unit.label,
            type=content.type,
        ),
        case=facts.Case(
            number=case.number,
            query_code=case.query_code,
            year=case.year,
            serial=case.serial,
        ),
        applicant=facts.Person(
            name=case.applicant_name, masked_id=case.applicant_id_masked, kind=case.kind
        ),
        on=date.min,
        at=case.received_at,
        number="",
        token="",
        site_url=settings.SITE_URL,
        demo=settings.DEMO,
    )
