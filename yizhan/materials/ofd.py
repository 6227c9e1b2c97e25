"""Looks into OFD files: the directory first, then each part, nothing is ever unpacked to disk.

OFD (GB/T 33190) is an archive of XML, pictures and fonts. Any other archive is refused (T39, T43).
"""

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from yizhan.law.refusals import Invalid
from yizhan.materials import limits, sniffing
from yizhan.materials.findings import Finding

ROOT = "OFD.xml"
XML = ".xml"
PARTS = frozenset(
    {
        *(XML, ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".jb2", ".gbig2"),
        *(".ttf", ".otf", ".ttc", ".esl", ".dat", ".icc"),
    }
)
OFFICE = ("word/", "xl/", "ppt/")
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
END_SIZE = 22
_INNER = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF", b"%PDF")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def look(data: bytes, kind: str) -> Finding:
    """Return what is found in an OFD; raises Invalid for a bomb and for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_edges(data, archive)
            _check_directory(archive)
            pages = sum(_pages(archive.read(entry), entry) for entry in archive.infolist())
    except _BROKEN as fault:
        raise Invalid("文件已损坏或者是压缩包", clause="T39", remedy=sniffing.ACCEPTED) from fault
    if not 1 <= pages <= limits.PAGES:
        raise Invalid(f"OFD 文件应有1至{limits.PAGES}页", clause="P-13", remedy="请重新导出后上传")
    return Finding(media_type=kind, pages=pages)


def _check_edges(data: bytes, archive: zipfile.ZipFile) -> None:
    """Raise Invalid when something stands before, between or after the archive (T40)."""
    offsets = [entry.header_offset for entry in archive.infolist()]
    ends = len(data) == data.rfind(b"PK\x05\x06") + END_SIZE + len(archive.comment)
    if not ends or min(offsets, default=1) != 0 or len(set(offsets)) != len(offsets):
        raise Invalid("文件夹带了其他内容", clause="T40", remedy="请重新导出后上传")


def _check_directory(archive: zipfile.ZipFile) -> None:
    """Raise Invalid when the directory declares a bomb, a path out, or no OFD (T39)."""
    entries = archive.infolist()
    sizes = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_much = sizes > limits.UNPACKED or sizes > limits.RATIO * max(packed, 1)
    if len(entries) > limits.ENTRIES or too_much:
        raise Invalid("压缩包解开后过大", clause="T39", remedy="请逐个上传其中的文件")
    names = {entry.filename for entry in entries}
    if ROOT not in names:
        raise _not_ofd(names)
    if len(names) != len(entries):
        raise Invalid("OFD 文件内有重名文件", clause="T39", remedy="请重新导出后上传")
    for entry in entries:
        _check_entry(entry)


def _not_ofd(names: set[str]) -> Invalid:
    """Return the refusal of another archive: an office document, or a plain one."""
    if any(name.startswith(OFFICE) for name in names):
        return Invalid("不能上传 Office 文档", clause="T40", remedy="请另存为 PDF 后上传")
    return Invalid("不能上传压缩包", clause="T39", remedy="请解压后逐个上传")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Raise Invalid when one entry leads out, is a link, is locked, or has no place in an OFD."""
    name, path = entry.orig_filename, PurePosixPath(entry.filename)
    out = path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in name
    link = stat.S_ISLNK(entry.external_attr >> 16)
    locked = bool(entry.flag_bits & ENCRYPTED) or entry.compress_type not in WAYS
    stray = not entry.is_dir() and path.suffix.lower() not in PARTS
    if out or link or locked or stray:
        raise Invalid(
            f"OFD 文件内含有不允许的内容“{name[:60]}”", clause="T39", remedy="请重新导出后上传"
        )


def _pages(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Return the pages that one part lists; raises Invalid for hidden archives and unsafe XML."""
    if content.startswith(_INNER):
        raise Invalid("OFD 文件内嵌了其他文件", clause="T39", remedy="请重新导出后上传")
    if not entry.filename.lower().endswith(XML):
        return 0
    root = _parsed(content)
    return sum(1 for _ in root.iterfind("{*}Pages/{*}Page")) if _plain(root) == "Document" else 0


def _parsed(content: bytes) -> Element:
    """Return the root of an XML part; no document type, no entities (T43)."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ParseError) as fault:
        raise Invalid(
            "OFD 文件内的 XML 不安全或者已损坏", clause="T43", remedy="请重新导出后上传"
        ) from fault
    return root


def _plain(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
