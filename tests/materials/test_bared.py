"""What a camera wrote into a photo is not shown to others; the file itself stays as it came."""

import io
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from tests.materials.conftest import AT, MINE
from yizhan.materials import queries, services, sniffing
from yizhan.materials.bared import bared
from yizhan.materials.serving import Asked, sent

GPS, TURNED, PLACE = 0x8825, 6, "26.6N 106.7E"


def _photo() -> bytes:
    """Return a JPEG with a position, a comment and a turn."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = TURNED, PLACE
    exif.get_ifd(GPS)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "JPEG", exif=exif, comment=PLACE.encode())
    return made.getvalue()


def _drawing() -> bytes:
    """Return a PNG with a text in it."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Location", PLACE)
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "PNG", pnginfo=said)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"), [(_photo(), sniffing.JPEG), (_drawing(), sniffing.PNG)], ids=["JPEG", "PNG"]
)
def test_a_picture_is_shown_without_position_and_words_and_with_the_same_pixels(data, kind):
    """Nothing is decoded and encoded anew: the pixels are the very same."""
    shown = bared(data, kind)
    assert PLACE.encode() in data and PLACE.encode() not in shown
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(shown))
    assert not after.getexif().get_ifd(GPS)
    assert before.tobytes() == after.tobytes()


def test_a_turned_photo_stays_the_right_way_up():
    """Which way up it is, is all that is kept of what the camera wrote."""
    shown = Image.open(io.BytesIO(bared(_photo(), sniffing.JPEG)))
    assert dict(shown.getexif()) == {0x0112: TURNED}


@pytest.mark.django_db
def test_the_answer_is_bared_and_the_evidence_is_not():
    """By its digest the file is what was handed in."""
    file = services.store_whole(MINE, "照片.jpg", _photo(), at=AT)
    asked = Asked(digest=file.digest, name="照片.jpg")
    assert PLACE.encode() not in sent(asked).content
    assert sent(replace(asked, original=True)).content == _photo()
    assert queries.content(file.digest).data == _photo()
