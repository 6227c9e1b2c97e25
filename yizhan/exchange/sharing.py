"""Data sharing (数据共享): what a government body issued is fetched, not asked for (H7.1, L3.5).

Certificates of this platform at once, anything else from an outside registry. Who asked what for
which case and why is kept, whatever came of it; the applicant sees it in 数据足迹.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yizhan.accounts import queries as accounts
from yizhan.accounts import services as people
from yizhan.cases import known, queries, services
from yizhan.cases.actors import Actor
from yizhan.cases.certificates import CertificateView
from yizhan.cases.opening import File
from yizhan.cases.queries import CaseView
from yizhan.cases.services import Request
from yizhan.exchange.models import Enquiry
from yizhan.items import forms
from yizhan.items.content import Material
from yizhan.law.clocks import local
from yizhan.law.refusals import Incomplete, Unlawful
from yizhan.law.words import Post, Source, Trust
from yizhan.links import registry
from yizhan.links.registry import Answer, Question, UnreachableError
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner
from yizhan.papers import queries as papers

OWN = "本平台电子证照"
STEP = "fetch"
LONGEST = 200
AT_ONCE = "收件时自动核验本平台电子证照"
SILENT = "共享平台没有应答，请稍后再查"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """For which case and which material somebody asks, and why."""

    ref: str
    material: str
    reason: str


def open_to(view: CaseView, post: Post) -> list[Material]:
    """Return the materials of a case that a post may fetch now: those issued by government."""
    if all(step.name != STEP for step in view.open_to(post)):
        return []
    listed = forms.materials(view.content, view.situation)
    return [one for one in listed if one.source is Source.GOVERNMENT]


def at_once(ref: str, actor: Actor, *, key: str, at: datetime) -> list[str]:
    """Return the materials that this platform's own certificates have supplied just now (H7.1).

    At intake: nobody is asked for what was issued here; each look is on record like any other.
    """
    view = queries.case_for(actor, ref, at)
    fetched = []
    for material in open_to(view, actor.post):
        if material.id not in view.case.course.held and _issued_here(view, material, at):
            wish = Wish(ref=ref, material=material.id, reason=AT_ONCE)
            enquire(wish, actor, key=f"{key}-{material.id}", at=at)
            fetched.append(material.name)
    return fetched


def _issued_here(view: CaseView, material: Material, at: datetime) -> CertificateView | None:
    """Return the certificate of this platform that is the material, if it may be relied on."""
    wanted = {material.certificate, material.name}
    held = known.certificates(view.case.applicant, local(at).date())
    return next((one for one in held if one.row.name in wanted), None)


def enquire(wish: Wish, actor: Actor, *, key: str, at: datetime) -> Enquiry:
    """Return what came of a question to the registries; what is found lies with the case, trust A.

    Raises Incomplete without a reason, Unlawful for a material that may not be fetched now,
    NotFound for a foreign case; Conflict as ``services.take``, the question then stays on record.
    """
    view = queries.case_for(actor, wish.ref, at)
    found = next((one for one in open_to(view, actor.post) if one.id == wish.material), None)
    if found is None:
        raise Unlawful(
            "这份材料现在不能通过数据共享获取",
            clause="L3.5",
            remedy="只能查询在办件中由政府部门核发的材料",
        )
    if not wish.reason.strip():
        raise Incomplete(
            "请写明查询事由", clause="H7.1", remedy="事由会留痕，申请人可以看到", field="reason"
        )
    asking = _Asking(view=view, material=found, reason=wish.reason.strip(), actor=actor, at=at)
    answer, source = asking.answer()
    kept = asking.log(answer, source)
    if answer.found:
        asking.attach(answer, source, key)
    return kept


@dataclass(frozen=True, kw_only=True)
class _Asking:
    """One question on its way: the case, the material, why, who, when."""

    view: CaseView
    material: Material
    reason: str
    actor: Actor
    at: datetime

    def answer(self) -> tuple[Answer, str]:
        """Return what is known, and who knows it: this platform first, then a registry."""
        if one := _issued_here(self.view, self.material, self.at):
            paper = papers.paper(one.row.division, one.row.paper_id)
            words = f"{one.row.name} {one.row.number}，{one.state.label}"
            data = papers.pdf(paper, at=self.at)
            name = f"{one.row.name}（电子证照）.pdf"
            return Answer(found=True, words=words, name=name, data=data), OWN
        outside = registry.configured()
        try:
            return outside.ask(self._question(connected=outside.connected)), outside.name
        except UnreachableError:
            return Answer(found=False, words=SILENT), outside.name

    def _question(self, *, connected: bool) -> Question:
        """Return the question to an outside registry; the number leaves only where one listens."""
        case = self.view.case
        number = case.applicant_id_masked
        if connected:
            reason = f"{case.number} {self.reason}"
            number = accounts.unmask(_login(self.actor), case.applicant, reason=reason, at=self.at)
        return Question(
            certificate=self.material.certificate or self.material.name,
            issuer=self.material.issuer,
            holder=case.applicant_name,
            number=number,
            case=case.number,
            by=self.actor.name,
            reason=self.reason,
        )

    @transaction.atomic
    def log(self, answer: Answer, source: str) -> Enquiry:
        """Return the line of the log; the applicant sees one too (P-16)."""
        case = self.view.case
        told = f"{case.number} 查询{self.material.name}：{self.reason}"
        people.looked(_login(self.actor), case.applicant, "shared_data", told, at=self.at)
        return Enquiry.objects.create(
            division=case.division,
            authority_id=self.actor.authority_id or 0,
            case_id=case.id,
            number=case.number,
            person=case.applicant,
            material=self.material.name,
            registry=source[:60],
            found=answer.found,
            answer=answer.words[:LONGEST],
            user_id=_login(self.actor),
            posting_id=self.actor.posting_id or 0,
            name=self.actor.name,
            reason=self.reason[:LONGEST],
            at=self.at,
        )

    def attach(self, answer: Answer, source: str, key: str) -> None:
        """Lay what was found with the case through the one door: issued by an agency, trust A."""
        owner = Owner(user_id=_login(self.actor))
        stored = materials.store_whole(owner, answer.name, answer.data, at=self.at)
        file = File(
            material=self.material.id,
            digest=stored.digest,
            name=stored.name,
            trust=Trust.ISSUED.value,
        )
        request = Request(
            ref=self.view.ref,
            step=STEP,
            said={"reason": self.reason, "answer": answer.words},
            files=(file,),
            shared=source,
        )
        services.take(request, self.actor, key=key, at=self.at)


def _login(actor: Actor) -> int:
    """Return the login of whoever asks."""
    return int(actor.id.removeprefix("u"))
