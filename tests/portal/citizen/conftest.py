"""A registered person at the portal, and an application that is ready to be sent."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yizhan.accounts import services
from yizhan.accounts.models import User
from yizhan.accounts.registry import Details
from yizhan.cases import codes
from yizhan.cases import services as services_of_cases
from yizhan.cases.actors import Actor
from yizhan.cases.models import Case
from yizhan.cases.services import Request
from yizhan.items import catalogue
from yizhan.items.catalogue import Desk
from yizhan.items.models import Item
from yizhan.law.identities import IdType
from yizhan.law.words import Post

AT = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
NUMBER = "529901198805120010"
INSTANT = "040-individual-business.json"
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
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    """Keep files and keys of each test apart."""
    for name in ("MATERIALS_DIR", "PAPERS_DIR", "KEYS_DIR"):
        setattr(settings, name, tmp_path / name.lower())


@pytest.fixture
def zhang(db: None) -> User:
    """Return a person whose name was checked online."""
    details = Details(
        name="张示例",
        number=NUMBER,
        phone=ANSWERS["phone"],
        address=ANSWERS["address"],
        demo=True,
    )
    return services.register("zhang", "sheng-li-da-dao-7", details, at=AT)


@pytest.fixture
def citizen(client: Client, zhang: User) -> Client:
    """Return that person's browser, logged in."""
    client.force_login(zhang, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def colleague(db: None) -> User:
    """Return somebody else with a verified name."""
    details = Details(name="李示例", number="529901198001010027", demo=True)
    return services.register("li-example", "sheng-li-da-dao-8", details, at=AT)


@pytest.fixture
def theirs(colleague: User) -> Client:
    """Return that person's browser."""
    client = Client()
    client.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def organisation(zhang: User) -> Callable[[], UUID]:
    """Return a way to register an organisation that Zhang represents."""
    details = Details(
        name="示例餐饮有限公司",
        number="91529901MA00000010",
        kind=IdType.CREDIT,
        representative="张示例",
        demo=True,
    )
    return lambda: services.register_organisation(zhang, details, at=AT)


@pytest.fixture
def picture() -> Callable[[], SimpleUploadedFile]:
    """Return a maker of photos to hand in."""
    return lambda: SimpleUploadedFile("平面图.png", PNG, content_type="image/png")


@pytest.fixture
def filled(
    citizen: Client, food: str, picture: Callable[[], SimpleUploadedFile]
) -> Callable[[], str]:
    """Return a maker of applications that wait at their last page; it gives that page's address."""

    def fill() -> str:
        """Walk through the pages as a browser without JavaScript does."""
        page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
        for said in (ANSWERS, {"file.layout": picture()}, {"way": "electronic"}):
            answer = citizen.post(page, said)
            assert answer.status_code == 302, answer.content.decode()
            page = answer["Location"]
        return page

    return fill


@pytest.fixture
def case(citizen: Client, filled: Callable[[], str]) -> Case:
    """Return the case that the application became."""
    citizen.post(filled())
    return Case.objects.get()


@pytest.fixture
def offered(county: None, tmp_path: Path, repository: Path) -> Callable[[str], str]:
    """Return a way to publish one file of the catalogue in the county; it gives the item's code."""

    def offer(file: str) -> str:
        """Publish it."""
        folder = tmp_path / "offered"
        folder.mkdir()
        shutil.copy(repository / "data/catalogue" / file, folder)
        desk = Desk(drafter=1, approver=2, at=AT, since=AT.date(), county="520123")
        for outcome in catalogue.load(folder, desk):
            assert not outcome.faults
        return str(Item.objects.get().code)

    return offer


@pytest.fixture
def registration(offered: Callable[[str], str]) -> str:
    """Return the code of an instant service: a small business is registered."""
    return offered(INSTANT)


@pytest.fixture
def clerk_of(food: str) -> Callable[[], Callable[..., None]]:
    """Return who finds the clerk of the one case, once there is one."""
    return lambda: partial(_take, Case.objects.get())


@pytest.fixture
def clerk(case: Case) -> Callable[..., None]:
    """Return a way to take the office's steps in the case."""
    return partial(_take, case)


def _take(case: Case, post: Post, step: str, **said: Any) -> None:
    """Take one step now, at a post of the competent authority."""
    actor = Actor(
        id=f"u-{post.value}",
        name="王前台（示例）",
        post=post,
        posting_id=1,
        authority_id=case.authority_id,
        division="520123",
    )
    ref = codes.ref(case.division, case.id)
    now = timezone.now()
    request = Request(ref=ref, step=step, said=said)
    services_of_cases.take(request, actor, key=f"{step}-{now}", at=now)


@pytest.fixture
def address(case: Case) -> str:
    """Return the address of the case's page."""
    return f"/my/cases/{codes.ref(case.division, case.id)}/"
