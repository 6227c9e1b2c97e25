"""How a case stands for whoever knows its two numbers (P-17), and how often that may be tried.

Every face asks here, so that none is a way around the limits (T55): five tries a minute of one
network, and a hundred wrong codes a day for one number, from however many networks.
"""

from datetime import datetime, timedelta

from yizhan.accounts import throttle
from yizhan.cases import codes, queries
from yizhan.cases.queries import CaseView
from yizhan.law.refusals import Refusal

TRACK, NUMBER = "track", "track-number"
TRIES = 5  # of one network in a window
WINDOW = timedelta(minutes=1)
BY_DAY = 100  # codes of one number that are looked at in a day


class TooManyTries(Refusal):
    """Tried too often in a while (T55); waiting helps."""

    kind = "too_many"


def track(number: str, query_code: str, *, network: str, at: datetime) -> CaseView:
    """Return the case of a number and its query code, asked for from a network.

    Raises TooManyTries, whether or not the number exists, and NotFound for a wrong pair. Who
    knows both is not counted.
    """
    tidy = codes.tidy(number)
    if not _allowed(tidy, network, at):
        raise TooManyTries(
            "查询太频繁",
            clause="P-17",
            remedy="请 1 分钟后再试，或者登录后在“我的办件”查看",
        )
    found = queries.track(tidy, query_code, at)
    throttle.forgive(TRACK, network, window=WINDOW, at=at)
    throttle.forgive(NUMBER, tidy, window=throttle.DAY, at=at)
    return found


def _allowed(number: str, network: str, at: datetime) -> bool:
    """Return whether a pair may be looked at; a network that pauses costs the number nothing."""
    return throttle.check(TRACK, network, limit=TRIES, window=WINDOW, at=at) and throttle.check(
        NUMBER, number, limit=BY_DAY, window=throttle.DAY, at=at
    )
