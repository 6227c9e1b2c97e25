"""The script of the page: progress, lost network, smaller photos, and life without it (P-13)."""

import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from PIL import Image

from tests.materials import making
from tests.materials.conftest import AT
from yizhan.materials import limits
from yizhan.materials.models import File, Upload

SCRIPTS = Path(settings.BASE_DIR) / "yizhan/portal/static/site"
SECRET = "a" * 32
PAGE = f"""<!doctype html><form><input type="hidden" name="csrfmiddlewaretoken" value="{SECRET}">
<label>材料<input type="file" name="file.id" data-upload="/materials/uploads/"
data-into="stored.id"></label></form><script type="module" src="/upload.js"></script>"""


@pytest.fixture
def form(page, live_server):
    """Return a page with one field for a file, a citizen logged in."""
    client = Client()
    client.force_login(
        get_user_model().objects.create(login="citizen", created_at=AT),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    session = client.cookies["sessionid"].value
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": live_server.url}
            for name, value in (("sessionid", session), ("csrftoken", SECRET))
        ]
    )
    page.route("**/trial", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route("**/*.js", _script)
    page.goto(f"{live_server.url}/trial")
    return page


def _script(route):
    """Give the page the script that it asks for."""
    route.fulfill(path=SCRIPTS / route.request.url.rpartition("/")[2])


def _choose(form, name, kind, data):
    """Choose a file in the field."""
    form.set_input_files("input[type=file]", {"name": name, "mimeType": kind, "buffer": data})


def _wait(form, words):
    """Wait until the page says these words."""
    form.get_by_role("status").filter(has_text=words).wait_for(timeout=20_000)


def _long_pdf():
    """Return a PDF of three pieces."""

    def change(document):
        """Put noise in it that nothing compresses."""
        document.Root["/PieceInfo"] = document.make_stream(os.urandom(2 * limits.CHUNK + 9))

    return making.pdf(change)


@pytest.mark.django_db(transaction=True)
def test_a_lost_network_is_waited_for_and_the_upload_goes_on(form):
    """The second piece fails once; nobody has to press anything."""
    lost = []

    def lose_one(route):
        """Cut the line at the second piece, once."""
        cut = route.request.headers.get("content-range", "").startswith("bytes 262144") and not lost
        lost.extend([1] * cut)
        route.abort() if cut else route.continue_()

    form.route("**/materials/uploads/**", lose_one)
    _choose(form, "申请表.pdf", "application/pdf", _long_pdf())
    _wait(form, "已上传：申请表.pdf")
    assert lost and Upload.objects.get().finished_at
    assert form.locator("input[name='stored.id']").input_value() == File.objects.get().digest
    assert form.locator("input[name='file.id']").count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_large_photo_is_made_smaller_before_it_is_sent(form):
    """Long edge 1600 px, at most 300 KB (M-03)."""
    noise = Image.effect_noise((2400, 1800), 60)
    photo = io.BytesIO()
    noise.save(photo, "JPEG", quality=95)
    _choose(form, "照片.jpg", "image/jpeg", photo.getvalue())
    _wait(form, "已上传：照片.jpg")
    file = File.objects.get()
    assert (file.width, file.height) == (1600, 1200)
    assert file.size < len(photo.getvalue()) / 3


@pytest.mark.django_db(transaction=True)
def test_a_refused_file_is_explained_and_another_can_be_chosen(form):
    """The field is empty again, and keeps its name."""
    _choose(form, "图.svg", "image/svg+xml", b"<svg/>")
    _wait(form, "不能上传网页、SVG 或者 XML 文件")
    assert form.locator("input[name='file.id']").input_value() == ""
    _choose(form, "图.png", "image/png", making.picture("PNG"))
    _wait(form, "已上传：图.png")
