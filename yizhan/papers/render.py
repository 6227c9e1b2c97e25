"""The PDF of a paper: typst over the templates, one warm compiler for the process.

The same content and the same QR text give the same bytes: the time inside is the time of issue.
The shipped font is always there; ``settings.PAPERS_FONTS`` (families in order) and
``settings.PAPERS_FONT_DIRS`` add official faces, ``settings.PAPERS_SYSTEM_FONTS`` the system's.
"""

import io
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec
import pikepdf
import segno
import typst
from django.conf import settings

from yizhan.papers import bars, fit, rare

HERE = Path(__file__).resolve().parent
FAMILIES = ("仿宋_GB2312", "FandolFang", "Noto Serif CJK SC", "Yizhan Song")
RARE_DIRS = (Path("/usr/share/fonts/opentype/noto"),)  # characters that the shipped font lacks
MAIN = "main.typ"  # the entrance of every paper
QR_LEVEL = "m"
QR_LARGEST = 15
QR_MASK = 2  # any mask is lawful; trying all eight takes eight times as long

_compiling = threading.Lock()


def pdf(content: Mapping[str, object], qr_text: str) -> bytes:
    """Return the unsigned PDF of a paper's content, PDF/A-2a and PDF/UA-1; 20 ms when warm.

    A character that no font at hand has is marked and told by its code. Raises
    ``typst.TypstError`` where the content lacks what the layout draws.
    """
    letters = rare.private(msgspec.json.encode(content).decode())
    try:
        return _fitted(rare.marked(content, letters), qr_text)
    except typst.TypstError as fault:
        lacking = rare.lacking(fault.diagnostic)
        if not lacking:
            raise
    return _fitted(rare.marked(content, letters | lacking), qr_text)


def _fitted(content: Mapping[str, object], qr_text: str) -> bytes:
    """Return the PDF at the largest size that keeps the paper on one page."""
    inputs = {
        "data": msgspec.json.encode(content).decode(),
        "qr": qr_svg(qr_text),
        "bars": bars.svg(str(content["case"])),
        "faces": faces(),
    }
    issued = datetime.fromisoformat(str(content["issued"]))
    for size in fit.sizes(content):
        made = compiled({**inputs, "size": str(size)}, issued)
        if pages(made) == 1:
            break
    return made


def pages(file: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(io.BytesIO(file)) as opened:
        return len(opened.pages)


def compiled(inputs: dict[str, str], issued: datetime, entrance: str = MAIN) -> bytes:
    """Return what the process's compiler makes of the inputs; one thread at a time."""
    with _compiling:
        made = _compiler(entrance).compile(
            format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=issued
        )
    if not isinstance(made, bytes):
        message = "the compiler gave several documents"
        raise TypeError(message)
    return made


def qr_svg(words: str) -> str:
    """Return a text as a QR code in SVG; raises ValueError where it is too fine to print."""
    code = segno.make_qr(words, error=QR_LEVEL, boost_error=False, mask=QR_MASK)
    if int(code.version) > QR_LARGEST:
        message = f"a QR code of version {code.version} is too fine to print"
        raise ValueError(message)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=1, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts found: shipped, configured, and those for rare characters."""
    configured = [Path(path) for path in getattr(settings, "PAPERS_FONT_DIRS", ())]
    folders = [HERE / "fonts", *configured, *(path for path in RARE_DIRS if path.is_dir())]
    return typst.Fonts(
        include_system_fonts=getattr(settings, "PAPERS_SYSTEM_FONTS", False),
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


@cache
def faces() -> str:
    """Return the families that are there, in the order wanted, as JSON."""
    there = set(_fonts().families())
    wanted = getattr(settings, "PAPERS_FONTS", FAMILIES)
    return msgspec.json.encode([name for name in wanted if name in there]).decode()


@cache
def _compiler(entrance: str) -> typst.Compiler:
    """Return the process's one compiler of an entrance, a file of the layouts."""
    folder = HERE / "typst"
    return typst.Compiler(str(folder / entrance), root=str(folder), font_paths=_fonts())
