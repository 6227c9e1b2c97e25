"""What the tests of shared windows stand on: a centre, a bureau, a window, people sent (H2.5)."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from yizhan.law.words import Post
from yizhan.places import duty

from .staff import bureau, employ, signed_in

DAY = timedelta(days=1)


def centre(code="xiuwen-centre", **changes):
    """Return the service centre of a county's hall, entered."""
    named = {"name": "修文县政务服务中心", "short_name": "政务服务中心"}
    numbered = {"paper_word": "修政服", "window": "001"}
    return bureau(code, is_centre=True, **{**named, **numbered, **changes})


def sent_to(client, screen, /, *args, **said):
    """Return the answer to a form that was sent to a screen."""
    return client.post(reverse(f"desk:{screen}", args=args), said)


@pytest.fixture
def today():
    """Return today, as the hall reads it."""
    return timezone.localdate()


@pytest.fixture
def hall(sit, authority, item):
    """Return the heads of a service centre and of a bureau, and a window that was opened."""
    place = centre()
    found = SimpleNamespace(
        place=place,
        item=item,
        centre=sit(Post.HEAD, login="centre-head", office=place.id),
        head=sit(Post.HEAD, login="bureau-head"),
        chief=employ(Post.CHIEF, "bureau-chief", authority.id),
        front=employ(Post.BACK, "bureau-clerk", authority.id),
        second=employ(Post.BACK, "bureau-second", authority.id),
    )
    answer = sent_to(found.centre, "window_open", name="综合窗口")
    found.url = answer["Location"]
    found.window = int(found.url.rstrip("/").rpartition("/")[2])
    return found


def asked(hall):
    """Return the wish of the bureau with its item, sent from the desk of its head."""
    said = {"items": [str(hall.item.item_id)], "reason": "办件少"}
    answer = sent_to(hall.head, "window_ask", hall.window, **said)
    assert answer.status_code == 302, answer.content.decode()
    return seen(hall).stays[-1].id


def seen(hall):
    """Return the window as it stands."""
    return duty.of(hall.window)


def agreed(hall):
    """Return the stay of the bureau, to which the centre has agreed."""
    stay = asked(hall)
    sent_to(hall.centre, "stay", hall.window, stay, "answer", agree="yes")
    return stay


def sends(hall, stay, user, post, since, **more):
    """Return the answer to the head of the bureau who sends somebody."""
    said = {"user": user.pk, "post": post.value, "since": str(since), **more}
    return sent_to(hall.head, "stay", hall.window, stay, "send", **said)


@pytest.fixture
def staffed(hall, today):
    """Return the hall with the chief representative and two of the bureau's people sent."""
    stay = hall.stay = agreed(hall)
    people = ((hall.chief, Post.CHIEF), (hall.front, Post.FRONT), (hall.second, Post.FRONT))
    hall.sent = {}
    for user, post in people:
        assert sends(hall, stay, user, post, today).status_code == 302
    hall.sent = {one.user_id: one.posting_id for one in seen(hall).stays[0].members}
    return hall


def put(hall, user, day):
    """Return the turn of somebody whom the bureau's head has put on the roster."""
    posting = hall.sent[user.pk]
    answer = sent_to(hall.head, "roster", hall.window, "put", posting=posting, day=str(day))
    assert answer.status_code == 302, answer.content.decode()
    return next(one.id for one in duty.turns(hall.window, day, day) if one.posting_id == posting)


def scrubbed(answer, window):
    """Return status and body without keys, moments and the number that was asked for."""
    body = answer.content.decode()
    for pattern in (
        rf"/windows/{window}/",
        r"打印时间.*?</span>",
        r'nonce="[^"]*"',
        r'value="[^"]{32,}"',
    ):
        body = re.sub(pattern, "", body)
    return answer.status_code, body


def standing(user, office):
    """Return the browser of somebody who has switched to the post at an office; None without."""
    client = signed_in(user)
    held = client.get(reverse("desk:home")).context["desk"].others
    mine = [one for one in held if one.authority_id == office]
    if mine:
        client.post(reverse("desk:switch"), {"posting": mine[0].id})
    return client if mine else None


@pytest.fixture
def window_clerk(staffed, today):
    """Return the browser of the clerk who stands on today's roster, at the window."""
    put(staffed, staffed.front, today)
    return standing(staffed.front, seen(staffed).authority.id)
