"""Materials as the applicant hands them in (P-13): spared, reused, uploaded or lacking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from yizhan.cases import known
from yizhan.cases.certificates import CertificateView
from yizhan.items.content import APPLICATION, Material
from yizhan.law.refusals import Refusal
from yizhan.law.words import Need, Source, Trust
from yizhan.materials import queries as materials
from yizhan.materials import services
from yizhan.materials.queries import FileView, HoldingView, Owner
from yizhan.papers import queries as papers
from yizhan.portal import here

Files = dict[str, list[dict[str, str]]]
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
MOST = 10


@dataclass(frozen=True)
class Row:
    """One material of the list with all that is in for it, and what may be reused."""

    material: Material
    spared: str  # why nothing has to be handed in; empty when something has
    files: Sequence[Mapping[str, str]]
    offers: Sequence[HoldingView]

    @property
    def needed(self) -> bool:
        """Return whether the application is not complete without it."""
        return self.material.need is Need.REQUIRED and not self.spared

    @property
    def lacking(self) -> bool:
        """Return whether it is needed and nothing is in for it."""
        return self.needed and not self.files

    @property
    def control(self) -> str:
        """Return the id of its control on the page."""
        return f"file-{self.material.id}"

    @property
    def status(self) -> str:
        """Return in words how it stands."""
        if self.spared:
            return "免提交"
        if self.files:
            return f"已上传 {len(self.files)} 个文件"
        words = {Need.REQUIRED: "待上传", Need.LATER: "可以受理后补交"}
        return words.get(self.material.need, "选填")


def rows(listed: Sequence[Material], files: Files, applicant: UUID) -> list[Row]:
    """Return the materials of an application as rows, in three statements at most."""
    certificates = {one.row.name: one for one in known.certificates(applicant, here.today())}
    holdings = materials.holdings(applicant)
    found = []
    for one in listed:
        given = files.get(one.id, [])
        used = {entry["digest"] for entry in given}
        offers = [held for held in _offers(one, holdings) if held.digest not in used]
        found.append(Row(one, _spared(one, certificates), given, offers))
    return found


def _spared(material: Material, held: Mapping[str, CertificateView]) -> str:
    """Return why a material need not be handed in; empty when it must be."""
    if material.id == APPLICATION:
        return "按您填写的内容自动生成，不用上传。"
    if own := _stands_in(material, held):
        return f"您的电子证照“{own}”有效，不用提交（来源：本平台，自动带入）。"
    if material.source is Source.GOVERNMENT:
        return f"由系统向{material.issuer or '发证机关'}核验，不用提交。"
    return ""


def _stands_in(material: Material, held: Mapping[str, CertificateView]) -> str:
    """Return the name of the certificate issued here that is the material (L3.5); else empty.

    What a government body issued is known by its own name too.
    """
    issued = material.source is Source.GOVERNMENT
    names = (material.certificate, material.name if issued else "")
    return next((name for name in names if name in held), "")


def _offers(material: Material, holdings: Sequence[HoldingView]) -> Iterator[HoldingView]:
    """Yield what the applicant holds of this kind, still valid, the most trusted first."""
    kinds = {material.name, material.certificate}
    today = here.today()
    for one in sorted(holdings, key=lambda held: held.trust.value):
        if one.kind in kinds and (one.valid_until is None or one.valid_until >= today):
            yield one


def taken(
    request: HttpRequest, listed: Sequence[Material], *, owner: Owner, applicant: UUID, at: datetime
) -> tuple[Files, list[tuple[str, str]]]:
    """Return the files that a request brings, by material, and the faults beside their control.

    A file comes with the form (``file.…``), was uploaded before (``stored.…``, a digest that this
    owner brought), or is held already (``reuse.…``).
    """
    found: Files = {}
    faults = []
    for material in listed:
        bringing = _Bringing(request, material, owner, applicant, at)
        try:
            found[material.id] = [*bringing.sent(), *bringing.stored(), *bringing.reused()]
        except Refusal as refusal:
            words = "。".join(part for part in (refusal.message, refusal.remedy) if part)
            faults.append((f"file-{material.id}", f"{material.name}：{words}"))
    return found, faults


def merged(before: Files, new: Files) -> Files:
    """Return the files of a draft with new ones added, each content once a material."""
    both: Files = {}
    for material in {**before, **new}:
        entries = [*before.get(material, []), *new.get(material, [])]
        unique = {entry["digest"]: entry for entry in entries}
        if unique:
            both[material] = list(unique.values())[:MOST]
    return both


def without(before: Files, wanted: str) -> Files:
    """Return the files of a draft without one, named ``material:digest``."""
    material, _, digest = wanted.partition(":")
    left = [entry for entry in before.get(material, []) if entry["digest"] != digest]
    rest = {name: entries for name, entries in before.items() if name != material}
    return {**rest, material: left} if left else rest


def certified(listed: Sequence[Material], owner: Owner, applicant: UUID, at: datetime) -> Files:
    """Return a copy of each certificate that stands in for a material (trust A)."""
    held = {one.row.name: one for one in known.certificates(applicant, here.today())}
    found = {one.id: _stands_in(one, held) for one in listed}
    return {key: [_copy(held[name], owner, at)] for key, name in found.items() if name}


def _copy(certificate: CertificateView, owner: Owner, at: datetime) -> dict[str, str]:
    """Return the certificate's own PDF as a file of the application."""
    paper = papers.paper(certificate.row.division, certificate.row.paper_id)
    name = f"{certificate.row.name}（电子证照）.pdf"
    stored = services.store_whole(owner, name, papers.pdf(paper, at=at), at=at)
    return _entry(stored, name, Trust.ISSUED)


@dataclass(frozen=True)
class _Bringing:
    """What one request brings for one material."""

    request: HttpRequest
    material: Material
    owner: Owner
    applicant: UUID
    at: datetime

    def sent(self) -> list[dict[str, str]]:
        """Return the files that came with the form itself."""
        uploaded = self.request.FILES.getlist(f"file.{self.material.id}")
        stored = [services.receive(self.owner, one, at=self.at) for one in uploaded[:MOST]]
        return [_entry(one, one.name, Trust.UPLOADED) for one in stored]

    def stored(self) -> list[dict[str, str]]:
        """Return the files that were uploaded piece by piece before."""
        digests = self.request.POST.getlist(f"stored.{self.material.id}")[:MOST]
        found = materials.check_own(self.owner, digests) if digests else {}
        return [
            _entry(one, self.material.name + ENDINGS.get(one.media_type, ""), Trust.UPLOADED)
            for one in found.values()
        ]

    def reused(self) -> list[dict[str, str]]:
        """Return what the applicant holds and wants to use again."""
        wanted = self.request.POST.getlist(f"reuse.{self.material.id}")[:MOST]
        held = [materials.holding(_id(one), self.applicant) for one in wanted if one]
        return [{"digest": one.digest, "name": one.name, "trust": one.trust.value} for one in held]


def _id(text: str) -> UUID:
    """Return an id that a form sent; one that is none is nobody's."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _entry(file: FileView, name: str, trust: Trust) -> dict[str, Any]:
    """Return a file as a draft keeps it."""
    return {"digest": file.digest, "name": name, "trust": trust.value}
