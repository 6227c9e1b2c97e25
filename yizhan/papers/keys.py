"""The installation's keys: a demo root, a signing certificate under it, a key for QR codes.

Made once in ``settings.KEYS_DIR``; every subject says 示例, for none is a real authority's. A hall
replaces the files by its own, or by a device behind ``sign``. ``public.pem`` holds the root and
the public key of the QR codes: all that checking offline needs.
"""

import fcntl
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID
from django.conf import settings

PUBLIC = "public.pem"
ROOT, SIGNER, SIGNER_KEY, QR_KEY = "root.pem", "signer.pem", "signer.key", "qr.key"
FROM = datetime(2026, 1, 1, tzinfo=UTC)  # no clock: a new installation signs from its first day
YEARS = 20


def folder() -> Path:
    """Return the folder of the keys, all of them made when they were not there."""
    keys = Path(settings.KEYS_DIR)
    if not (keys / PUBLIC).exists():
        _make(keys)
    return keys


@cache
def qr_key(keys: Path) -> ed25519.Ed25519PrivateKey:
    """Return the private key that signs the QR codes."""
    key = serialization.load_pem_private_key((keys / QR_KEY).read_bytes(), password=None)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        message = f"{QR_KEY} is no Ed25519 key"
        raise TypeError(message)
    return key


def _make(keys: Path) -> None:
    """Make all keys, once even where several processes start together."""
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (keys / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (keys / PUBLIC).exists():
            _make_all(keys)


def _make_all(keys: Path) -> None:
    """Write root, signing certificate and keys; the public file last, as the mark of all done."""
    root_key, signer_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, signer_name = _name("示例根证书"), _name("示例签章证书（非正式）")
    root = _certificate(root_name, root_name, root_key, root_key.public_key(), is_root=True)
    signer = _certificate(signer_name, root_name, root_key, signer_key.public_key(), is_root=False)
    qr = ed25519.Ed25519PrivateKey.generate()
    public = qr.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    root_text = root.public_bytes(serialization.Encoding.PEM)
    _write(keys / SIGNER_KEY, _private(signer_key))
    _write(keys / QR_KEY, _private(qr))
    _write(keys / ROOT, root_text)
    _write(keys / SIGNER, signer.public_bytes(serialization.Encoding.PEM))
    _write(keys / PUBLIC, root_text + public)


def _name(words: str) -> x509.Name:
    """Return a subject; it says 示例."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "一站示例"),
            x509.NameAttribute(NameOID.COMMON_NAME, words),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    public: ec.EllipticCurvePublicKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    """Return a certificate signed by the root's key, for signing papers or certificates."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(FROM + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(_usage(is_root=is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
        .sign(key, hashes.SHA256())
    )


def _usage(*, is_root: bool) -> x509.KeyUsage:
    """Return what a key may do: the root signs certificates, the signer papers."""
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def _private(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    """Return a private key as PEM."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads."""
    with suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
