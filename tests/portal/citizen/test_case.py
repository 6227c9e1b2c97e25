"""One's own case: papers, correction, withdrawal, rating; nothing of it for anybody else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yizhan.accounts import services
from yizhan.accounts.registry import Details
from yizhan.cases.models import Attachment, Case, Entry
from yizhan.law.words import Post
from yizhan.papers.models import Paper

Clerk = Callable[..., None]
AT = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
DEFECT = {"material": "layout", "problem": "没有标明面积", "remedy": "在图上标明各区面积"}


@pytest.fixture
def stranger(db: None) -> Client:
    """Return the browser of another registered person."""
    details = Details(name="李示例", number="529901199009230029", phone="13900000000", demo=True)
    user = services.register("lishili", "hong-shan-ji-ye-8", details, at=AT)
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def text(answer: Any) -> str:
    """Return the words of a page."""
    return str(answer.content.decode())


def test_case_page_says_how_it_stands_and_what_comes(citizen: Client, address: str) -> None:
    """P-18: state first, timeline in words, visits counted against the promise."""
    page = text(citizen.get(address))
    assert "已收到您的申请" in page
    assert page.index("已收到您的申请") < page.index("办理进度")
    assert "已到 0 次 / 承诺 1 次" in page
    for word in ("已提交", "已收件", "已受理", "审查", "已决定", "已送达"):
        assert word in page


def test_paper_comes_as_a_signed_file_to_its_owner_only(
    citizen: Client, stranger: Client, address: str, clerk: Clerk
) -> None:
    """T1, T9: the PDF is saved, never run; to a stranger it does not exist."""
    clerk(Post.FRONT, "accept")
    link = f"{address}papers/{Paper.objects.get().id}/"
    answer = citizen.get(link)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert stranger.get(link).status_code == 404


@pytest.mark.parametrize("part", ["", "done/", "correct/", "withdraw/", "rate/", "calendar.ics"])
def test_case_of_somebody_else_is_a_page_not_found(
    stranger: Client, address: str, part: str
) -> None:
    """T1: foreign and missing look the same."""
    assert stranger.get(address + part).status_code == 404


def test_review_opinion_stays_inside_the_authority(
    citizen: Client, address: str, clerk: Clerk
) -> None:
    """L4.8 is a paper of the file, not of the applicant."""
    clerk(Post.FRONT, "accept")
    clerk(Post.BACK, "review", finding="符合条件")
    opinion = Paper.objects.get(kind="L4.8")
    assert str(opinion.id) not in text(citizen.get(address))
    assert citizen.get(f"{address}papers/{opinion.id}/").status_code == 404


def test_correction_asks_for_exactly_what_the_notice_named(
    citizen: Client,
    address: str,
    clerk: Clerk,
    picture: Callable[[], SimpleUploadedFile],
) -> None:
    """P-19: the clerk's reason, the days left, one page."""
    clerk(Post.FRONT, "notify", defects=[DEFECT])
    page = text(citizen.get(f"{address}correct/"))
    assert "没有标明面积" in page
    assert "剩 10 个工作日" in page
    assert page.count('type="file"') == 1
    version = Case.objects.get().version
    sent = {"file.layout": picture(), "seen": version}
    done = citizen.post(f"{address}correct/", sent, follow=True)
    assert "补正材料已提交" in text(done)
    assert Case.objects.get().course["corrected"] == ["layout"]
    assert Attachment.objects.filter(material="layout").count() == 2


def test_correction_with_nothing_chosen_says_what_to_do(
    citizen: Client, address: str, clerk: Clerk
) -> None:
    """G-05: title, summary, 422, and nothing is written."""
    clerk(Post.FRONT, "notify", defects=[DEFECT])
    answer = citizen.post(f"{address}correct/", {"seen": Case.objects.get().version})
    assert answer.status_code == 422
    assert "<title>错误：" in text(answer)
    assert not Entry.objects.filter(step="correct").exists()


def test_correction_from_a_stale_page_keeps_the_file_and_tells_why(
    citizen: Client,
    address: str,
    clerk: Clerk,
    picture: Callable[[], SimpleUploadedFile],
) -> None:
    """L3.10: who was first, by which rule; the file waits for the next press."""
    clerk(Post.FRONT, "notify", defects=[DEFECT])
    answer = citizen.post(f"{address}correct/", {"file.layout": picture(), "seen": 1})
    assert answer.status_code == 409
    assert "规则 L3.10" in text(answer)
    assert "平面图.png" in text(answer)


def test_withdrawal_is_asked_for_twice_and_done_once(citizen: Client, address: str) -> None:
    """L3: a page to confirm, then the end of the case; the same page again changes nothing."""
    link = f"{address}withdraw/"
    assert "确认撤回申请吗" in text(citizen.get(link))
    for _ in range(2):
        citizen.post(link, {"seen": 1})
    assert Case.objects.get().stage == "withdrawn"
    assert Entry.objects.filter(step="withdraw").count() == 1


def test_withdrawal_after_the_end_is_refused_with_its_rule(citizen: Client, address: str) -> None:
    """G-05: message, rule and remedy instead of a broken page."""
    citizen.post(f"{address}withdraw/", {"seen": 1})
    answer = citizen.post(f"{address}withdraw/", {"seen": 2})
    assert answer.status_code in {403, 409}
    assert 'role="alert"' in text(answer)


def test_decided_case_is_rated_with_one_press(citizen: Client, address: str, clerk: Clerk) -> None:
    """P-20: open the page, press a level; only tags of that level are kept."""
    _granted(clerk)
    page = text(citizen.get(f"{address}rate/"))
    assert "非常满意" in page
    said = {"level": "5", "tags": ["513", "108"], "seen": Case.objects.get().version}
    done = citizen.post(f"{address}rate/", said, follow=True)
    assert "感谢您的评价" in text(done)
    assert Entry.objects.get(step="rate").said["tags"] == ["513"]


def test_granted_case_gives_a_certificate_that_is_listed(
    citizen: Client, address: str, clerk: Clerk
) -> None:
    """H5.5: the certificate is among one's own, valid, with its file."""
    _granted(clerk)
    page = text(citizen.get("/my/certificates/"))
    assert "食品经营许可证" in page
    assert "有效" in page
    assert "准予" in text(citizen.get(address))


def _granted(clerk: Clerk) -> None:
    """Take the case to its approval."""
    clerk(Post.FRONT, "accept")
    clerk(Post.BACK, "review", finding="符合条件")
    clerk(Post.CHIEF, "decide", grant=True)
