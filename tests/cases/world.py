"""A small world for the door: one authority, one item, one person, staff in every post."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction

from yizhan.cases import queries, services
from yizhan.cases.actors import Actor
from yizhan.cases.answers import Answer
from yizhan.cases.models import Case, Entry, Key
from yizhan.cases.opening import Application
from yizhan.cases.services import Request
from yizhan.law.clocks import ZONE
from yizhan.law.words import Post
from yizhan.outbox.models import Message
from yizhan.papers.models import Certificate, Paper
from yizhan.replay.cast import Cast, cast
from yizhan.replay.scenario import parse

DIVISION = "520123000000"
AT = "2026-03-02 09:00"
ITEM = """title: 门
item:
  name: 公共场所卫生许可
  promised: 10
  quota: {quota}
  materials: [{{id: form, name: 申请表}}, {{id: plan, name: 平面图}}]
steps:
  - {{at: 2026-03-02 09:00, do: pass}}
"""
DEFECTS = [{"material": "plan", "problem": "没有提交", "remedy": "补交"}]
REFUSAL = {
    "grant": False,
    "facts": "没有消毒间",
    "reasons": "不符合卫生要求",
    "basis": "公共场所卫生管理条例第四条",
    "reconsideration": "示例县人民政府",
    "court": "示例县人民法院",
}
TABLES = (Case, Entry, Key, Paper, Certificate, Message)


def moment(text: str) -> datetime:
    """Return a moment of the hall."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def rows() -> dict[str, int]:
    """Return how many rows each table of a case holds."""
    return {table.__name__: table.objects.count() for table in TABLES}


@dataclass
class World:
    """The cast, and short ways through the door."""

    cast: Cast
    keys: Any = field(default_factory=count)

    def actor(self, post: Post, **changes: Any) -> Actor:
        """Return whoever holds a post, with some fields changed."""
        who = "system" if post is Post.CLOCK else post.value
        return replace(self.cast.actor(who, "", None), **changes)

    def application(self, *materials: str) -> Application:
        """Return an application at the window."""
        return Application(
            version_id=self.cast.version.id,
            applicant=self.cast.applicant,
            channel="window",
            materials=materials or ("form", "plan"),
        )

    def submit(self, *materials: str, at: str = AT, key: str = "") -> Answer:
        """Hand in an application; a key of its own unless one is given."""
        return services.submit(
            self.application(*materials),
            self.actor(Post.APPLICANT),
            key=key or f"s{next(self.keys)}",
            at=moment(at),
        )

    def take(self, ref: str, step: str, post: str, at: str = AT, **said: Any) -> Answer:
        """Take a step, as somebody in a post, under a key of its own."""
        return self.ask(Request(ref=ref, step=step, said=said), self.actor(Post(post)), at=at)

    def ask(self, request: Request, actor: Actor, *, key: str = "", at: str = AT) -> Answer:
        """Ask the door for a step."""
        return services.take(request, actor, key=key or f"t{next(self.keys)}", at=moment(at))

    def reviewed(self) -> str:
        """Return the address of a case that waits for its decision."""
        ref = self.submit().ref
        self.take(ref, "accept", "front")
        return self.take(ref, "review", "back", finding="符合条件").ref


def world(quota: str = "null") -> World:
    """Return a world of its own in the database of a test."""
    with transaction.atomic():
        return World(cast(parse(ITEM.format(quota=quota), division=DIVISION)))


def snapshot(ref: str) -> Mapping[str, object]:
    """Return everything about a case that a refused request must leave as it is."""
    case = queries.stored_case(ref)
    return {"version": case.version, "course": case.course_text, "head": case.head, **rows()}
