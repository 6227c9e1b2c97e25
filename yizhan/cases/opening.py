"""Opening a case (立案收件): the application, its number, the first line of its journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from uuid_utils.compat import uuid7

from yizhan.accounts.queries import Party
from yizhan.cases import codes, ledger, reading, stored
from yizhan.cases.actors import Actor
from yizhan.cases.answers import Answer, answer_of, kept_answer, request_digest
from yizhan.cases.docket import Docket
from yizhan.cases.journal import FIRST
from yizhan.cases.stored import Stored
from yizhan.cases.trace import trace
from yizhan.items.versions import VersionView
from yizhan.law.act import Outcome
from yizhan.law.certificates import Aim
from yizhan.law.clocks import local
from yizhan.law.words import Trust, Way
from yizhan.places import queries as places


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
    aim: str = Aim.NEW.value
    certificate: UUID | None = None  # any version of the one that a change or a renewal is about
    hall: int | None = None  # the hall that takes it in for another authority (H7.1)
    collect_at: str = ""  # the code of the hall where the result is to be collected
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # at the window (L4.1)

    @property
    def given(self) -> tuple[str, ...]:
        """Return the ids of all materials handed in, each once."""
        return tuple(dict.fromkeys((*self.materials, *(file.material for file in self.files))))

    @property
    def digest(self) -> str:
        """Return what makes two applications under one key the same."""
        return request_digest(
            "submit",
            str(self.version_id),
            str(self.applicant),
            self.given,
            [(file.material, file.digest) for file in self.files],
            self.answers,
            self.situation,
            self.way,
            self.aim,
            str(self.certificate),
            self.collect_at,
            *([self.counts] if self.counts else []),
        )


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
class Opening:
    """An application that the law lets in, ready to be written under its next serial."""

    application: Application
    actor: Actor
    version: VersionView
    party: Party
    outcome: Outcome
    about: UUID | None = None

    def write(self, key: str) -> Answer:
        """Return the answer: the new case, or the one that this key has already made."""
        try:
            with transaction.atomic():
                return self._write(key)
        except IntegrityError:
            kept = reading.kept(self._division, self.actor.id, key)
            if kept is None:
                raise
            return kept_answer(kept, self.application.digest)

    @property
    def _authority(self) -> places.AuthorityView:
        """Return the competent authority."""
        return places.authority(self.version.authority_id)

    @property
    def _division(self) -> int:
        """Return the six digits that lead the keys of the case."""
        return int(self._authority.region)

    def _write(self, key: str) -> Answer:
        """Return the answer kept under the key, else write the case under its next serial."""
        series = f"{self._authority.window}-{local(self.outcome.at).year}"
        serial, kept = ledger.take_serial(self._division, series, self.actor.id, key)
        if serial is None:
            return kept_answer(kept, self.application.digest)
        found = Docket(self._case(serial), self.version)
        traced, head = trace(found, [self.outcome], self.actor)
        answer = answer_of(found.case, self.outcome, traced.papers, version=1)
        keys = [answer.under(self.actor.id, key, self.application.digest, self.outcome.at)]
        files = attachments(self.application.files, seq=1)
        ledger.create(self._row(found, head), replace(traced, attachments=files, keys=keys))
        return answer

    def _case(self, serial: int) -> Stored:
        """Return the case before its first line is linked."""
        on, authority = local(self.outcome.at).date(), self._authority
        application = self.application
        return Stored(
            division=self._division,
            id=uuid7(),
            number=codes.case_number(authority.region, authority.window, on, serial),
            query_code=codes.query_code(),
            serial=serial,
            authority_id=authority.id,
            place=self.version.division,
            item_id=self.version.item_id,
            version_id=self.version.id,
            item_name=self.version.name,
            about=self.about,
            applicant=application.applicant,
            applicant_kind=self.party.kind.value,
            applicant_name=self.party.name,
            applicant_id_masked=self.party.id_masked,
            submitter=self.actor.person_id or application.applicant,
            received_by=application.hall if self.outcome.course.handover else None,
            channel=application.channel,
            way=application.way,
            stage=self.outcome.course.stage.value,
            course_text=stored.dump(self.outcome.course),
            received_at=self.outcome.at,
            version=1,
            seq=0,
            head=FIRST,
        )

    def _row(self, found: Docket, head: str) -> dict[str, Any]:
        """Return each column of the new case."""
        return {
            **{name: getattr(found.case, name) for name in stored.NAMES},
            "answers": reading.as_json(self.application.answers),
            "situation": reading.as_json(self.application.situation),
            **found.changed(self.outcome.course, head, 1),
        }
