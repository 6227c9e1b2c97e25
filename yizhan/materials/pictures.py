"""Looks into pictures: the header first, then every byte is decoded once (T40, T41)."""

import io
import warnings

from PIL import Image

from yizhan.law.refusals import Invalid
from yizhan.materials import limits, sniffing
from yizhan.materials.findings import Finding

FORMATS = {sniffing.JPEG: ("JPEG",), sniffing.PNG: ("PNG",)}  # two lenses (MPO) are JPEG too
PREVIEW = 256  # pixels: a JPEG is read whole but scaled down, which needs little memory

_PNG_FIRST, _PNG_FRAME = 8, 12
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers of a JPEG that have no length
_GOES_ON = frozenset((0x00, 0xFF, *range(0xD0, 0xD8)))  # after 0xFF, within the data of a scan
_MARK, _START_OF_SCAN, _END_OF_IMAGE = 0xFF, 0xDA, 0xD9


def look(data: bytes, kind: str) -> Finding:
    """Return what is found in a picture; raises Invalid when it is none, too large, or more."""
    Image.MAX_IMAGE_PIXELS = limits.PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            width, height = _decoded(data, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise _flood() from fault
    except (OSError, SyntaxError, ValueError) as fault:
        raise Invalid(
            "图片已损坏，无法显示", clause="T40", remedy="请重新拍照或者重新保存后上传"
        ) from fault
    sniffing.check_no_stowaway(data[end(data, kind) :])
    sniffing.check_not_archive_too(data)
    return Finding(media_type=kind, width=width, height=height)


def end(data: bytes, kind: str) -> int:
    """Return where a picture ends; the length of the data where no end is found."""
    found = _jpeg_end(data) if kind == sniffing.JPEG else _png_end(data)
    return len(data) if found is None else found


def _decoded(data: bytes, kind: str) -> tuple[int, int]:
    """Return width and height, after the pixels were decoded."""
    with Image.open(io.BytesIO(data), formats=FORMATS[kind]) as picture:
        width, height = picture.size
        if max(width, height) > limits.SIDE or width * height > limits.PIXELS:
            raise _flood()
        picture.draft(None, (PREVIEW, PREVIEW))
        picture.load()
    return width, height


def _flood() -> Invalid:
    """Return the refusal of a picture with too many pixels."""
    return Invalid(
        f"图片超过{limits.PIXELS // 10_000}万像素", clause="T41", remedy="请缩小图片后上传"
    )


def _png_end(data: bytes) -> int | None:
    """Return where the last chunk of a PNG ends."""
    at = _PNG_FIRST
    while at + _PNG_FRAME <= len(data):
        following = at + _PNG_FRAME + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IEND":
            return following
        at = following
    return None


def _jpeg_end(data: bytes) -> int | None:
    """Return where the end-of-image marker of a JPEG ends."""
    at = 2
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        marker = data[at + 1]
        if data[at] != _MARK:
            return None
        if marker == _END_OF_IMAGE:
            return at + 2
        at = _after(data, at, marker)
    return None


def _after(data: bytes, at: int, marker: int) -> int:
    """Return where the marker after the one at ``at`` begins."""
    if marker == _MARK:
        return at + 1
    if marker in _BARE:
        return at + 2
    following = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return _scan_end(data, following) if marker == _START_OF_SCAN else following


def _scan_end(data: bytes, at: int) -> int:
    """Return where the data of a scan ends: at the next marker that is none of its own."""
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 1:
        if data[at + 1] not in _GOES_ON:
            return at
        at += 1
    return len(data)
