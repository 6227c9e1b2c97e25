"""Real-name check (实名核验, W2.2): does this name belong to this number.

A province plugs in its own service behind ``Checker``; the setting ``REAL_NAME_CHECKER`` names
what makes one. The default ``offline`` works by rules; ``Null`` says yes to everybody, for tests.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from yizhan.law import identities
from yizhan.law.identities import IdType
from yizhan.law.refusals import Invalid
from yizhan.law.words import Assurance

DEMO_REGION = "5299"  # no real division: numbers of demo people begin with it
MISMATCH_REGION = "529900"  # demo numbers that never match, to show a failed check
SAMPLES = frozenset({"11010519491231002X", "91110108551385082Q"})  # printed in standards


@dataclass(frozen=True)
class Outcome:
    """What a check found: the assurance it gives and, when it failed, why (for the journal)."""

    assurance: Assurance
    reason: str = ""

    @property
    def passed(self) -> bool:
        """Return whether name and number belong together."""
        return self.assurance is not Assurance.NONE


class Checker(Protocol):
    """Somebody who knows whether a name belongs to a number."""

    def check(self, name: str, number: str, kind: IdType) -> Outcome:
        """Return what was found; never raises for a mismatch."""
        ...


@dataclass(frozen=True)
class Rules:
    """The offline default: name and number must hold by L5; test numbers pass in a demo only."""

    demo: bool = False

    def check(self, name: str, number: str, kind: IdType) -> Outcome:
        """Return a match when both hold and the number is no test pattern.

        Rules cannot know whose an organisation is: outside a demo it stays declared until a
        window has seen its certificate.
        """
        try:
            held = identities.identify(number, kind).number
            identities.name(name)
        except Invalid as fault:
            return Outcome(Assurance.NONE, fault.message)
        if self._is_pattern(held, kind):
            return Outcome(Assurance.NONE, "姓名与证件号码不一致")
        trusted = kind is not IdType.CREDIT or self.demo
        return Outcome(Assurance.MATCHED if trusted else Assurance.DECLARED)

    def _is_pattern(self, number: str, kind: IdType) -> bool:
        """Return whether nobody has this number: a printed sample, or a demo number in earnest."""
        region = number[2:8] if kind is IdType.CREDIT else number[:6]
        invented = region.startswith(DEMO_REGION) and not self.demo
        return invented or region.startswith(MISMATCH_REGION) or number in SAMPLES


class Null:
    """The twin for tests: everybody is who they say."""

    def check(self, name: str, number: str, kind: IdType) -> Outcome:
        """Return a match."""
        del name, number, kind
        return Outcome(Assurance.MATCHED)


def offline() -> Checker:
    """Return the default checker of this hall: by rules, demo numbers allowed in a demo."""
    return Rules(demo=settings.DEMO)
