"""Guesses: how many of very many passwords and query codes are even looked at (T55, E16).

The guesses come from a thousand networks and go round a hundred logins or numbers, as fast as
they can: what the limits leave of them is what somebody without the password could try.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from django.contrib import auth
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from yizhan.accounts import gate, services
from yizhan.cases import tracking
from yizhan.law.refusals import NotFound

TARGETS, NETWORKS, STRIDE = 100, 1000, 7
NUMBER = "529901Z9920261009{:06}"


@dataclass(frozen=True)
class Guessed:
    """What became of guesses: how many were looked at, and of one target at most."""

    what: str
    guesses: int
    looked_at: int
    most: int

    @property
    def line(self) -> str:
        """Return the line that a run prints."""
        return (
            f"{self.what}: {self.guesses:,} guesses from {NETWORKS:,} networks at {TARGETS}; "
            f"looked at {self.looked_at:,}, of one at most {self.most}"
        )

    @property
    def bounded(self) -> bool:
        """Return whether no target had more than its hundred a day looked at."""
        return self.most <= gate.BY_DAY


def passwords(count: int) -> tuple[Guessed, bool]:
    """Return what became of wrong passwords, and whether an owner may still log in after them."""
    run = token_hex(4)
    names = [f"guess-{run}-{n}" for n in range(TARGETS)]
    for name in names:
        services.register(name, token_hex(16), at=timezone.now())
    found = _guessed("passwords", count, lambda n, network: _password(names[n], network))
    known = RequestFactory().post("/account/login/", REMOTE_ADDR="203.0.113.7")
    known.COOKIES[gate.COOKIE] = gate.remember(HttpResponse(), names[0]).cookies[gate.COOKIE].value
    return found, gate.password(known, names[0], at=timezone.now())


def codes(count: int) -> Guessed:
    """Return what became of wrong query codes."""
    return _guessed("query codes", count, _code)


def _guessed(what: str, count: int, guess: Callable[[int, str], bool]) -> Guessed:
    """Return what became of so many guesses; each says whether it was looked at."""
    looked: Counter[int] = Counter()
    for n in range(count):
        at = (n * STRIDE + n // TARGETS) % NETWORKS
        target = n % TARGETS
        looked[target] += guess(target, f"198.18.{at // 250}.{at % 250}")
    return Guessed(what, count, looked.total(), max(looked.values(), default=0))


def _password(login: str, network: str) -> bool:
    """Return whether a wrong password was looked at."""
    request = RequestFactory().post("/account/login/", REMOTE_ADDR=network)
    if not gate.password(request, login, at=timezone.now()):
        return False
    auth.authenticate(request, login=login, password="wrong-password")  # noqa: S106 - a guess
    return True


def _code(target: int, network: str) -> bool:
    """Return whether a wrong query code was looked at."""
    number = NUMBER.format(target)
    try:
        tracking.track(number, token_hex(3), network=network, at=timezone.now())
    except NotFound:
        return True
    except tracking.TooManyTries:
        return False
    return True
