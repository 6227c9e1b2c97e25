"""Papers and files beside the case: shown to whom the case is shown, and nothing runs in them."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from yizhan.cases import queries, services
from yizhan.cases.actors import citizen
from yizhan.cases.opening import File
from yizhan.cases.services import Request
from yizhan.law.words import Post
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner


@pytest.fixture
def pictured(desk, work, settings, tmp_path):
    """Return the page of a case to which a picture was handed in."""
    settings.MATERIALS_DIR = tmp_path / "materials"
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    case = queries.stored_case(work.ref(url))
    held = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(held, "PNG")
    owner = Owner(user_id=desk.front.staff.pk, person_id=case.applicant)
    at = timezone.now()
    file = materials.store_whole(owner, "photo.png", held.getvalue(), at=at)
    attached = File(material="photo", digest=file.digest, name="photo.png")
    asked = Request(ref=case.ref, step="mend", files=(attached,))
    services.take(asked, citizen(9, case.applicant), key="mend", at=at)
    return url


def address(client, url, work):
    """Return the address of the first file on a page."""
    (row,) = [one for one in client.get(url).context["case"].rows if one.files]
    return reverse("desk:file", args=[work.ref(url), row.files[0]["id"]])


def test_a_picture_is_shown_beside_the_case(desk, work, pictured):
    """BCK-04: what was handed in, as what it is, and inert."""
    answer = desk.front.get(address(desk.front, pictured, work))
    assert answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_is_missing_for_whom_its_case_is_missing(desk, work, pictured, sit):
    """T1: scope of the case."""
    far = work.bureau(
        "far", window="003", uscc="11370800MB28559184", short_name="民政局", paper_word="修民"
    )
    stranger = sit(Post.FRONT, "stranger", far.id)
    assert stranger.get(address(desk.front, pictured, work)).status_code == 404


def test_a_notice_is_shown_before_it_is_issued(desk, work):
    """CNT-06: the draft names the row; nothing has happened."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    sent = {**work.form(desk.front, url, "notify"), "reason_1": "未提交"}
    page = desk.front.post(f"{url}preview/notify/", sent)
    text = page.content.decode()
    assert "门头照片" in text
    assert "[&#x27;" not in text
    assert work.stage(url) == "received"


def test_a_draft_that_the_law_refuses_says_why_in_its_place(desk, work):
    """CNT-06: no row, no notice."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    page = desk.front.post(f"{url}preview/notify/", work.form(desk.front, url, "notify"))
    assert page.status_code == 422
    assert "L3.3" in page.content.decode()
