"""What the tests of the interface stand on: a county, one service, tokens for its people."""

import csv
import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from yizhan.accounts import services as accounts
from yizhan.accounts import tokens
from yizhan.accounts.registry import Details
from yizhan.accounts.tokens import Grant, Scope
from yizhan.items import catalogue
from yizhan.items import queries as items
from yizhan.items.catalogue import Desk
from yizhan.items.versions import SHELF
from yizhan.law.clocks import local
from yizhan.law.mandates import Period
from yizhan.law.words import Level, Post
from yizhan.places import map as maps
from yizhan.places import queries as places
from yizhan.places import services as posts
from yizhan.places import shelf

DAY = timedelta(days=1)
FOOD = "11520123XX000002724000102001001"
SCOPES = tuple(scope.value for scope in Scope)
ANSWERS = {
    "phone": "13800000000",
    "address": "修文县示例路1号",
    "shop": "示例小吃店",
    "premises": "修文县示例路1号",
    "area": 30,
    "products": "热食类食品制售",
    "manager": "示例甲",
}
NUMBERS = ("529901198001010027", "529901199002020010")
ROWS = [
    ("520000000000", "贵州省", "2", "", "省"),
    ("520100000000", "贵阳市", "3", "520000000000", "地级市"),
    ("520123000000", "修文县", "4", "520100000000", "县"),
]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Let no test see what another one kept in the process."""
    shelf.forget()
    SHELF.clear()
    yield
    shelf.forget()


@dataclass
class Hall:
    """The hall as a machine sees it: tokens by role, the item, requests."""

    version: str
    materials: list[str]
    tokens: dict[str, str] = field(default_factory=dict)
    posting: dict[str, int] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    sent: int = 0
    scopes: tuple[str, ...] = SCOPES

    def send(self, method: str, path: str, role: str = "", data: Any = None, key: str = "") -> Any:
        """Return the answer to a request; each gets a fresh key unless one is given."""
        self.sent += 1
        headers = {"Idempotency-Key": key or f"key-{self.sent}"}
        if role:
            headers["Authorization"] = f"Bearer {self.tokens.get(role, role)}"
        body = (
            {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        )
        return getattr(self.client, method)(f"/api/v1{path}", headers=headers, **body)

    def submit(self, role: str = "applicant", key: str = "") -> Any:
        """Return the answer to a complete application."""
        said = {"version": self.version, "materials": self.materials, "answers": ANSWERS}
        return self.send("post", "/cases", role, said, key)

    def step(self, ref: str, name: str, role: str, **said: Any) -> Any:
        """Return the answer to a step."""
        return self.send("post", f"/cases/{ref}/steps/{name}", role, {"said": said})


@pytest.fixture
def hall(db: None, tmp_path: Path, repository: Path) -> Hall:
    """Return a county with one published service, two persons and three posts."""
    path = tmp_path / "map.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("code", "name", "level", "parent", "kind"), *ROWS])
    maps.load(path, as_of=date(2020, 6, 30))
    call_command("load_authorities", stdout=StringIO())
    folder = tmp_path / "catalogue"
    folder.mkdir()
    shutil.copy(repository / "data/catalogue/001-food-business.json", folder)
    since = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
    desk = Desk(drafter=1, approver=2, at=since, since=since.date(), county="520123")
    for outcome in catalogue.load(folder, desk):
        assert not outcome.faults
    return _peopled(FOOD)


def _peopled(code: str) -> Hall:
    """Return the hall with its people."""
    at = timezone.now()
    on = local(at).date()
    item = items.item_by_code(code)
    found = items.published(item, on) if item else None
    assert found
    hall = Hall(str(found.id), [material.id for material in found.content.materials])
    for role, number in zip(("applicant", "stranger"), NUMBERS, strict=True):
        details = Details(name="示例甲", number=number, demo=True)
        user = accounts.register(f"{role}-login", "a-long-password-1", details, at=at)
        hall.tokens[role] = token(user.pk, at, person=user.person_id)
    authority = places.authority_by_name(Level.COUNTY, "市场监督管理局")
    for post in (Post.FRONT, Post.BACK, Post.CHIEF):
        user, _ = accounts.create_staff(f"{post.value}-login", "示例", "a-long-password-1", at=at)
        hall.posting[post.value] = posts.appoint(user.pk, authority.id, post, Period(on - DAY)).id
        hall.tokens[post.value] = token(user.pk, at, posting=hall.posting[post.value])
    return hall


def token(
    user: int,
    at: datetime,
    *,
    person: UUID | None = None,
    posting: int | None = None,
    scopes: tuple[str, ...] = SCOPES,
) -> str:
    """Return a token that lives for an hour."""
    grant = Grant(
        scopes=scopes, person_id=person, posting_id=posting, expires=at + timedelta(hours=1)
    )
    return tokens.issue(user, grant, at=at)
