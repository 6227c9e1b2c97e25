"""Photos from the phone: a signed link opens one draft, for a quarter of an hour, without login."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yizhan.cases import drafts
from yizhan.cases.models import Draft
from yizhan.portal import phones

from .conftest import ANSWERS, SITUATION

Picture = Callable[[], SimpleUploadedFile]


@pytest.fixture
def draft(citizen: Client, food: str) -> Draft:
    """Return an application that waits for its materials."""
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    citizen.post(page, ANSWERS)
    return Draft.objects.get()


@pytest.fixture
def link(draft: Draft) -> str:
    """Return the address that the QR image holds."""
    return f"/phone/{phones.link(drafts.lent(draft.id), timezone.now())}/"


def test_photo_of_the_phone_lies_in_the_draft_on_the_desk(
    citizen: Client, draft: Draft, link: str, picture: Picture
) -> None:
    """P-13: no login on the phone; the page on the desk tells of the arrival, then may submit."""
    asking = f"/drafts/{draft.id}/arrived/?until=99999999999"
    assert "还没有收到照片" in citizen.get(asking).content.decode()
    phone = Client()
    assert "场所平面图" in phone.get(link).content.decode() or phone.get(link).status_code == 200
    assert phone.post(link, {"file.layout": picture()}).status_code == 302
    assert "已收到 <b>1</b> 个文件" in citizen.get(asking).content.decode()
    answer = citizen.post(f"/drafts/{draft.id}/3/", {})
    assert answer["Location"] == f"/drafts/{draft.id}/4/"


def test_link_holds_no_login_and_no_personal_data(draft: Draft, link: str) -> None:
    """T1: on the phone nothing of the person is shown, and the phone is no one's session."""
    phone = Client()
    page = phone.get(link)
    assert "sessionid" not in page.cookies
    for private in ("张示例", ANSWERS["phone"], ANSWERS["address"], str(draft.person)):
        assert private not in page.content.decode()
    assert phone.get("/my/").status_code == 302


@pytest.mark.parametrize("case", ["late", "forged", "other", "handed in"])
def test_link_that_opens_nothing_any_more_says_so(draft: Draft, link: str, case: str) -> None:
    """P-13: fifteen minutes, one draft, not after it was handed in; words and no file taken."""
    kept = drafts.lent(draft.id)
    token = link.split("/")[2]
    if case == "late":
        token = phones.link(kept, timezone.now() - timedelta(minutes=16))
    if case == "forged":
        token = token[:-3] + "AAA"
    if case == "other":
        Draft.objects.filter(id=draft.id).update(id=uuid4())
    if case == "handed in":
        Draft.objects.filter(id=draft.id).update(case_ref="520123-x")
    answer = Client().get(f"/phone/{token}/")
    assert answer.status_code == 403
    assert re.search("二维码已经失效|没有找到这份草稿", answer.content.decode())


def test_every_material_has_a_sample_that_says_it_is_one(
    citizen: Client, draft: Draft, food: str
) -> None:
    """P-13: drawn by ourselves, marked 示例, beside the control."""
    page = citizen.get(f"/drafts/{draft.id}/3/").content.decode()
    path = f"/samples/{food}/layout.svg"
    assert f'src="{path}"' in page
    answer = Client().get(path)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "示例" in answer.content.decode()
    assert Client().get(f"/samples/{food}/nothing.svg").status_code == 404


def test_page_with_the_code_opens_for_the_owner_only(citizen: Client, draft: Draft) -> None:
    """T1: a stranger cannot make a link into somebody else's draft."""
    assert "data:image/svg" in citizen.get(f"/drafts/{draft.id}/phone/").content.decode()
    assert Client().get(f"/drafts/{draft.id}/phone/").status_code == 302
