"""What stands across a material that is used again (L5): who vouches for it, and what it is for.

Only what is shown or downloaded bears it; the file itself stays as it came, under its digest.
"""

import io
import zlib
from datetime import date
from functools import cache
from math import hypot

import pikepdf
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, ImageOps

from yizhan.law.words import Trust
from yizhan.materials import sniffing

FOR = "仅供办理政务服务事项时使用"
CHECKED = f"此件经与原件核对无误，{FOR}"
AGENCY = "发证机构"
RED, STRENGTH, SLANT = (200, 16, 46), 72, 25  # colour; 0 to 255; degrees
LONGEST = 1200  # pixels of a long side, in which the words are drawn before they are stretched
LETTERS, APART = 28, 7  # letters across a page; lines from one row of words to the next
A4 = (848, LONGEST)
QUALITY = 88


def words(trust: Trust, *, agency: str = "", until: date | None = None) -> str:
    """Return what stands across a material: for A who issued it and until when it is good.

    Empty for what is not reusable (C, D): nobody vouches for it.
    """
    if trust is Trust.CHECKED:
        return CHECKED
    if trust is not Trust.ISSUED:
        return ""
    end = f"，有效期至{until.year}年{until.month}月{until.day}日" if until else ""
    return f"此件由{agency or AGENCY}提供，{FOR}{end}"


def marked(data: bytes, kind: str, said: str) -> bytes:
    """Return a picture or a PDF with words across it; another file as it is."""
    if kind == sniffing.PDF:
        return _document(data, said)
    if kind in {sniffing.JPEG, sniffing.PNG}:
        return _picture(data, said)
    return data


def _picture(data: bytes, said: str) -> bytes:
    """Return a picture of the same type, the right way up, without what the camera wrote."""
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as held:
        form = held.format
        shown = ImageOps.exif_transpose(held).convert("RGB")
    shown.paste(RED, mask=_stencil(shown.size, said))
    made = io.BytesIO()
    shown.save(made, form, quality=QUALITY)
    return made.getvalue()


def _document(data: bytes, said: str) -> bytes:
    """Return a PDF with the words on every page, above what is there."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        ink = _ink(document, said)
        for page in document.pages:
            name = page.add_resource(ink, pikepdf.Name.XObject)
            left, low, right, high = (float(side) for side in page.cropbox)
            page.contents_add(b"q\n", prepend=True)
            place = f"\nQ q {right - left} 0 0 {high - low} {left} {low} cm {name} Do Q\n"
            page.contents_add(place.encode())
        document.save(made)
    return made.getvalue()


def _ink(document: pikepdf.Pdf, said: str) -> pikepdf.Stream:
    """Return the words as an image of a PDF: one red point behind a stencil."""
    stencil = _stencil(A4, said)
    mask = _image(document, stencil.size, stencil.tobytes(), pikepdf.Name.DeviceGray)
    ink = _image(document, (1, 1), bytes(RED), pikepdf.Name.DeviceRGB)
    ink.SMask = mask
    return ink


def _image(
    document: pikepdf.Pdf, size: tuple[int, int], dots: bytes, colours: pikepdf.Name
) -> pikepdf.Stream:
    """Return an image of a PDF from its dots."""
    return document.make_stream(
        zlib.compress(dots),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=colours,
        BitsPerComponent=8,
        Filter=pikepdf.Name.FlateDecode,
    )


def _stencil(size: tuple[int, int], said: str) -> Image.Image:
    """Return the slanted rows of words as a mask of a size."""
    scale = min(1.0, LONGEST / max(size))
    wide, high = (max(1, round(side * scale)) for side in size)
    side = int(hypot(wide, high)) + 1
    sheet = Image.new("L", (side, side))
    pen, font = ImageDraw.Draw(sheet), _font(str(settings.WATERMARK_FONT), max(8, wide // LETTERS))
    row = f"{said}　　" * (2 + side // max(1, round(font.getlength(said))))
    for at in range(0, side, round(font.size * APART)):
        pen.text((0, at), row, fill=STRENGTH, font=font)
    left, top = (side - wide) // 2, (side - high) // 2
    return sheet.rotate(SLANT).crop((left, top, left + wide, top + high)).resize(size)


@cache
def _font(face: str, points: int) -> ImageFont.FreeTypeFont:
    """Return a face at a size."""
    return ImageFont.truetype(face, points)
