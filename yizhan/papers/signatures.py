"""Whether the signature in a PDF is ours and covers all of it; needs only ``public.pem``."""

import io

from asn1crypto import cms, pem, x509  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

END = b"-----END CERTIFICATE-----"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


def holds(pdf: bytes, public: bytes) -> bool:
    """Return whether a PDF bears exactly one signature, ours, over every byte of it.

    Whatever cannot be read does not hold.
    """
    try:
        return _holds(pdf, public)
    except Exception:  # noqa: BLE001 - the parser meets strangers' files and may raise anything
        return False


def lower(signature: bytes) -> bytes:
    """Return the lower of the two ECDSA signatures (r, s) and (r, n - s), written as DER.

    Both are valid over the same data, and either follows from the other without the key.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, ORDER - s))


def signed_at_all(pdf: bytes) -> bool:
    """Return whether a file is a PDF that says it is signed."""
    return pdf.startswith(b"%PDF-") and b"/ByteRange" in pdf


def _holds(pdf: bytes, public: bytes) -> bool:
    """Return whether it holds; raises anything where the file cannot be read."""
    found = PdfFileReader(io.BytesIO(pdf), strict=True).embedded_signatures
    if len(found) != 1 or not _plainly_written(pdf, found[0]):
        return False
    status = validate_pdf_signature(found[0], _trust(public))
    return bool(
        status.bottom_line
        and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        and status.modification_level is ModificationLevel.NONE
    )


def _plainly_written(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Return whether the bytes that no signature can cover are written in their one way.

    That is the signature itself: upper-case hexadecimal, then zeros.
    """
    start, length, rest, _ = (int(part) for part in signature.byte_range)
    gap = pdf[start + length : rest]
    whole = bytes.fromhex(gap[1:-1].decode("ascii"))
    envelope = cms.ContentInfo.load(whole)
    content = envelope.dump()
    written = content + bytes(len(whole) - len(content))
    return (
        start == 0
        and gap == b"<" + written.hex().upper().encode() + b">"
        and content == _rebuilt(envelope["content"])
    )


def _rebuilt(signed: cms.SignedData) -> bytes:
    """Return the envelope written anew around what is signed: headers as ours always are.

    The certificate and the attributes are under the signature; all else has one value. Of the two
    signatures that anyone can make from one, the lower counts.
    """
    signer, certificate = signed["signer_infos"][0], signed["certificates"][0].chosen
    sha256 = {"algorithm": "sha256"}
    issuer = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    info = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": issuer},
        "digest_algorithm": sha256,
        "signed_attrs": cms.CMSAttributes.load(signer["signed_attrs"].untag().dump()),
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": lower(signer["signature"].native),
    }
    content = {
        "version": "v1",
        "digest_algorithms": [sha256],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [info],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def _trust(public: bytes) -> ValidationContext:
    """Return the one root that counts; nothing is fetched."""
    first = public[: public.index(END) + len(END) + 1]
    root = x509.Certificate.load(pem.unarmor(first)[2])
    return ValidationContext(trust_roots=[root], allow_fetching=False)
