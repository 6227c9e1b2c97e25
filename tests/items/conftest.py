"""What the tests of the catalogue stand on: one authority and one sound content."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import msgspec
import pytest
from django.core.management import call_command

from yizhan.items import services
from yizhan.items.catalogue import Desk
from yizhan.items.content import Content
from yizhan.items.models import Version
from yizhan.items.versions import SHELF
from yizhan.law.words import Level
from yizhan.places import shelf
from yizhan.places.models import Authority

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
COUNTY = "520123000000"
ANCESTORS = (COUNTY, "520100000000", "520000000000")
DRAFTER, APPROVER = 11, 12
BARE: dict[str, Any] = {
    "name": "小餐饮登记",
    "base_code": "000101001001",
    "colloquial": ["开小饭馆"],
    "type": "01",
    "level": "4",
    "department": "市场监督管理局",
    "audience": ["natural"],
    "themes": ["n:040"],
    "basis": [{"law": "食品安全法", "article": "第三十六条"}],
    "conditions": ["有固定的经营场所"],
    "materials": [
        {"id": "plan", "name": "场所平面图", "basis": "食品安全法第三十三条"},
        {"id": "lease", "name": "租赁合同", "basis": "食品安全法第三十三条", "need": "optional"},
        {"id": "photo", "name": "门头照片", "basis": "食品安全法第三十三条"},
    ],
    "situations": [
        {
            "id": "own",
            "question": "场所是自己的吗？",
            "choices": [
                {"id": "yes", "label": "是", "drops": ["photo"]},
                {"id": "no", "label": "不是", "adds": ["lease"], "asks": ["landlord"]},
            ],
        }
    ],
    "form": {
        "type": "object",
        "x-blocks": ["natural"],
        "properties": {
            "premises": {"type": "string", "title": "场所地址", "maxLength": 60},
            "area": {"type": "number", "title": "面积", "minimum": 1},
            "landlord": {"type": "string", "title": "房东姓名", "format": "name"},
        },
        "required": ["premises", "landlord"],
    },
    "statutory": {"n": 20},
    "promised": {"n": 6},
    "online": "3.1b",
    "visit_reason": "须现场核查",
    "result": {"kind": "licence", "name": "小餐饮登记证", "sample": "样本（示例）"},
    "steps": [{"name": name} for name in ("受理", "审核", "审批", "办结", "送达")],
    "faqs": [{"question": "要多久？", "answer": "六个工作日。"}],
}


def content(**changes: Any) -> Content:
    """Return a sound content with some fields changed."""
    return msgspec.convert({**BARE, **changes}, type=Content)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Let no test see what another one kept in the process."""
    shelf.forget()
    SHELF.clear()
    yield
    shelf.forget()


@pytest.fixture
def shipped(db: None) -> Desk:
    """Return who publishes the shipped catalogue; the authorities of the demo county are there."""
    call_command("load_authorities", stdout=StringIO())
    return Desk(drafter=DRAFTER, approver=APPROVER, at=AT, since=TODAY, county="520123")


@pytest.fixture
def authority(db: None) -> Authority:
    """Return a county authority with a valid credit code."""
    return Authority.objects.create(
        code="demo-scjg",
        division=COUNTY,
        level=Level.COUNTY.value,
        name="示例县市场监督管理局",
        short_name="市场监督管理局",
        paper_word="示例市监",
        uscc="11370800MB28559184",
        window="A01",
    )


@pytest.fixture
def publish(authority: Authority) -> Callable[..., Version]:
    """Return a function that publishes an item with some fields changed."""

    def published(since: date = TODAY, **changes: Any) -> Version:
        """Return the first version of a new item."""
        return services.publish_first(
            authority.id,
            content(**changes),
            by=(DRAFTER, APPROVER),
            at=AT,
            since=since,
        )

    return published
