"""Leaflets, no papers of a case: unnumbered, unsigned, the same for everybody."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
import typst

from yizhan.papers import rare, render

GUIDE = "guide.typ"


def guide(content: Mapping[str, object], address: str, at: datetime) -> bytes:
    """Return the guide of a service as a PDF (P-07); ``address``: where the latest one is.

    ``at``: when this edition came into force, so the same edition gives the same bytes.
    """
    said = msgspec.json.encode(content).decode()
    try:
        return _drawn(said, address, at)
    except typst.TypstError as fault:
        lacking = rare.lacking(fault.diagnostic)
        if not lacking:
            raise
    table = {ord(letter): f"{rare.MARK}〔U+{ord(letter):04X}〕" for letter in lacking}
    return _drawn(said.translate(table), address, at)


def _drawn(said: str, address: str, at: datetime) -> bytes:
    """Return the PDF of what is said, given as JSON."""
    inputs = {"data": said, "qr": render.qr_svg(address), "faces": render.faces()}
    return render.compiled(inputs, at, GUIDE)
