"""How the system itself fares (运行状态), for whoever supervises: disk, papers, messages (T26)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yizhan.desk import pages
from yizhan.desk.acting import acting
from yizhan.desk.who import Desk
from yizhan.law.words import Post
from yizhan.materials import store
from yizhan.outbox import queries as outbox
from yizhan.papers import waiting


@dataclass(frozen=True)
class Line:
    """One thing that is watched: how it stands, whether somebody must act, and what to do."""

    name: str
    stands: str
    bad: bool
    remedy: str


@require_safe
@acting(Post.SUPERVISOR)
def status(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return how disk, papers and messages stand, what needs somebody marked by a word."""
    return pages.page(request, desk, "status", {"nav": "status", "lines": lines()})


def lines() -> list[Line]:
    """Return everything that is watched, in a fixed order."""
    full, lost = store.alarm(), outbox.undelivered()
    papers = waiting.waiting()
    return [
        Line("材料磁盘", full or "空间充足", bool(full), "清理或者扩容；不足时停止接收上传"),
        Line("待盖章文书", f"{papers.all}份", bad=False, remedy="由后台任务自动盖章"),
        Line(
            "盖章失败",
            f"{papers.failed}份",
            bool(papers.failed),
            "系统会自动重试；持续失败的，检查签名密钥和时间戳服务",
        ),
        Line("拒绝盖章", f"{papers.refused}份", bool(papers.refused), "由发文机关核对内容后处理"),
        Line("未送达的短信和邮件", f"{lost}条", bool(lost), "检查短信、邮件通道；站内消息不受影响"),
    ]
