"""What the law has to know of an item (事项): its limits, its class, its materials."""

from dataclasses import dataclass
from datetime import time
from functools import cached_property

from yizhan.law.words import (
    CertificateKind,
    ItemType,
    Levels,
    Need,
    OnlineClass,
    Source,
    Start,
    Unit,
)


@dataclass(frozen=True)
class Length:
    """A length of time with its unit and start (L1.9)."""

    n: int
    unit: Unit = Unit.WORKING
    start: Start = Start.ACCEPTANCE

    def __str__(self) -> str:
        """Return it as people read it, e.g. ``20个工作日``."""
        return f"{self.n}{self.unit.label}"


@dataclass(frozen=True)
class Material:
    """One material of the list."""

    id: str
    name: str
    need: Need = Need.REQUIRED
    source: Source = Source.APPLICANT

    def owed_by(self, needed: tuple[str, ...] | None) -> bool:
        """Return whether the applicant has to hand it in before acceptance.

        What a government body issued is fetched, not asked for (H7.1, L3.5).
        """
        wanted = self.need is Need.REQUIRED if needed is None else self.id in needed
        return wanted and self.source is not Source.GOVERNMENT


@dataclass(frozen=True)
class Department:
    """One department (部门) that has a part in the item: its code, its name, its promised time."""

    unit: str
    name: str
    promised: Length | None = None


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules of one version of an item; defaults are settings of L2."""

    name: str
    type: ItemType = ItemType.LICENCE
    statutory: Length = Length(20)
    promised: Length = Length(20)
    prereview: int = 1  # L2.2
    notice: int = 5
    correction: int = 10
    extension: int = 10
    delivery: int = 10
    publication: int = 7
    online: OnlineClass = OnlineClass.TWICE
    certificate: CertificateKind | None = CertificateKind.LICENCE
    months: int = 0
    instant: bool = False
    quota: int | None = None
    closes: time = time(17)  # when the window closes (L1.4), a setting of the authority
    publish_after: int | None = None  # working days until the decision publishes itself (L2.11)
    materials: tuple[Material, ...] = ()
    departments: tuple[Department, ...] = ()  # two or more: joint, the first leads (H4.8)
    levels: Levels = Levels.NONE
    upper: Department | None = None  # the higher authority (H4.9, H4.10)
    first_review: Length = Length(20)  # L2.4, ALL 43
    forwarding: Length = Length(5, start=Start.RECEIPT)  # L2.8, set by the higher level

    @property
    def joint(self) -> bool:
        """Return whether several departments decide together (H4.8, H5.3)."""
        return len(self.departments) > 1

    @cached_property
    def by_id(self) -> dict[str, Material]:
        """Return the materials by their id."""
        return {material.id: material for material in self.materials}

    def lacking(
        self, held: tuple[str, ...], needed: tuple[str, ...] | None = None
    ) -> tuple[Material, ...]:
        """Return the materials that the applicant still owes (H4.5, H4.6).

        ``needed`` are those that the person's situation calls for; None: all that are required.
        """
        owed = (m for m in self.materials if m.owed_by(needed))
        return tuple(m for m in owed if m.id not in held)
