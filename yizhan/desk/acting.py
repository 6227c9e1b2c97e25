"""Who acts at the desk (岗位): staff with a second factor, in a post that they hold today.

Every screen says which posts may open it; rights are read with each request, never kept (T6).
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from yizhan.accounts import sessions
from yizhan.cases import held
from yizhan.cases.answers import Answer
from yizhan.desk import pages
from yizhan.desk.who import Desk
from yizhan.law.refusals import Refusal, WrongPost
from yizhan.law.words import Post
from yizhan.places import queries as places

P = ParamSpec("P")
POSTING = "posting"
POSTS = "desk_posts"
STAFF = (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD, Post.GOVERNMENT, Post.SUPERVISOR)


View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]
Screen = Callable[Concatenate[HttpRequest, P], HttpResponse]


def acting(*posts: Post) -> Callable[[View[P]], Screen[P]]:
    """Return the guard of a screen that only these posts may open (H2.4)."""

    def guard(view: View[P]) -> Screen[P]:
        """Return the screen behind the guard."""

        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            """Return the screen, the way to the login, or the page of a refusal."""
            user = sessions.signed_in(request)
            if user is None or not user.is_staff_member or not sessions.verified(request):
                return _to_login(request)
            at = timezone.now()
            desk = _desk(request, user, at)
            if desk is None or desk.post not in posts:
                return pages.refused(request, desk, _not_theirs(desk, posts))
            _tell_news(request, desk)
            try:
                return view(request, desk, *args, **kwargs)
            except Refusal as refusal:
                return pages.refused(request, desk, refusal)

        screen: Screen[P] = never_cache(guarded)
        setattr(screen, POSTS, posts)
        return screen

    return guard


def choose(request: HttpRequest, posting_id: str) -> None:
    """Keep which of one's posts is acted in; it counts only while it is held."""
    request.session[POSTING] = int(posting_id) if posting_id.isdigit() else 0


def _desk(request: HttpRequest, user: Any, at: datetime) -> Desk | None:
    """Return the post acted in: the one chosen, else the first; None without any today."""
    others = tuple(places.postings_of(user.pk, timezone.localdate(at)))
    if not others:
        return None
    wanted = request.session.get(POSTING)
    held = next((one for one in others if one.id == wanted), others[0])
    return Desk(user_id=user.pk, name=user.name, held=held, others=others, at=at)


def _tell_news(request: HttpRequest, desk: Desk) -> None:
    """Take the clerk's acts whose time to undo is over, and say once what came of each (CNT-11)."""
    if desk.post is not Post.FRONT:
        return
    held.take_due(desk.at, user_id=desk.user_id)
    for one in held.news(desk.user_id):
        if one.answer is None:
            messages.error(request, f"{one.number}“{one.label}”没有办成：{one.refusal}")
        else:
            messages.success(request, f"{one.number} {done(one.label, one.answer)}")


def done(label: str, answer: Answer) -> str:
    """Return what was done in a sentence, with the papers that came of it."""
    issued = "；".join(f"《{paper['title']}》{paper['number']}" for paper in answer.papers)
    return f"已办理“{label}”。{f'已出具{issued}。' if issued else ''}"


def _to_login(request: HttpRequest) -> HttpResponse:
    """Return the way to the login of staff, and back."""
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return redirect(f"{reverse('accounts:staff_login')}?{query}")


def _not_theirs(desk: Desk | None, posts: tuple[Post, ...]) -> WrongPost:
    """Return the refusal for a post that may not open a screen."""
    allowed = "、".join(post.label for post in posts)
    mine = desk.post.label if desk else "未任职"
    return WrongPost(
        f"您现在的岗位是“{mine}”，不能打开这个页面",
        clause="H2.4",
        remedy=f"应当由{allowed}办理；您兼任的，请先在页面上方切换岗位",
    )
