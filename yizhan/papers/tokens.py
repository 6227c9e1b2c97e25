"""The signed text in a paper's QR code, and its check without a network.

The text is the verify address, and after ``#`` the signed token: format, number, title, masked
holder, date of issue, first half of the content's digest; then an Ed25519 signature over the
address and the token. Encoded in GB 18030, two bytes a hanzi, so that the code stays coarse enough
to print.
"""

import base64
import binascii
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from yizhan.law.refusals import Invalid

FORMAT = "1"
FIELDS = ("format", "number", "title", "holder", "issued", "digest")
SIGNATURE = 64  # bytes
LONGEST = 28  # characters of a name or a title in the code


def qr_text(content: Mapping[str, object], digest: str, key: ed25519.Ed25519PrivateKey) -> str:
    """Return the text of a paper's QR code."""
    address = str(content["qr_url"])
    values = (
        FORMAT,
        str(content["number"]),
        str(content["title"])[:LONGEST],
        str(content["applicant_masked"])[:LONGEST],
        str(content["issued"])[:10],
        digest[:32],
    )
    body = "\n".join(values).encode("gb18030")
    return f"{address}#{_coded(body + key.sign(address.encode() + body))}"


def verify_offline(text: str, public_key: bytes) -> dict[str, str]:
    """Return what a QR text says: number, title, holder, issued, digest, address.

    ``public_key`` is the content of ``public.pem``. Raises ``Invalid`` where the text is not
    signed by that key, whatever the reason. Whether the paper was revoked since is only known
    online.
    """
    address, _, token = text.partition("#")
    try:
        raw = _decoded(token)
        body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
        _ed25519(public_key).verify(signature, address.encode() + body)
        values = body.decode("gb18030").split("\n")
    except (InvalidSignature, ValueError) as fault:
        raise _forged() from fault
    if len(values) != len(FIELDS) or values[0] != FORMAT:
        raise _forged()
    return {**dict(zip(FIELDS, values, strict=True)), "address": address}


def _ed25519(public: bytes) -> ed25519.Ed25519PublicKey:
    """Return the QR key out of the public file; raises ValueError where there is none."""
    mark = public.find(b"-----BEGIN PUBLIC KEY-----")
    key = load_pem_public_key(public[max(mark, 0) :])
    if not isinstance(key, ed25519.Ed25519PublicKey):
        message = "the public file holds no Ed25519 key"
        raise ValueError(message)  # noqa: TRY004 - a fault of the value read
    return key


def _coded(raw: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(token: str) -> bytes:
    """Return the bytes of a token, written in the one way it may be; raises ValueError."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except binascii.Error as fault:
        raise ValueError(token) from fault
    if _coded(raw) != token:
        raise ValueError(token)
    return raw


def _forged() -> Invalid:
    """Return the refusal of a text that is not ours."""
    return Invalid(
        "二维码的签名无效，不能证明文书真实。",
        clause="L4.11",
        remedy="请在核验页面输入文号，或者向发证机关核实。",
    )
