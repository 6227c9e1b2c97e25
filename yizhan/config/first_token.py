"""``yizhan token``: a first token for the interface, for a person or a member of staff (W2.1)."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from yizhan.accounts import relations, tokens
from yizhan.accounts.tokens import Grant, Scope
from yizhan.law.clocks import local
from yizhan.law.refusals import NotFound, Refusal
from yizhan.law.words import Post
from yizhan.places import queries as places

HOURS = 24


def main(words: Sequence[str]) -> int:
    """Print the text of a new token, shown this once; return the exit code."""
    options = _arguments(words)
    try:
        print(issued(options, timezone.now()))
    except Refusal as refusal:
        print(f"{refusal.message}：{refusal.remedy}", file=sys.stderr)
        return 1
    return 0


def issued(options: argparse.Namespace, at: datetime) -> str:
    """Return a new token; raises NotFound for an unknown login or a post not held today."""
    user = relations.login(options.login)
    grant = Grant(
        scopes=tuple(options.scopes),
        expires=at + timedelta(hours=options.hours),
        posting_id=_posting(user.id, options.post, at) if user.staff else None,
        person_id=user.person_id,
    )
    return tokens.issue(user.id, grant, at=at)


def _posting(user_id: int, post: str, at: datetime) -> int:
    """Return the posting that a token acts in: the one named, else the first held today."""
    held = places.postings_of(user_id, local(at).date())
    found = [one.id for one in held if post in {"", one.post.value}]
    if not found:
        raise NotFound("今天没有这个岗位的任职", clause="H2.4", remedy="请核对登录名和岗位")
    return found[0]


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return whose token it is, what it opens, for how long, and in which post."""
    parser = argparse.ArgumentParser(prog="yizhan token", description="签发接口令牌，只显示一次")
    parser.add_argument("login", help="登录名")
    scopes = [scope.value for scope in Scope]
    parser.add_argument("--scopes", nargs="+", choices=scopes, required=True, help="权限范围")
    parser.add_argument("--hours", type=int, default=HOURS, help="有效小时数")
    posts = [post.value for post in Post]
    parser.add_argument("--post", default="", choices=["", *posts], help="工作人员以哪个岗位办理")
    return parser.parse_args(words)
