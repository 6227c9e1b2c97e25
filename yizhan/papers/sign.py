"""The seal: a service that takes the id of an issued paper, never bytes (T15).

It reads the content that was issued, draws it, signs it (PAdES B-B), stores the file and then
writes the row. Each use and each refused attempt stands in the ledger ``SealUse``.
"""

import io
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography import x509
from django.conf import settings
from django.db import transaction
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter

from yizhan.law.refusals import Conflict, Invalid, NotFound, Refusal, Unlawful, WrongPost
from yizhan.papers import files, keys, render, tokens
from yizhan.papers.compose import digest
from yizhan.papers.models import Paper, PaperStatus, SealOutcome, SealUse
from yizhan.papers.signatures import lower

FIELD = "Seal"
UNSEEN = InvisSigSettings(box_out_of_bounds=True)  # nothing that a reader aloud should meet
RATE = 600  # seals a minute and division; ``settings.SEALS_PER_MINUTE``
CLAUSE = "L4"


class TooMany(Unlawful):
    """The division sealed too much in a minute; later it may again."""


def seal(division: int, paper_id: UUID, *, at: datetime, used_by: int | None = None) -> Paper:
    """Return the paper, drawn, signed and stored; once only.

    ``used_by`` is the posting that asks, None for the worker. Raises ``NotFound``, ``Conflict``
    (sealed already), ``Unlawful`` (revoked, too early, too many), ``WrongPost`` or ``Invalid``
    (the row is not what was issued); every refusal but too many is written into the ledger.
    """
    try:
        with transaction.atomic():
            paper = locked(division, paper_id)
            check_sealable(paper, at=at, used_by=used_by)
            return _sealed(paper, at=at, used_by=used_by)
    except TooMany:
        raise
    except Refusal as refusal:
        refused = SealOutcome.REFUSED
        _ledger(division, paper_id, at, used_by, outcome=refused, reason=refusal.message)
        raise


def delayed(paper: Paper, reason: str, *, at: datetime) -> None:
    """Write down that drawing, signing or storing a paper failed; it will be tried again."""
    outcome = SealOutcome.DELAYED
    _ledger(paper.division, paper.id, at, None, outcome=outcome, reason=reason)


def locked(division: int, paper_id: UUID) -> Paper:
    """Return the paper, its row locked; raises ``NotFound``."""
    rows = Paper.objects.select_for_update().filter(division=division, id=paper_id)
    paper = rows.first()
    if paper is None:
        raise NotFound("没有找到该文书。", clause=CLAUSE)
    return paper


def check_sealable(paper: Paper, *, at: datetime, used_by: int | None) -> None:
    """Refuse to seal what was not issued as it stands, by whom it was not, or twice."""
    if paper.rendered_at is not None:
        raise Conflict("该文书已经签章，不能重复签章。", clause=CLAUSE)
    if paper.status != PaperStatus.VALID:
        raise Unlawful("该文书已被撤销或者替换，不能签章。", clause=CLAUSE)
    if used_by is not None and used_by != paper.issued_by:
        raise WrongPost("只有签发该文书的岗位可以用章。", clause=CLAUSE)
    if digest(paper.content) != paper.digest:
        raise Invalid("文书内容与签发时不一致，不能签章。", clause=CLAUSE)
    if at < paper.issued_at:
        raise Unlawful("用章时间早于签发时间。", clause=CLAUSE)
    _check_certificate(at)
    _check_rate(paper.division, at)


def _sealed(paper: Paper, *, at: datetime, used_by: int | None) -> Paper:
    """Return the paper after file, row and ledger, in this order."""
    words = tokens.qr_text(paper.content, paper.digest, keys.qr_key(keys.folder()))
    file_digest = files.store(_signed(render.pdf(paper.content, words)))
    Paper.objects.filter(division=paper.division, id=paper.id).update(
        rendered_at=at, file_digest=file_digest
    )
    _ledger(
        paper.division,
        paper.id,
        at,
        used_by,
        outcome=SealOutcome.SEALED,
        file_digest=file_digest,
    )
    paper.rendered_at, paper.file_digest = at, file_digest
    return paper


def _signed(pdf: bytes) -> bytes:
    """Return the PDF with a PAdES B-B signature over all of it and nothing to see."""
    made = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        ),
        signer=_signer(keys.folder()),
        new_field_spec=SigFieldSpec(FIELD, invis_sig_settings=UNSEEN),
    )
    return bytes(made.getbuffer())


class _Signer(signers.SimpleSigner):
    """A signer whose signatures are written in the one way that counts as ours."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Return the signature over data, the lower of its two forms."""
        return lower(super().sign_raw(data, digest_algorithm))


@cache
def _signer(folder: Path) -> _Signer:
    """Return the installation's signer; only its own certificate goes into the file."""
    paths = (str(folder / keys.SIGNER_KEY), str(folder / keys.SIGNER))
    read = signers.SimpleSigner.load(*paths)  # type: ignore[no-untyped-call]
    if not isinstance(read, signers.SimpleSigner):
        message = f"no signing key in {folder}"
        raise FileNotFoundError(message)
    return _Signer(read.signing_cert, read.signing_key, read.cert_registry)


def _check_certificate(at: datetime) -> None:
    """Refuse outside the validity of the signing certificate."""
    certificate = x509.load_pem_x509_certificate((keys.folder() / keys.SIGNER).read_bytes())
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise Unlawful("签章证书不在有效期内。", clause=CLAUSE, remedy="请更换签章证书。")


def _check_rate(division: int, at: datetime) -> None:
    """Refuse when a division seals more in a minute than it may."""
    used = SealUse.objects.filter(
        division=division,
        at__gt=at - timedelta(minutes=1),
        at__lte=at,
        outcome=SealOutcome.SEALED.value,
    ).count()
    if used >= getattr(settings, "SEALS_PER_MINUTE", RATE):
        raise TooMany("用章过于频繁，请稍后再试。", clause=CLAUSE)


def _ledger(  # noqa: PLR0913 - one line has this many columns
    division: int,
    paper_id: UUID,
    at: datetime,
    used_by: int | None,
    *,
    outcome: SealOutcome,
    file_digest: str | None = None,
    reason: str = "",
) -> None:
    """Write one line of the ledger."""
    SealUse.objects.create(
        division=division,
        paper_id=paper_id,
        at=at,
        used_by=used_by,
        outcome=outcome.value,
        reason=reason[:200],
        file_digest=file_digest,
    )
