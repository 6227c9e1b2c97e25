"""The stage of a run: tokens for one applicant and three posts of one authority, and an item."""

from datetime import datetime, timedelta
from time import time_ns
from uuid import UUID

from django.utils import timezone

from yizhan.accounts import queries as people
from yizhan.accounts import services as accounts
from yizhan.accounts import tokens as keys
from yizhan.accounts.registry import Details
from yizhan.accounts.tokens import Grant
from yizhan.bench.lifecycle import SCOPES, Plan
from yizhan.items import queries as items
from yizhan.law.clocks import local
from yizhan.law.words import Level, Post
from yizhan.places import queries as places

DEPARTMENT = "市场监督管理局"
LIFE = timedelta(hours=2)
NUMBER = "529901198001010027"


def plan() -> Plan:
    """Return what a run needs; the people are the demo's own, the applicant is made once."""
    at = timezone.now()
    on = local(at).date()
    authority = places.authority_by_name(Level.COUNTY, DEPARTMENT)
    tokens = {}
    for post in (Post.FRONT, Post.BACK, Post.CHIEF):
        held = places.holders(authority.id, post, on)[0]
        grant = Grant(scopes=SCOPES, posting_id=held.id, expires=at + LIFE)
        tokens[post.value] = keys.issue(held.user_id, grant, at=at)
    found = next(
        view
        for view in items.browse([authority.division], items.Facets(), on=on, limit=100)
        if view.authority_id == authority.id and view.content.result.kind
    )
    return Plan(
        tokens=tokens,
        version=str(found.id),
        materials=tuple(material.id for material in found.content.materials),
        applicant=str(_applicant(at)),
    )


def _applicant(at: datetime) -> UUID:
    """Return the run's applicant, made once."""
    known = people.find_person(NUMBER)
    if known is not None:
        return known
    login = f"bench-{time_ns()}"  # two runs may begin in the same second
    user = accounts.register(login, f"{login}-pass", at=at)
    return accounts.verify(user, Details(name="测速示例", number=NUMBER, demo=True), at=at)
