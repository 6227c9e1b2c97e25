"""Drafts and the files in them: kept, found again, taken over, nobody else's (P-11, P-13)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yizhan.accounts.models import User, new_id
from yizhan.cases.models import Case, Draft
from yizhan.items.models import Version
from yizhan.items.versions import SHELF

SITUATION = {"s_trade": "bulk", "s_net": "no"}
ANSWERS = {
    "phone": "13800000000",
    "address": "修文县龙场街道示例街1号",
    "shop": "示例糕点店",
    "premises": "修文县龙场街道示例街2号",
    "area": "40",
    "products": "散装糕点",
    "manager": "张示例",
}


def text(answer: Any) -> str:
    """Return the words of a page."""
    return str(answer.content.decode())


def test_draft_goes_on_where_it_was_left_in_another_browser(
    citizen: Client, food: str, zhang: User
) -> None:
    """P-11: one click from the drafts, every answer still there."""
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    citizen.post(page, ANSWERS)
    other = Client()
    other.force_login(zhang, backend="django.contrib.auth.backends.ModelBackend")
    draft = Draft.objects.get()
    assert f"/drafts/{draft.id}/" in text(other.get("/my/drafts/"))
    assert other.get(f"/drafts/{draft.id}/")["Location"] == f"/drafts/{draft.id}/3/"
    assert 'value="示例糕点店"' in text(other.get(f"/drafts/{draft.id}/2/"))


def test_leaving_saves_what_is_typed_without_checking_it(citizen: Client, food: str) -> None:
    """P-11: 保存并退出 asks for nothing."""
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    answer = citizen.post(page, {"shop": "写了一半", "leave": "yes"})
    assert answer["Location"] == "/my/drafts/"
    assert Draft.objects.get().answers["shop"] == "写了一半"


def test_foreign_draft_is_a_page_not_found(
    citizen: Client, food: str, client: Client, db: None
) -> None:
    """T1: an address that is guessed shows nothing."""
    citizen.post(f"/apply/{food}/", SITUATION)
    Draft.objects.update(person=new_id())
    draft = Draft.objects.get()
    for part in ("", "2/", "new/"):
        assert citizen.get(f"/drafts/{draft.id}/{part}").status_code == 404


def test_missing_material_is_told_and_may_follow_later(citizen: Client, food: str) -> None:
    """H4.6: nobody is kept from applying; what lacks is told before and after."""
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    files = citizen.post(page, ANSWERS)["Location"]
    answer = citizen.post(files, {})
    assert answer.status_code == 422
    assert "请上传：经营场所平面布局图" in text(answer)
    way = citizen.post(files, {"lacking": "yes"})["Location"]
    last = citizen.post(way, {"way": "hand"})["Location"]
    assert "还缺：经营场所平面布局图" in text(citizen.get(last))
    citizen.post(last)
    assert "layout" not in Case.objects.get().course["held"]


def test_file_that_is_not_what_it_says_is_refused_beside_its_material(
    citizen: Client, food: str
) -> None:
    """T38: a page of markup with the name of a photo."""
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    files = citizen.post(page, ANSWERS)["Location"]
    bad = SimpleUploadedFile("平面图.png", b"<html><script>alert(1)</script>")
    answer = citizen.post(files, {"file.layout": bad})
    assert answer.status_code == 422
    assert 'href="#file-layout"' in text(answer)
    assert Draft.objects.get().files == {}


def test_digest_of_somebody_elses_file_is_refused(citizen: Client, food: str) -> None:
    """T1: who knows a digest has no right to the file."""
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    files = citizen.post(page, ANSWERS)["Location"]
    assert citizen.post(files, {"stored.layout": "a" * 64}).status_code == 422
    assert Draft.objects.get().files == {}


def test_uploaded_material_may_be_used_again_next_time(
    citizen: Client, filled: Callable[[], str], food: str
) -> None:
    """L5, P-13: it lies on the shelf and is offered; one tick hands it in."""
    citizen.post(filled())
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    files = citizen.post(page, ANSWERS)["Location"]
    words = text(citizen.get(files))
    held = words.split('name="reuse.layout" value="')[1].split('"')[0]
    assert citizen.post(files, {"reuse.layout": held}).status_code == 302
    assert len(Draft.objects.get(case_ref="").files["layout"]) == 1


def test_draft_of_a_changed_item_says_so_and_keeps_what_still_counts(
    citizen: Client, filled: Callable[[], str], food: str, as_owner: None
) -> None:
    """P-11: 事项要求已更新, the differences in words, then on with the new version."""
    last = filled()
    _new_version()
    page = citizen.get(last, follow=True)
    assert "事项要求已更新" in text(page)
    assert "不再需要填写：主要经营品种" in text(page)
    answer = citizen.post(page.request["PATH_INFO"])
    draft = Draft.objects.get()
    assert answer["Location"] == f"/drafts/{draft.id}/1/"
    assert draft.answers["shop"] == "示例糕点店"
    assert "products" not in draft.answers


def _new_version() -> None:
    """Put a version in force that no longer asks what is sold."""
    old = Version.objects.get()
    content = json.loads(json.dumps(old.content))
    del content["form"]["properties"]["products"]
    for key in ("required", "x-order"):
        content["form"][key] = [one for one in content["form"][key] if one != "products"]
    for choice in content["situations"][0]["choices"]:
        choice["asks"] = [one for one in choice["asks"] if one != "products"]
    Version.objects.filter(pk=old.pk).update(
        effective_until=timezone.localdate() - timedelta(days=1)
    )
    old.pk, old.number, old.content = new_id(), old.number + 1, content
    old.effective_from = timezone.localdate()
    old.effective_until = None
    old._state.adding = True
    old.save(force_insert=True)
    SHELF.clear()
