"""What a file is by its content, never by its name (T40)."""

from yizhan.law.refusals import Invalid

JPEG, PNG = "image/jpeg", "image/png"
PDF, OFD = "application/pdf", "application/ofd"
ENDINGS = {JPEG: ".jpg", PNG: ".png", PDF: ".pdf", OFD: ".ofd"}
ACCEPTED = "请上传 JPG、PNG 图片或者 PDF、OFD 文件"

_STARTS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"%PDF-": PDF,
    b"PK\x03\x04": OFD,  # or another archive: ``ofd`` tells
}
_ARCHIVES = (
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"MSCF",
    b"!<arch>",
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!", b"dex\n")
_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"\x00\x00\x01\x00", b"8BPS")
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_STOWAWAYS = (
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"),
    *(b"%PDF-", b"<?php", b"<?xml", b"<!doctype", b"<html", b"<script", b"<svg", b"<iframe"),
)
_TAR, _TAR_AT = b"ustar", 257
_HEIF, _HEIF_AT = b"ftyp", 4
_END, _END_SIZE, _DIRECTORY = b"PK\x05\x06", 22, b"PK\x01\x02"
_END_WITHIN = 65_535 + _END_SIZE


def sniff(data: bytes) -> str:
    """Return the media type of a file that may be taken in, by its first bytes.

    An archive is called OFD until its directory was read. Raises Invalid, in words of what it is.
    """
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    raise _unwelcome(data)


def check_no_stowaway(tail: bytes) -> None:
    """Raise Invalid when what follows the end of a file is another file (T40)."""
    low = tail.lower()
    if any(mark.lower() in low for mark in _STOWAWAYS):
        raise Invalid(
            "文件末尾夹带了其他内容", clause="T40", remedy="请重新拍照、扫描或者导出后再上传"
        )


def check_not_archive_too(data: bytes) -> None:
    """Raise Invalid when a file can also be opened as an archive (T40)."""
    at = data.rfind(_END, max(0, len(data) - _END_WITHIN))
    if at < 0 or len(data) < at + _END_SIZE:
        return
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size == 0 or data[max(0, at - size) :].startswith(_DIRECTORY):
        raise Invalid("文件里藏有压缩包", clause="T40", remedy="请重新拍照、扫描或者导出后再上传")


def _unwelcome(data: bytes) -> Invalid:
    """Return the refusal of a file of another kind: what it is, and what to do."""
    archive = data.startswith(_ARCHIVES) or data[_TAR_AT:].startswith(_TAR)
    picture = data.startswith(_PICTURES) or data[_HEIF_AT:].startswith(_HEIF)
    guesses = (
        (archive, "不能上传压缩包", "T39", "请解压后逐个上传"),
        (data.startswith(_PROGRAMS), "不能上传程序文件", "T38", ACCEPTED),
        (data.startswith(_OLD_OFFICE), "不能上传 Office 文档", "T40", "请另存为 PDF 后上传"),
        (picture, "不支持这种图片格式", "T40", "请转存为 JPG 后上传"),
        (data.lstrip().startswith(_MARKUP), "不能上传网页、SVG 或者 XML 文件", "T43", ACCEPTED),
        (b"%PDF-" in data[:1024], "PDF 文件开头夹带了其他内容", "T40", "请重新导出 PDF 后上传"),
        (True, "不支持这种文件", "T40", ACCEPTED),
    )
    message, clause, remedy = next(words for fits, *words in guesses if fits)
    return Invalid(message, clause=clause, remedy=remedy)
