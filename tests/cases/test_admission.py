"""Whether an application may come in at all (W1.2, W2.2)."""

from dataclasses import replace

import pytest
from msgspec import structs

from yizhan.cases import services
from yizhan.items.versions import SHELF
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Post
from yizhan.places import shelf

from .world import AT, World, moment, rows


def hand_in(hall: World, channel: str) -> None:
    """Hand in an application through a channel."""
    application = replace(hall.application(), channel=channel)
    services.submit(application, hall.actor(Post.APPLICANT), key=channel, at=moment(AT))


def with_version(hall: World, *, assurance: int = 0, trial: bool = True) -> None:
    """Let the world's item ask for more, or be an ordinary version that nobody published."""
    version = hall.cast.version
    content = structs.replace(version.content, assurance=assurance)
    SHELF.follow(shelf.edition())
    SHELF.put(replace(version, content=content, trial=trial))


def test_an_item_that_takes_no_applications_today_is_refused(hall: World) -> None:
    """A version that is not published is no way in, whoever knows its id."""
    with_version(hall, trial=False)
    before = rows()
    with pytest.raises(Unlawful) as refusal:
        hand_in(hall, "window")
    assert (refusal.value.clause, rows()) == ("W1.2", before)


def test_a_name_that_is_not_sure_enough_cannot_apply_online(hall: World) -> None:
    """Nobody in the demo is known more surely than by a window check."""
    with_version(hall, assurance=4)
    with pytest.raises(Unlawful) as refusal:
        hand_in(hall, "online")
    assert refusal.value.clause == "W2.2"


def test_the_window_lets_in_whoever_stands_there(hall: World) -> None:
    """At the counter the document itself is checked."""
    with_version(hall, assurance=4)
    hand_in(hall, "window")
    assert rows()["Case"] == 1
