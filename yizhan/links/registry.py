"""Outside registries of government bodies (政务数据共享平台): what they issued, fetched by name.

A province names what makes its own in ``settings.REGISTRY``. The default is the null twin: it says
honestly that nothing is connected.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class UnreachableError(Exception):
    """The registry gave no answer; the text names no person."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: which certificate of whom, for which case, by whom and why (L3.5)."""

    certificate: str
    issuer: str
    holder: str
    number: str  # of the holder's document, in clear where a registry is connected
    case: str
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a registry knows: the document as a file, or why there is none."""

    found: bool
    words: str
    name: str = ""
    data: bytes = b""


class Registry(Protocol):
    """Somebody who keeps what government bodies have issued."""

    name: str
    connected: bool

    def ask(self, question: Question) -> Answer:
        """Return what is known; raises UnreachableError where nobody answered."""
        ...


class Null:
    """The twin where no registry is connected: it never claims to have looked."""

    name = "外部共享平台"
    connected = False

    def ask(self, question: Question) -> Answer:
        """Return that nothing is connected."""
        del question
        return Answer(found=False, words="尚未接入外部共享平台，无法核验")


def null() -> Registry:
    """Return the null twin."""
    return Null()


def configured() -> Registry:
    """Return the registry of this hall."""
    found: Registry = import_string(settings.REGISTRY)()
    return found
