"""Pictures as they are shown and shared: the same pixels without what the camera wrote down.

Position, time, owner and device stand in metadata that the one who handed a photo in never meant
to tell. The file itself stays as it came, under its digest, for it is evidence.
"""

import io
from collections.abc import Iterator

from PIL import Image

from yizhan.materials import pictures, sniffing

KEPT = frozenset((0xE0, 0xE2, 0xEE))  # APP0 JFIF, APP2 colour profile, APP14 Adobe's colours
TOLD = frozenset((*range(0xE0, 0xF0), 0xFE))  # all APPn and the comment
PROFILE = b"ICC_PROFILE\0"
TELLING = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"))
ORIENTATION = 0x0112
UPRIGHT = 1
_START, _SCAN, _APP2, _PNG_FIRST, _PNG_FRAME = b"\xff\xd8", 0xDA, 0xE2, 8, 12


def bared(data: bytes, kind: str) -> bytes:
    """Return a picture without its metadata, still the right way up; other files as they are."""
    if kind == sniffing.JPEG:
        return _START + _turned(data) + b"".join(_segments(data))
    if kind == sniffing.PNG:
        return data[:_PNG_FIRST] + b"".join(_chunks(data))
    return data


def _turned(data: bytes) -> bytes:
    """Return a segment that says only which way up a photo is; nothing where it is upright."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        turn = picture.getexif().get(ORIENTATION, UPRIGHT)
    if not isinstance(turn, int) or turn not in range(2, 9):
        return b""
    entry = ORIENTATION.to_bytes(2, "big") + b"\0\3\0\0\0\1" + bytes((0, turn, 0, 0))
    said = b"Exif\0\0MM\0*\0\0\0\x08\0\1" + entry + bytes(4)
    return b"\xff\xe1" + (len(said) + 2).to_bytes(2, "big") + said


def _segments(data: bytes) -> Iterator[bytes]:
    """Yield the segments of a JPEG that make the picture, up to its end."""
    at, end = 2, pictures.end(data, sniffing.JPEG)
    while at + 4 <= end and data[at + 1] != _SCAN:
        following = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        marker, segment = data[at + 1], data[at:following]
        profile = marker != _APP2 or segment[4:].startswith(PROFILE)
        if marker not in TOLD or (marker in KEPT and profile):
            yield segment
        at = following
    yield data[at:end]


def _chunks(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that make the picture, up to its end."""
    at, end = _PNG_FIRST, pictures.end(data, sniffing.PNG)
    while at + _PNG_FRAME <= end:
        following = at + _PNG_FRAME + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in TELLING:
            yield data[at:following]
        at = following
