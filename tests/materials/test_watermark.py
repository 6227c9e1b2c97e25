"""What stands across a material that is used again; the file stays as it was (L5)."""

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image, ImageChops

from tests.materials import making
from tests.materials.conftest import AT, MINE
from yizhan.law.words import Trust
from yizhan.materials import queries, services, sniffing, watermark
from yizhan.materials.serving import Asked, sent

CHECKED = "此件经与原件核对无误，仅供办理政务服务事项时使用"


@pytest.mark.parametrize(
    ("trust", "said"),
    [
        (
            Trust.ISSUED,
            "此件由示例县民政局提供，仅供办理政务服务事项时使用，有效期至2027年3月1日",
        ),
        (Trust.CHECKED, CHECKED),
        (Trust.UPLOADED, ""),
        (Trust.DECLARED, ""),
    ],
)
def test_who_vouches_for_a_material_stands_across_it(trust, said):
    """A by its agency, B by the window; nobody vouches for C and D."""
    assert watermark.words(trust, agency="示例县民政局", until=date(2027, 3, 1)) == said


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_seen_through_the_words(form):
    """Of the same type and size, marked from side to side, still to be read."""
    data = making.picture(form)
    shown = watermark.marked(data, sniffing.sniff(data), CHECKED)
    before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (data, shown))
    assert Image.open(io.BytesIO(shown)).format == form
    assert before.size == after.size
    assert ImageChops.difference(before, after).getbbox()


def test_every_page_of_a_pdf_bears_the_words_above_what_is_there():
    """The page that was there is untouched beneath."""
    shown = watermark.marked(making.pdf(), sniffing.PDF, CHECKED)
    with pikepdf.open(io.BytesIO(shown)) as document:
        for page in document.pages:
            drawn = [one for one in page.Resources.XObject.values() if "/SMask" in one]
            assert len(drawn) == 1
            assert any(drawn[0].SMask.read_bytes())


@pytest.mark.django_db
def test_what_is_shown_is_marked_and_what_is_kept_is_not():
    """By its digest the file is what was handed in, and so it leaves as evidence."""
    data = making.picture()
    file = services.store_whole(MINE, "身份证.jpg", data, at=AT)
    asked = Asked(digest=file.digest, name="身份证.jpg", mark=CHECKED)
    assert sent(asked).content != data
    assert queries.content(file.digest).data == data
    evidence = Asked(digest=file.digest, name="身份证.jpg", mark=CHECKED, original=True)
    assert sent(evidence).content == data
