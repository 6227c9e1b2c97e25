"""The page on which a supervisor sees that something needs somebody (T26)."""

import pytest
from django.urls import reverse

from yizhan.law.words import Post


@pytest.fixture
def bad(settings, tmp_path, monkeypatch):
    """Let a letter be undelivered and the disk be nearly full."""
    settings.MATERIALS_DIR = tmp_path / "materials"
    settings.DISK_ALARM = 0.0
    monkeypatch.setattr("yizhan.outbox.queries.undelivered", lambda: 3)


def test_the_supervisor_sees_disk_papers_and_messages(sit, bad):
    """What must be looked after is said in words, not by colour alone."""
    page = sit(Post.SUPERVISOR).get(reverse("desk:status"))
    assert [line.name for line in page.context["lines"] if line.bad] == [
        "材料磁盘",
        "未送达的短信和邮件",
    ]
    text = page.content.decode()
    assert "3条" in text
    assert "需要处理" in text


@pytest.mark.parametrize("post", [Post.FRONT, Post.BACK, Post.CHIEF])
def test_others_are_told_whose_page_it_is(sit, post):
    """H2.4: each screen says which posts may open it."""
    assert sit(post).get(reverse("desk:status")).status_code == 403
