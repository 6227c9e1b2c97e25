"""What a device sends and gets back: a record of one errand, and the receipt of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from yizhan.law.mandates import Action
from yizhan.law.village import Mode
from yizhan.law.words import Way, Word

OUTSIDE = {"confirmed", "based_on", "recorded_at"}  # say nothing of the errand itself


Moment = Annotated[datetime, msgspec.Meta(tz=True)]  # a device says which zone it means


class State(Word):
    """Where the record of an errand stands."""

    KEPT = "kept", "已保存"
    REFUSED = "refused", "未办成"
    FILED = "filed", "已提交"
    BOOKED = "booked", "已预约"
    ASKED = "asked", "待上门"


@dataclass(frozen=True, kw_only=True)
class Named:
    """A person as the card says: name, number; and the phone."""

    name: str
    number: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Entrusted:
    """What the person signed (L4.16): actions, period, that it was read aloud, the signature."""

    since: date
    until: date
    read_aloud: bool
    signature: str
    actions: tuple[Action, ...] = (Action.SUBMIT, Action.CORRECT, Action.COLLECT)


@dataclass(frozen=True, kw_only=True)
class Hour:
    """Where and when a companion waits, or the station comes to the home."""

    place: str
    at: Moment


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One file for a material, by the digest of its content, as it was uploaded before."""

    material: str
    digest: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """One errand as the device holds it.

    ``based_on`` is the revision that the device saw last, 0 for none; ``ready`` says that it is to
    be filed now, not only kept; ``confirmed`` that a warning was read.
    """

    id: UUID
    mode: Mode
    code: str
    principal: Named
    recorded_at: Moment
    guardian: Named | None = None
    situation: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    materials: tuple[str, ...] = ()  # seen on paper
    files: tuple[Sheet, ...] = ()
    way: str = Way.HAND.value
    mandate: Entrusted | None = None
    hour: Hour | None = None
    ready: bool = True
    confirmed: bool = False
    based_on: int = 0

    @property
    def text(self) -> str:
        """Return the record as JSON with sorted keys."""
        return msgspec.json.encode(self, order="sorted").decode()

    @property
    def digest(self) -> str:
        """Return what makes two sendings the same errand with the same contents."""
        said = {
            name: value for name, value in msgspec.to_builtins(self).items() if name not in OUTSIDE
        }
        return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def read(text: str) -> Record:
    """Return the record of a JSON text; raises msgspec's ValidationError for a wrong one."""
    return msgspec.json.decode(text, type=Record)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of a record: ``state`` kept, refused, filed, booked, asked, warned or conflict.

    ``mine`` and ``theirs`` are both versions of a conflict: the one taken, the one that came.
    """

    id: UUID
    state: str
    revision: int
    ref: str = ""
    number: str = ""
    query_code: str = ""
    warning: str = ""
    message: str = ""
    clause: str = ""
    remedy: str = ""
    mine: Record | None = None
    theirs: Record | None = None
