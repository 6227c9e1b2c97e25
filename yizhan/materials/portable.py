"""Looks into PDF files: every object is walked, those in object streams too (T42)."""

import io
import re
from collections.abc import Iterator

import pikepdf

from yizhan.law.refusals import Invalid
from yizhan.materials import limits, sniffing
from yizhan.materials.findings import Finding

HEADER = re.compile(rb"%PDF-(1\.[0-7]|2\.0)\s")
LAST = b"%%EOF"
TAIL = 1024  # bytes that may follow the last end mark

KEYS = {
    "/JS": "脚本（JavaScript）",
    "/JavaScript": "脚本（JavaScript）",
    "/EmbeddedFiles": "嵌入文件（EmbeddedFiles）",
    "/EF": "嵌入文件（EmbeddedFiles）",
    "/XFA": "动态表单（XFA）",
    "/RichMediaContent": "多媒体（RichMedia）",
}
VALUES = {
    "/JavaScript": "脚本（JavaScript）",
    "/Launch": "启动程序动作（Launch）",
    "/SubmitForm": "提交数据动作（SubmitForm）",
    "/ImportData": "导入数据动作（ImportData）",
    "/GoToE": "打开嵌入文件动作（GoToE）",
    "/GoToR": "打开其他文件动作（GoToR）",
    "/Rendition": "多媒体（Rendition）",
    "/RichMediaExecute": "多媒体（RichMedia）",
    "/RichMedia": "多媒体（RichMedia）",
    "/Movie": "多媒体（Movie）",
    "/Sound": "多媒体（Sound）",
    "/Screen": "多媒体（Screen）",
    "/3D": "三维模型（3D）",
    "/EmbeddedFile": "嵌入文件（EmbeddedFiles）",
    "/FileAttachment": "嵌入文件（FileAttachment）",
}
SPEAKING = ("/S", "/Type", "/Subtype")  # the keys whose value names an action or an annotation


def look(data: bytes, kind: str) -> Finding:
    """Return what is found in a PDF; raises Invalid when it is broken, locked, active, or more."""
    _check_shell(data)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            return Finding(media_type=kind, pages=_checked(pdf))
    except pikepdf.PasswordError as fault:
        raise _locked() from fault
    except (pikepdf.PdfError, pikepdf.DeletedObjectError, ValueError, RuntimeError) as fault:
        raise Invalid("PDF 文件已损坏", clause="T42", remedy="请重新导出 PDF 后上传") from fault


def _check_shell(data: bytes) -> None:
    """Raise Invalid when the file around the PDF is not just a PDF (T40)."""
    if not HEADER.match(data):
        raise Invalid("PDF 文件头不正确", clause="T40", remedy="请重新导出 PDF 后上传")
    sniffing.check_not_archive_too(data)
    tail = data[data.rfind(LAST) + len(LAST) :] if LAST in data else data
    sniffing.check_no_stowaway(tail if LAST in data else b"")
    if len(tail.strip(b"\0\r\n\t ")) > TAIL:
        raise Invalid(
            "PDF 文件不完整，或者末尾夹带了其他内容", clause="T40", remedy="请重新导出后上传"
        )


def _checked(pdf: pikepdf.Pdf) -> int:
    """Return the number of pages, after every object was looked at."""
    if pdf.is_encrypted:
        raise _locked()
    if len(pdf.objects) > limits.OBJECTS:
        raise Invalid(
            "PDF 文件过于复杂", clause="T42", remedy="请转为图片或者重新打印成 PDF 后上传"
        )
    for thing in pdf.objects:
        _check(thing)
    _check(pdf.trailer)
    pages = len(pdf.pages)
    if not 1 <= pages <= limits.PAGES:
        raise Invalid(
            f"PDF 文件应有1至{limits.PAGES}页", clause="P-13", remedy="请分成几个文件上传"
        )
    return pages


def _check(top: pikepdf.Object) -> None:
    """Raise Invalid when an object, or one written inside it, does something."""
    waiting = [top]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Array):
            waiting += [inner for inner in thing if _written_here(inner)]
        elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            _check_words(thing)
            waiting += [thing[key] for key in thing.keys() if _written_here(thing[key])]  # noqa: SIM118 - no mapping


def _written_here(inner: object) -> bool:
    """Return whether a value holds more and stands here, not elsewhere under its own number."""
    holds = isinstance(inner, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream))
    return holds and not getattr(inner, "is_indirect", False)


def _check_words(thing: pikepdf.Object) -> None:
    """Raise Invalid, naming it, when a dictionary holds something active (T42)."""
    for what in _active(thing):
        raise Invalid(
            f"PDF 文件含有{what}，不能上传",
            clause="T42",
            remedy="请用“打印为 PDF”重新生成，或者逐页拍照后上传",
        )


def _active(thing: pikepdf.Object) -> Iterator[str]:
    """Yield what is active in one dictionary."""
    keys = set(thing.keys())
    yield from (KEYS[key] for key in keys & KEYS.keys())
    for key in keys.intersection(SPEAKING):
        value = thing[key]
        if isinstance(value, pikepdf.Name) and str(value) in VALUES:
            yield VALUES[str(value)]
    if isinstance(thing, pikepdf.Stream) and "/F" in keys:
        yield "外部文件引用"


def _locked() -> Invalid:
    """Return the refusal of an encrypted file."""
    return Invalid("PDF 文件已加密", clause="T42", remedy="请解除密码和权限限制后上传")
