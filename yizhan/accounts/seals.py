"""Sealed numbers (T5, G-18): ciphertext at rest, a keyed hash to find a number by.

AES-256-GCM with the person's id as associated data: a row's ciphertext opens in that row only.
"""

import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

SIZE = 32
NONCE = 12


def seal(text: str, owner: str) -> bytes:
    """Return the ciphertext of a number that belongs to an owner; empty for an empty text."""
    if not text:
        return b""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher().encrypt(nonce, text.encode(), owner.encode())


def unseal(sealed: bytes | memoryview, owner: str) -> str:
    """Return the number inside; empty for nothing.

    Raises cryptography's InvalidTag when it was altered or belongs to another owner.
    """
    kept = bytes(sealed)
    if not kept:
        return ""
    return _cipher().decrypt(kept[:NONCE], kept[NONCE:], owner.encode()).decode()


def index(number: str) -> str:
    """Return the keyed hash by which a number is found: 64 hex digits."""
    return hmac.new(_key()[SIZE:], number.encode(), hashlib.sha256).hexdigest()


def digest(text: str) -> str:
    """Return the SHA-256 of a text, 64 hex digits; for tokens, which are random anyway."""
    return hashlib.sha256(text.encode()).hexdigest()


def _cipher() -> AESGCM:
    """Return the cipher under the kept key."""
    return AESGCM(_key()[:SIZE])


def _key() -> bytes:
    """Return the kept key: 32 bytes to seal and 32 bytes to index."""
    return _read(Path(settings.KEYS_DIR))


@cache
def _read(folder: Path) -> bytes:
    """Return the key of a folder, made once; losing the file loses every sealed number."""
    path = folder / "identities.key"
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".identities.{secrets.token_hex(8)}"
    if not path.exists():
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(2 * SIZE))
            file.flush()
            os.fsync(file.fileno())
        _keep_first(fresh, path)
    return path.read_bytes()


def _keep_first(fresh: Path, path: Path) -> None:
    """Put a new key in place unless another process was first."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
